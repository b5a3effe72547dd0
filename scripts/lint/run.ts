import { dirname } from 'node:path'
import { LintError, type Linted, lint } from '#lint/index.ts'
import type { Fetch } from '#lint/online/fetch.ts'
import { isRegistration, lintRegistrationFile } from '#lint/registration/linted.ts'
import { renderLinted } from '#lint/terminal.ts'
import { readConfigurationFile } from '#lint/input.ts'

export interface LintRun {
  readonly files: readonly string[]
  readonly json: boolean
  /** A warning ends it with 1, too. */
  readonly strict: boolean
  /** Asks for the pages and the logo that a registration names; absent: nobody is asked. */
  readonly fetch?: Fetch
  readonly terminal: { readonly columns?: number; readonly colour: boolean }
  readonly write: (text: string) => void
  readonly complain: (text: string) => void
}

const isBad = ({ findings }: Linted, strict: boolean): boolean =>
  findings.some(({ weight }) => weight === 'fail' || (strict && weight === 'warn'))

const lintFile = async (file: string, fetch: Fetch | undefined): Promise<Linted> => {
  const text = readConfigurationFile(file)
  if (!isRegistration(file, text)) return lint(file, text)
  return lintRegistrationFile(file, text, { folder: dirname(file), ...(fetch ? { fetch } : {}) })
}

/** Exit code: 0 nothing to mend, 1 something to mend, 2 a file that cannot be taken. */
export const runLint = async (run: LintRun): Promise<0 | 1 | 2> => {
  const { files, json, strict, terminal, write, complain } = run
  const linted: Linted[] = []
  let unread = false
  for (const file of files) {
    try {
      linted.push(await lintFile(file, run.fetch))
    } catch (error) {
      if (!(error instanceof LintError)) throw error
      complain(`${file} ${error.message}`)
      unread = true
    }
  }
  if (json) write(JSON.stringify({ format: 'aai-lint/1', files: linted }, null, 2))
  else if (linted.length > 0) write(linted.map((each) => renderLinted(each, terminal)).join('\n\n'))
  if (unread) return 2
  return linted.some((each) => isBad(each, strict)) ? 1 : 0
}
