import type { Registration } from '#fixtures/schema/registration.ts'
import { findings, isKnown } from '#reports/findings.ts'
import type { Target, Verdict } from '#reports/model.ts'
import { tally } from '#reports/tally.ts'
import type { Case, Criterion, SealedRun } from './case.ts'
import { criteriaOf, isReady } from './criteria.ts'

export const DOSSIER = 'aai-conformance-dossier+jws'
export const DOSSIER_FORMAT = 'aai-conformance-dossier/1'

/** What one run showed of one target, without its evidence. */
export interface Shown {
  readonly run: string
  readonly startedAt: string
  readonly harness: string
  readonly seed: string
  readonly sha256: string
  readonly target: Pick<Target, 'id' | 'title' | 'plays' | 'issuer' | 'profile'>
  readonly counts: Readonly<Record<Verdict, number>>
  /** What is not as it should be and does not stand in the way, by requirement. */
  readonly remarks: readonly { readonly cites: string; readonly found: string }[]
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
      remarks: findings({ ...result, scenarios: open }, ['warn'])
        .slice(0, MOST_REMARKS)
        .map(({ cites, places: [first] }) => ({ cites, found: first?.check.message ?? '' })),
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
