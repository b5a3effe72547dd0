import type { Document } from '../contract-document.ts'
import { HeldBack } from '../signals.ts'
import type { TargetSeed } from '../target.ts'

/** The document that is the target, or the metadata of the service that is; asking for one elsewhere ends the scenario. */
export const documentOf = ({ document, service }: TargetSeed): Document =>
  document ??
  service?.judgedMetadata ??
  new Proxy({} as Document, {
    get: () => {
      throw new HeldBack('skip', 'This scenario names no `document` in `given`.')
    },
  })
