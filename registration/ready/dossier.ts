import type { Registration } from '#fixtures/schema/registration.ts'
import { type Finding, findings, isKnown } from '#reports/findings.ts'
import type { Target, Verdict } from '#reports/model.ts'
import { tally } from '#reports/tally.ts'
import type { Case, Criterion, SealedRun } from './case.ts'
import { criteriaOf, isReady } from './criteria.ts'

export const DOSSIER = 'aai-conformance-dossier+jws'
export const DOSSIER_FORMAT = 'aai-conformance-dossier/1'

export interface Remark {
  readonly verdict: Verdict
  readonly cites: string
  readonly found: string
  /** What the first of these scenarios is about, and how many there are. */
  readonly scenario: string
  readonly places: number
}

/** What one run showed of one target, without its evidence. */
export interface Shown {
  readonly run: string
  readonly startedAt: string
  readonly harness: string
  readonly seed: string
  readonly sha256: string
  readonly target: Pick<Target, 'id' | 'title' | 'plays' | 'issuer' | 'profile'>
  readonly counts: Readonly<Record<Verdict, number>>
  /** What is not as it should be, by requirement: the worst first. */
  readonly remarks: readonly Remark[]
  /** Deviations that a baseline or a dialect explains. */
  readonly known: number
}

/** What is handed to the team of an AAI. */
export interface Dossier {
  readonly format: typeof DOSSIER_FORMAT
  readonly ready: boolean
  /** ISO 8601, UTC. */
  readonly madeAt: string
  /** Environment in which it was tested. */
  readonly tested: string
  readonly registration: Registration
  readonly criteria: readonly Criterion[]
  readonly shown: readonly Shown[]
}

const MOST_REMARKS = 50

const remarkOf = ({ cites, verdict, places }: Finding): Remark => {
  const worst = places.find(({ check }) => check.verdict === verdict)
  const [found, scenario] = [worst?.check.message ?? '', worst?.scenario.title ?? '']
  return { verdict, cites, found, scenario, places: places.length }
}

const shownIn = ({ result }: SealedRun, sha256: string): readonly Shown[] =>
  result.targets.map((target): Shown => {
    const scenarios = result.scenarios.filter((each) => each.target === target.id)
    const { id, startedAt, harness, seed } = result.run
    const { id: name, title, plays, issuer, profile } = target
    const open = scenarios.filter((scenario) => !isKnown(scenario))
    return {
      ...{ run: id, startedAt, harness, seed, sha256 },
      target: { id: name, title, plays, ...(issuer ? { issuer } : {}), ...(profile ? { profile } : {}) },
      counts: tally(scenarios),
      remarks: findings({ ...result, scenarios: open }, ['fail', 'warn'])
        .slice(0, MOST_REMARKS)
        .map(remarkOf),
      known: scenarios.length - open.length,
    }
  })

export const dossierOf = (
  given: Case,
  registration: Registration,
  digests: { readonly aai?: string | undefined; readonly service?: string | undefined },
): Dossier => {
  const criteria = criteriaOf(given)
  const { aai, service, now, environment } = given
  return {
    format: DOSSIER_FORMAT,
    ready: isReady(criteria),
    madeAt: new Date(now).toISOString(),
    tested: environment,
    registration,
    criteria,
    shown: [
      ...(aai ? shownIn(aai, digests.aai ?? '') : []),
      ...(service ? shownIn(service, digests.service ?? '') : []),
    ],
  }
}
