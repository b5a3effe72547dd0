import type { Software } from '#libraries/software.ts'
import { type Check, type ScenarioResult, type Verdict, worst } from '#reports/model.ts'
import { type Column, columnOf } from './columns.ts'

/** What came of playing at one of them. */
export interface Row {
  readonly subject: Software
  /** Absent where it is not installed. */
  readonly version?: string
  /** Why nothing was played. */
  readonly failure?: string
  readonly results: readonly ScenarioResult[]
}

/** What one scenario found of one column. */
export interface Finding {
  readonly column: string
  readonly scenario: string
  readonly title: string
  readonly verdict: Verdict
  readonly message: string
}

const findingOf = (columns: readonly Column[], result: ScenarioResult, check: Check): Finding => ({
  ...{ column: columnOf(columns, result, check), scenario: result.id, title: result.title, verdict: check.verdict },
  message: check.message,
})

/** What a library leaves to its service in any case: who may see what, accounts, a use for tokens, proxies, TLS. */
const OF_THE_SERVICE =
  /: add (protected|tokenPage|whoami\.account)\b|\baai service --proxy\b|^It was read on this machine: name the https/

/** Of several requirements of one column a scenario cites the ones that say the same: the worst is told, once. */
const perColumn = (findings: readonly Finding[]): readonly Finding[] =>
  [...Map.groupBy(findings, ({ column }) => column).values()].flatMap((all) => {
    const verdict = worst(all.map((each) => each.verdict))
    return all.find((each) => each.verdict === verdict) ?? []
  })

export const findingsOf = (columns: readonly Column[], results: readonly ScenarioResult[]): readonly Finding[] =>
  results.flatMap((result) =>
    perColumn(result.checks.map((check) => findingOf(columns, result, check))).filter(
      ({ verdict, message }) => verdict !== 'skip' || !OF_THE_SERVICE.test(message),
    ),
  )

const marks = [
  ['fail', '✗'],
  ['error', '✗'],
  ['warn', '!'],
  ['pass', '✓'],
  ['skip', '?'],
] as const satisfies readonly (readonly [Verdict, string])[]

export const markOf = (verdict: Verdict): string => marks.find(([name]) => name === verdict)?.[1] ?? '–'

/** `✗ 2 ! 1 ✓ 11`; a dash where nothing concerned the library. */
export const countsOf = (findings: readonly Finding[]): string => {
  const counts = marks.map(([verdict, mark]) => [mark, findings.filter((each) => each.verdict === verdict).length])
  return (
    counts
      .filter(([, count]) => count !== 0)
      .map(([mark, count]) => `${mark} ${count}`)
      .join(' ') || '–'
  )
}
