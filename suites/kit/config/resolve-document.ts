import { dirname, resolve } from 'node:path'
import { isAddress } from '#lint/input.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import type { Place } from './place.ts'
import type { DocumentEntry } from './schema-document.ts'

/** A document as a target. */
export const resolveDocument = ({ file, at }: Place, id: string, entry: DocumentEntry): EmbeddedTarget => {
  const { kind, title, file: name, offline = false, private: inside = false } = entry
  return {
    kind: 'embedded',
    id,
    title: title ?? name,
    profile: 'openaire-beta',
    document: {
      is: kind,
      path: isAddress(name) ? name : resolve(dirname(file.path), name),
      name,
      offline,
      private: inside,
    },
    source: `${file.name}: ${at}`,
  }
}
