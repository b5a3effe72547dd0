import { basename } from 'node:path'
import { lint } from './index.ts'
import type { Linted } from './model.ts'
import type { Fetch } from './online/fetch.ts'
import { isRegistration, lintRegistrationFile } from './registration/linted.ts'

export interface LintDocumentOptions {
  /** Where the file lies: what it names beside itself is looked for there. */
  readonly folder: string
  /** Asks for what a registration links to; without it nobody is asked. */
  readonly fetch?: Fetch
}

/** Says what a file is by its name and its text, and looks at it. Rejects with a LintError of what follows its name. */
export const lintDocument = async (file: string, text: string, options: LintDocumentOptions): Promise<Linted> =>
  isRegistration(basename(file), text) ? lintRegistrationFile(file, text, options) : lint(file, text)
