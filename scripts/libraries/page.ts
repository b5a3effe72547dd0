import type { Verdict } from '#reports/model.ts'
import { columns } from './columns.ts'
import { countsOf, type Finding, findingsOf, type Row } from './row.ts'
import { bullets, plain, reasons, told } from './told.ts'

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export const nameOf = ({ library: { title, careful }, version }: Row): string =>
  `${title} ${version ?? '(not installed)'}${careful === undefined ? '' : ', with care'}`

const rowOf = (row: Row): readonly string[] => {
  const findings = findingsOf(row.results)
  const cells = columns.map(({ title }) => countsOf(findings.filter(({ column }) => column === title)))
  return [`[${nameOf(row)}](#${row.library.id})`, ...cells]
}

const isBroken = ({ verdict }: Finding): boolean => verdict === 'fail' || verdict === 'error' || verdict === 'warn'

const part = (title: string, findings: readonly Finding[], write: (findings: readonly Finding[]) => string) =>
  findings.length === 0 ? [] : [`**${title}**\n\n${write(findings)}`]

/** Refusals that look as if something had gone wrong. */
const breakdowns = (findings: readonly Finding[]): readonly string[] => {
  const found = findings.filter(({ verdict, message }) => verdict === 'pass' && /by a breakdown/.test(message)).length
  return found === 0 ? [] : [`Of what it refused, ${found} times the answer had a status of 500 or above.`]
}

const sectionOf = (row: Row): string => {
  const { library, failure, results } = row
  const { id, program, careful, remarks } = library
  const findings = findingsOf(results)
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

const introduction = (rows: readonly Row[], day: string): string => {
  const scenarios = new Set(rows.flatMap(({ results }) => results.map(({ id }) => id))).size
  return `# Client libraries, measured

Written by \`npm run libraries\` on ${day}: every scenario for services, ${scenarios} of them, played at a small service around each
library. The issuer is ours, with the profile \`openaire-beta\` and over TLS; the services are played at as \`npx aai service\` plays
at [yours](services.md). Each is made as the documentation of its library shows, with the defaults of the library; *with care* it
makes use of what the library can look at and does not unless asked to. What is judged is library and service together: what of it
is not the library’s is said with each.

✗ somebody was signed in, or something was sent, against a MUST · ! against a SHOULD, or where a standard leaves it to the service ·
✓ as required · ? nobody could tell · – does not concern this library. The numbers count scenarios; the names lead to them.
What any library leaves to its service is not told: entitlements, accounts, a use for tokens, proxies.`
}

/** The whole of docs/client-libraries.md; the day is written as 2026-11-22. */
export const pageOf = (rows: readonly Row[], day: string): string =>
  `${[
    introduction(rows, day),
    table(['Library', ...columns.map(({ title }) => title)], rows.map(rowOf)),
    ...rows.map(sectionOf),
  ].join('\n\n')}\n`
