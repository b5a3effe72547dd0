import { type RunResult, type ScenarioResult, type Target, type Verdict, verdicts } from './model.ts'

export type Tally = Readonly<Record<Verdict, number>>

export const tally = (all: Iterable<{ readonly verdict: Verdict }>): Tally => {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  for (const { verdict } of all) counts[verdict] += 1
  return counts
}

/** How many of them say something about the target, rather than why nothing can be said. */
export const judged = (counts: Tally): number => counts.pass + counts.warn + counts.fail

export interface TargetTally {
  readonly target: Target
  readonly scenarios: readonly ScenarioResult[]
  readonly counts: Tally
}

/** In the order of the targets; a target without scenarios is there too. */
export const byTarget = (result: RunResult): readonly TargetTally[] => {
  const groups = Map.groupBy(result.scenarios, (scenario) => scenario.target)
  return result.targets.map((target) => {
    const scenarios = groups.get(target.id) ?? []
    return { target, scenarios, counts: tally(scenarios) }
  })
}
