import { basename } from 'node:path'
import type { Source } from './input.ts'
import { isMetadata } from './metadata/is-metadata.ts'
import type { Linted } from './model.ts'
import type { Fetch } from './online/fetch.ts'
import type { LintRegistrationOptions } from './registration/linted.ts'

export interface LintDocumentOptions
  extends Omit<Source, 'text'>,
    Pick<LintRegistrationOptions, 'sight' | 'environment'> {
  /** Asks for what a document links to; without it nobody is asked. */
  readonly fetch?: Fetch
  /** A folder with schemas of SAML that are used instead of ours. */
  readonly schemas?: string
}

/**
 * Says what a file is by its name and its text, and looks at it. Rejects with a LintError of what follows its name. What
 * reads one kind is loaded for that kind only: readers of YAML and of XML take longer to load than to read.
 */
export const lintDocument = async (file: string, text: string, options: LintDocumentOptions): Promise<Linted> => {
  if (isMetadata(file, text)) {
    const { lintMetadata } = await import('./metadata/index.ts')
    return lintMetadata(file, text, options)
  }
  const { isRegistration, lintRegistrationFile } = await import('./registration/linted.ts')
  if (isRegistration(basename(file), text)) return lintRegistrationFile(file, text, options)
  const { lint } = await import('./index.ts')
  return lint(file, text)
}
