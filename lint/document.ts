import { basename } from 'node:path'
import { lint } from './index.ts'
import type { Source } from './input.ts'
import { isMetadata } from './metadata/is-metadata.ts'
import type { Linted } from './model.ts'
import type { Fetch } from './online/fetch.ts'
import { isRegistration, lintRegistrationFile } from './registration/linted.ts'

export interface LintDocumentOptions extends Omit<Source, 'text'> {
  /** Asks for what a document links to; without it nobody is asked. */
  readonly fetch?: Fetch
  /** A folder with schemas of SAML that are used instead of ours. */
  readonly schemas?: string
}

/** Says what a file is by its name and its text, and looks at it. Rejects with a LintError of what follows its name. */
export const lintDocument = async (file: string, text: string, options: LintDocumentOptions): Promise<Linted> => {
  if (isRegistration(basename(file), text)) return lintRegistrationFile(file, text, options)
  if (!isMetadata(file, text)) return lint(file, text)
  const { lintMetadata } = await import('./metadata/index.ts')
  return lintMetadata(file, text, options)
}
