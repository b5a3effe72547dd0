import { claimsOf } from '#mocks/faults/claims.ts'
import type { Check, ScenarioResult } from '#reports/model.ts'
import type { ScenarioFacts } from '../plan.ts'
import type { FaultProof, Mishap, Proof } from './proof.ts'
import type { Stage } from './stages.ts'

type Played = Pick<Stage, 'fault' | 'control'> & { readonly target: Pick<Stage['target'], 'id'> }

const NOT_TAKEN_UP = 'Not taken up'

/** A broken MAY is information; it says so in its sentence. */
const isBroken = ({ verdict, message }: Check): boolean =>
  verdict === 'fail' || verdict === 'warn' || message.startsWith(NOT_TAKEN_UP)

const isHealthy = ({ verdict, message }: Check): boolean => verdict === 'pass' && !message.startsWith(NOT_TAKEN_UP)

type Results = ReadonlyMap<string, ReadonlyMap<string, ScenarioResult>>

const byTarget = (played: readonly ScenarioResult[]): Results =>
  new Map(
    [...Map.groupBy(played, ({ target }) => target)].map(([target, results]) => [
      target,
      new Map(results.map((result) => [result.id, result])),
    ]),
  )

/** Scenarios with the requirements whose checks held at the control and are broken at the fault. */
const noticesAt = ({ control, target }: Played, results: Results): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [...(results.get(target.id) ?? [])].map(([id, { checks }]) => {
      const before = results.get(control)?.get(id)?.checks.filter(isHealthy) ?? []
      const held = new Set(before.map(({ cites }) => cites))
      const broken = checks.filter((check) => isBroken(check) && held.has(check.cites))
      return [id, new Set(broken.map(({ cites }) => cites))]
    }),
  )

type Notices = ReturnType<typeof noticesAt>

const proofOf = ({ fault }: Played, notices: Notices): FaultProof => ({
  fault,
  noticedBy: Object.fromEntries(
    claimsOf(fault).map((claim) => [
      claim,
      [...notices].flatMap(([id, broken]) => (broken.has(claim) ? [id] : [])).toSorted(),
    ]),
  ),
})

const mishapsOf = (played: readonly ScenarioResult[], controls: ReadonlySet<string>): readonly Mishap[] =>
  played.flatMap(({ id, target, verdict, reason, checks }) => {
    const bad = verdict === 'error' || (verdict === 'fail' && controls.has(target))
    if (!bad) return []
    const worst = checks.find((check) => check.verdict === verdict)
    return [{ target, scenario: id, verdict, message: reason ?? worst?.message ?? '' }]
  })

/** Why no fault can be seen by a scenario: none of the healthy issuers lets it judge anything. */
const silence = (id: string, controls: ReadonlySet<string>, results: Results): string | undefined => {
  const seen = [...controls].flatMap((control) => results.get(control)?.get(id) ?? [])
  const judged = seen.some(({ checks }) => checks.some(isHealthy))
  const [first] = seen
  return judged || !first
    ? undefined
    : `${first.verdict} at ${first.target}: ${first.reason ?? first.checks[0]?.message}`
}

/** What each fault broke, held against what there is to break. */
export const judgeProof = (
  stages: readonly Played[],
  catalogue: readonly Pick<ScenarioFacts, 'id' | 'cites'>[],
  played: readonly ScenarioResult[],
): Omit<Proof, 'played'> => {
  const results = byTarget(played)
  const controls = new Set(stages.map(({ control }) => control))
  const seen = stages.map((stage) => ({ stage, notices: noticesAt(stage, results) }))
  const faults = seen.map(({ stage, notices }) => proofOf(stage, notices))
  const provenBy = (id: string): readonly string[] =>
    faults
      .filter(({ noticedBy }) => Object.values(noticedBy).some((ids) => ids.includes(id)))
      .map(({ fault }) => fault.id)
  const scenarios = Object.fromEntries(catalogue.map(({ id }) => [id, provenBy(id)]))
  const broken = new Set(
    faults.flatMap(({ noticedBy }) => Object.keys(noticedBy).filter((claim) => noticedBy[claim]?.length !== 0)),
  )
  const isPaired = (id: string, cited: string): boolean => seen.some(({ notices }) => notices.get(id)?.has(cited))
  return {
    faults,
    scenarios,
    unnoticed: faults.flatMap(({ fault, noticedBy }) =>
      claimsOf(fault)
        .filter((claim) => noticedBy[claim]?.length === 0)
        .map((requirement) => ({ fault: fault.id, requirement })),
    ),
    unproven: Object.keys(scenarios)
      .filter((id) => scenarios[id]?.length === 0)
      .map((scenario) => ({ scenario, because: silence(scenario, controls, results) })),
    unbroken: [...new Set<string>(catalogue.flatMap(({ cites }) => cites))].filter((id) => !broken.has(id)).toSorted(),
    unpaired: catalogue.flatMap(({ id, cites }) =>
      cites.filter((cited) => !isPaired(id, cited)).map((requirement) => ({ scenario: id, requirement })),
    ),
    mishaps: mishapsOf(played, controls),
  }
}
