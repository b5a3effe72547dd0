import { overall, type RunResult, type Target, type Verdict, worst } from '#reports/model.ts'
import { byTarget, type Tally } from '#reports/tally.ts'
import { expiriesIn } from './expiries.ts'

/** Why a round gave no result. */
export interface Failure {
  /** One sentence. */
  readonly message: string
  /** We failed, and it says nothing of any target. */
  readonly ours: boolean
}

/** What becomes of an attempt to play. */
export type Played = { readonly result: RunResult } | { readonly failure: Failure }

/** Something that ends on a day that is known. */
export interface Expiry {
  /** Id of a target. */
  readonly target: string
  readonly kind: 'certificate' | 'key' | 'token'
  /** The host, the kid, or what the token is for. */
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly until: number
}

/** How one target came off. */
export interface Standing {
  readonly id: string
  readonly title: string
  readonly counts: Tally
  readonly worst: Verdict
  readonly facts: Target['facts']
  /** Scenarios that give reason to look: the worst first. */
  readonly found: readonly { readonly scenario: string; readonly verdict: Verdict }[]
}

/** What is kept of each round, in short. */
export interface Round {
  /** When it began; milliseconds since the epoch. */
  readonly at: number
  readonly durationMs: number
  readonly failure?: Failure
  /** None where the round failed. */
  readonly standings: readonly Standing[]
  readonly expiries: readonly Expiry[]
}

const worrying = ['error', 'fail', 'warn'] as const

const standingsOf = (result: RunResult): readonly Standing[] =>
  byTarget(result).map(({ target: { id, title, facts }, scenarios, counts }) => ({
    id,
    title,
    facts,
    counts,
    worst: overall(scenarios.map(({ verdict }) => verdict)),
    found: worrying.flatMap((verdict) =>
      scenarios.filter((each) => each.verdict === verdict).map((each) => ({ scenario: each.id, verdict })),
    ),
  }))

/** A run that was cut short says nothing for certain, not even of what it played. */
export const usable = (played: Played): Played => {
  if ('failure' in played || played.result.run.complete) return played
  const { interrupted = 'the run was cut short' } = played.result.run
  return { failure: { message: `The round was not played to its end: ${interrupted}.`, ours: true } }
}

export const roundOf = (
  played: Played,
  { at, durationMs, certificates }: Pick<Round, 'at' | 'durationMs'> & { readonly certificates: readonly Expiry[] },
): Round => {
  if ('failure' in played) return { at, durationMs, failure: played.failure, standings: [], expiries: certificates }
  const { result } = played
  return { at, durationMs, standings: standingsOf(result), expiries: [...certificates, ...expiriesIn(result, at)] }
}

/** Of all targets. */
export const worstOf = ({ standings }: Round): Verdict => worst(standings.map((each) => each.worst))
