import type { DocumentSeed } from '../target-document.ts'
import { documentSeed } from './document.ts'

interface Handed {
  /** As whoever handed it in calls it. */
  readonly name: string
  readonly ours: boolean
  /** Where it is served, and as what; absent for a file. */
  readonly served?: { readonly url: string; readonly type: string }
}

/** The metadata of a service, looked at as `aai lint` does, but that nobody else is asked. */
export const judgedMetadata = async (text: string, { name, ours, served }: Handed): Promise<DocumentSeed> => {
  const { lintMetadata } = await import('#lint/metadata/index.ts')
  const origin = served === undefined ? {} : { origin: { ...served, end: served.url } }
  return documentSeed(await lintMetadata(name, text, origin), text, ours)
}
