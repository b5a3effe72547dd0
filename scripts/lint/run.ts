import { documents, requirements } from '#fixtures/requirements/index.ts'
import { lintDocument } from '#lint/document.ts'
import { readSource, type Sources } from '#lint/input.ts'
import { type Finding, LintError, type Linted } from '#lint/model.ts'
import type { Sight } from '#lint/registration/sight.ts'
import { renderLinted } from '#lint/terminal.ts'
import type { Seen } from './report.ts'
import { readSight } from './sight.ts'

/** Without `fetch` nobody is asked: neither for a document, nor for the pages and the logo that one names. */
export interface LintRun extends Sources {
  /** Files, addresses, or `-`. */
  readonly files: readonly string[]
  readonly json: boolean
  /** A warning ends it with 1, too. */
  readonly strict: boolean
  /** A folder with schemas of SAML that are used instead of ours. */
  readonly schemas?: string
  /** The run at the service of a registration: a folder, or its result. */
  readonly result?: string
  /** The environment that this was about. */
  readonly environment?: string
  /** Where a report goes, if one is wanted. */
  readonly out?: string
  readonly terminal: { readonly columns?: number; readonly colour: boolean }
  readonly write: (text: string) => void
  readonly complain: (text: string) => void
}

const isBad = ({ findings }: Linted, strict: boolean): boolean =>
  findings.some(({ weight }) => weight === 'fail' || (strict && weight === 'warn'))

const seen = async (file: string, run: LintRun, sight: Sight | undefined): Promise<Seen> => {
  const { fetch, schemas, environment } = run
  const { text, ...source } = await readSource(file, run)
  const asking = fetch ? { fetch } : {}
  const ofService = { ...(sight ? { sight } : {}), ...(environment === undefined ? {} : { environment }) }
  const options = { ...source, ...asking, ...ofService, ...(schemas === undefined ? {} : { schemas }) }
  return { text, linted: await lintDocument(file, text, options) }
}

/** With who asks for it, and where. */
const sourced = (finding: Finding) => {
  const { level, document, section, url } = requirements[finding.cites]
  return { ...finding, level, source: { document: documents[document]?.title ?? document, section, url } }
}

/** By requirement is for reports: whoever reads the findings reads each once. */
const told = ({ judged: _, ...linted }: Linted) => ({ ...linted, findings: linted.findings.map(sourced) })

/** The kit is loaded only where somebody wants a report. */
const report = async (all: readonly Seen[], out: string): Promise<string> => {
  const { writeLintReports } = await import('./report.ts')
  const paths = await writeLintReports(all, out)
  return paths.find((path) => path.endsWith('.html')) ?? out
}

/** Exit code: 0 nothing to mend, 1 something to mend, 2 a file that cannot be taken. */
export const runLint = async (run: LintRun): Promise<0 | 1 | 2> => {
  const { files, json, strict, terminal, write, complain } = run
  const sight = run.result === undefined ? undefined : await readSight(run.result)
  const all: Seen[] = []
  let unread = false
  for (const file of new Set(files)) {
    try {
      all.push(await seen(file, run, sight))
    } catch (error) {
      if (!(error instanceof LintError)) throw error
      complain(`${file} ${error.message}`)
      unread = true
    }
  }
  const linted = all.map((each) => each.linted)
  if (json) write(JSON.stringify({ format: 'aai-lint/1', files: linted.map(told) }, null, 2))
  else if (linted.length > 0) write(linted.map((each) => renderLinted(each, terminal)).join('\n\n'))
  if (run.out !== undefined && all.length > 0) {
    const page = await report(all, run.out)
    if (!json) write(`\nThe report: ${page}`)
  }
  if (unread) return 2
  return linted.some((each) => isBad(each, strict)) ? 1 : 0
}
