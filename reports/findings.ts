import {
  type Check,
  type Requirement,
  type RunResult,
  type ScenarioResult,
  type Verdict,
  verdicts,
  worst,
} from './model.ts'

/** A requirement that is not met, with every place where that was seen. */
export interface Finding {
  readonly cites: string
  readonly requirement?: Requirement
  readonly verdict: Verdict
  readonly places: readonly { readonly scenario: ScenarioResult; readonly check: Check }[]
}

/** By requirement, so that one remedy stands once however many scenarios ask for it; the worst first, then by id. */
export const findings = (result: RunResult, among: readonly Verdict[]): readonly Finding[] => {
  const places = result.scenarios.flatMap((scenario) =>
    scenario.checks.filter((check) => among.includes(check.verdict)).map((check) => ({ scenario, check })),
  )
  const groups = Map.groupBy(places, ({ check }) => check.cites)
  const all = [...groups].map(([cites, here]): Finding => {
    const requirement = result.requirements[cites]
    const verdict = worst(here.map(({ check }) => check.verdict))
    return { cites, ...(requirement ? { requirement } : {}), verdict, places: here }
  })
  const badness = (finding: Finding) => verdicts.indexOf(finding.verdict)
  return all.sort((a, b) => badness(b) - badness(a) || (a.cites < b.cites ? -1 : 1))
}

/** Nothing new: each warning of the scenario is explained by what the software is known for. */
export const isKnown = ({ verdict, checks }: ScenarioResult): boolean =>
  verdict === 'warn' && checks.every((check) => check.verdict !== 'warn' || check.known !== undefined)

/** Scenarios in which the harness itself failed. */
export const harnessErrors = (result: RunResult): readonly ScenarioResult[] =>
  result.scenarios.filter((scenario) => scenario.verdict === 'error')

export interface HeldBack {
  readonly verdict: 'skip' | 'not-applicable'
  readonly reason: string
  readonly scenarios: readonly ScenarioResult[]
}

/** Skipped and not applicable scenarios by reason, the most frequent first. */
export const heldBack = (result: RunResult): readonly HeldBack[] =>
  (['skip', 'not-applicable'] as const).flatMap((verdict) => {
    const here = result.scenarios.filter((scenario) => scenario.verdict === verdict)
    const groups = [...Map.groupBy(here, (scenario) => scenario.reason ?? 'no reason given')]
    return groups
      .map(([reason, scenarios]) => ({ verdict, reason, scenarios }))
      .sort((a, b) => b.scenarios.length - a.scenarios.length || (a.reason < b.reason ? -1 : 1))
  })
