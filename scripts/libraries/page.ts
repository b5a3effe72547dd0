import type { Verdict } from '#reports/model.ts'
import type { Column } from './columns.ts'
import { countsOf, type Finding, findingsOf, type Row } from './row.ts'
import { bullets, plain, reasons, told } from './told.ts'

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export const nameOf = ({ subject: { title, careful }, version }: Row): string =>
  `${title} ${version ?? '(not installed)'}${careful === undefined ? '' : ', with care'}`

/** The line of the table. */
export const cellsOf = ({ columns }: Pick<Page, 'columns'>, row: Row): readonly string[] => {
  const findings = findingsOf(columns, row.results)
  const cells = columns.map(({ title }) => countsOf(findings.filter(({ column }) => column === title)))
  return [`[${nameOf(row)}](#${row.subject.id})`, ...cells]
}

const isBroken = ({ verdict }: Finding): boolean => verdict === 'fail' || verdict === 'error' || verdict === 'warn'

const part = (title: string, findings: readonly Finding[], write: (findings: readonly Finding[]) => string) =>
  findings.length === 0 ? [] : [`**${title}**\n\n${write(findings)}`]

/** Refusals that look as if something had gone wrong. */
const breakdowns = (findings: readonly Finding[]): readonly string[] => {
  const found = findings.filter(({ verdict, message }) => verdict === 'pass' && /by a breakdown/.test(message)).length
  return found === 0 ? [] : [`Of what it refused, ${found} times the answer had a status of 500 or above.`]
}

const sectionOf = ({ columns }: Page, row: Row): string => {
  const { subject, failure, results } = row
  const { id, program, careful, remarks } = subject
  const findings = findingsOf(columns, results)
  const having = (verdict: Verdict) => findings.filter((each) => each.verdict === verdict)
  return [
    `## <a id="${id}"></a>${nameOf(row)}`,
    `The service: [libraries/${program}](../libraries/${program})${careful === undefined ? '' : `, with ${plain(careful)}`}. ${remarks.join(' ')}`,
    ...(failure === undefined ? [] : [`**Not played:** ${plain(told(failure))}`]),
    ...columns.flatMap(({ title }) =>
      part(
        title,
        findings.filter((each) => each.column === title && isBroken(each)),
        bullets,
      ),
    ),
    ...breakdowns(findings),
    ...part('Nobody could tell', having('skip'), reasons),
    ...part('Does not concern it', having('not-applicable'), reasons),
  ].join('\n\n')
}

/** What is measured, and what there is to say of all of them. */
export interface Page {
  /** Of the first column. */
  readonly head: string
  readonly columns: readonly Column[]
  /** Given how many scenarios were played, and the day as 2026-11-22. */
  readonly introduction: (scenarios: number, day: string) => string
}

/** The whole of a page in docs/. */
export const pageOf = (page: Page, rows: readonly Row[], day: string): string => {
  const { head, columns, introduction } = page
  const scenarios = new Set(rows.flatMap(({ results }) => results.map(({ id }) => id))).size
  const titles = [head, ...columns.map(({ title }) => title)]
  return `${[
    introduction(scenarios, day),
    table(
      titles,
      rows.map((row) => cellsOf(page, row)),
    ),
    ...rows.map((row) => sectionOf(page, row)),
  ].join('\n\n')}\n`
}
