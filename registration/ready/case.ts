import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { RegisteredEnvironment } from '#fixtures/schema/registration.ts'
import type { Finding } from '#lint/model.ts'
import type { RunResult, ScenarioResult, Target } from '#reports/model.ts'

/** What a seal says of a result. */
export type SealState = 'ours' | 'none' | 'of something else' | 'of another key'

/** A run, as it was found. */
export interface SealedRun {
  /** Where it lies. */
  readonly file: string
  readonly result: RunResult
  readonly seal: SealState
}

/** One scenario that this version of the harness knows. */
export interface KnownScenario {
  readonly id: string
  /** Whom it is played at: scenarios for others say nothing of a target. */
  readonly plays: string
  /** The role of the client that it is played with. */
  readonly client?: string
}

export interface Case {
  /** Name of the environment that tests take place in. */
  readonly environment: string
  readonly entry: RegisteredEnvironment
  readonly profile?: Profile
  readonly findings: readonly Finding[]
  /** At the AAI of that environment. */
  readonly aai?: SealedRun
  /** At the service itself. */
  readonly service?: SealedRun
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Days that a run counts. */
  readonly days: number
  /** Version of the harness that judges, and all that it would play. */
  readonly harness: string
  readonly catalogue: readonly KnownScenario[]
}

/** One thing that has to hold before production is asked for. */
export interface Criterion {
  readonly id: string
  readonly cites: RequirementId
  readonly title: string
  /** Why it does not hold, a sentence each; nothing where it does. */
  readonly missing: readonly string[]
}

/** Why something does not hold, a sentence each. */
export type Judge = (given: Case) => readonly string[]

export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat()

export const few = (all: readonly string[]): string =>
  all.slice(0, 5).join(', ') + (all.length > 5 ? ` and ${all.length - 5} more` : '')

export const playedAt = ({ result }: SealedRun, { id }: Target): readonly ScenarioResult[] =>
  result.scenarios.filter(({ target }) => target === id)
