import type { Library } from '#libraries/index.ts'
import type { Check, ScenarioResult, Verdict } from '#reports/model.ts'
import { columnOf } from './columns.ts'

/** What came of playing at one library. */
export interface Row {
  readonly library: Library
  /** Absent where it is not installed. */
  readonly version?: string
  /** Why nothing was played. */
  readonly failure?: string
  readonly results: readonly ScenarioResult[]
}

/** One judgement, with the scenario that it was made in. */
export interface Finding {
  readonly column: string
  readonly scenario: string
  readonly title: string
  readonly verdict: Verdict
  readonly message: string
}

const findingOf = ({ id, title }: ScenarioResult, check: Check): Finding => ({
  ...{ column: columnOf(check), scenario: id, title, verdict: check.verdict },
  message: check.message,
})

export const findingsOf = (results: readonly ScenarioResult[]): readonly Finding[] =>
  results.flatMap((result) => result.checks.map((check) => findingOf(result, check)))

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
