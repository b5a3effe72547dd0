import type { Fault } from '#fixtures/schema/fault.ts'
import type { Check, ScenarioResult } from '#reports/model.ts'
import type { CatalogueEntry } from '../catalogue.ts'
import type { Stage } from './stages.ts'

/** What one fault did to the scenarios that cite what it breaks. */
export interface FaultProof {
  readonly fault: Fault
  /** Scenarios that noticed. */
  readonly caughtBy: readonly string[]
  /** Scenarios that cite the same and did not notice: other faults have to prove them. */
  readonly missedBy: readonly string[]
  /** Scenarios that the harness itself failed in. */
  readonly errors: readonly { readonly scenario: string; readonly reason: string }[]
}

export interface Proof {
  readonly faults: readonly FaultProof[]
  /** Scenarios with the faults that break them. */
  readonly scenarios: Readonly<Record<string, readonly string[]>>
  /** Scenarios that no fault has broken. */
  readonly unproven: readonly string[]
  /** Faults that nothing noticed. */
  readonly unnoticed: readonly string[]
  /** Requirements cited by scenarios, of which no citing check was seen to break. */
  readonly unbroken: readonly string[]
}

/** A broken MAY is information; it says so in its sentence. */
const isBroken = (check: Check): boolean =>
  check.verdict === 'fail' || check.verdict === 'warn' || check.message.startsWith('Not taken up')

const checkOf = (result: ScenarioResult | undefined, requirement: string): Check | undefined =>
  result?.checks.find(({ cites }) => cites === requirement)

type Results = ReadonlyMap<string, ReadonlyMap<string, ScenarioResult>>

const judgeFault = ({ fault, control, target }: Stage, results: Results): FaultProof => {
  const [bent, healthy] = [results.get(target.id), results.get(control)]
  const caughtBy: string[] = []
  const missedBy: string[] = []
  const errors: { scenario: string; reason: string }[] = []
  for (const [id, result] of bent ?? []) {
    if (result.verdict === 'error')
      errors.push({ scenario: id, reason: result.reason ?? result.checks[0]?.message ?? '' })
    const check = checkOf(result, fault.breaks)
    if (!check) continue
    const before = checkOf(healthy?.get(id), fault.breaks)
    const noticed = isBroken(check) && before !== undefined && !isBroken(before)
    ;(noticed ? caughtBy : missedBy).push(id)
  }
  return { fault, caughtBy: caughtBy.toSorted(), missedBy: missedBy.toSorted(), errors }
}

/** Checks that a healthy issuer of ours breaks already: what it imitates is like that, and so they were seen to fail. */
const brokenByNature = (results: Results, controls: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>()
  for (const control of controls) {
    for (const [id, result] of results.get(control) ?? []) {
      const cites = result.checks.filter(isBroken).map((check) => check.cites)
      if (cites.length > 0) found.set(id, cites)
    }
  }
  return found
}

export const judgeProof = (
  stages: readonly Stage[],
  catalogue: readonly CatalogueEntry[],
  played: readonly ScenarioResult[],
): Proof => {
  const results = new Map<string, Map<string, ScenarioResult>>()
  for (const result of played) {
    const known = results.get(result.target) ?? new Map<string, ScenarioResult>()
    results.set(result.target, known.set(result.id, result))
  }
  const faults = stages.map((stage) => judgeFault(stage, results))
  const nature = brokenByNature(results, new Set(stages.map(({ control }) => control)))
  const scenarios = Object.fromEntries(
    catalogue.map(({ id }) => [
      id,
      [
        ...faults.filter(({ caughtBy }) => caughtBy.includes(id)).map(({ fault }) => fault.id),
        ...(nature.has(id) ? ['(as the software is)'] : []),
      ],
    ]),
  )
  const broken = new Set([
    ...faults.filter(({ caughtBy }) => caughtBy.length > 0).map(({ fault }) => fault.breaks),
    ...[...nature.values()].flat(),
  ])
  const cited = new Set<string>(catalogue.flatMap(({ cites }) => cites))
  return {
    faults,
    scenarios,
    unproven: Object.keys(scenarios).filter((id) => scenarios[id]?.length === 0),
    unnoticed: faults.filter(({ caughtBy }) => caughtBy.length === 0).map(({ fault }) => fault.id),
    unbroken: [...cited].filter((id) => !broken.has(id)).toSorted(),
  }
}
