import type { RequirementId } from '#fixtures/requirements/index.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { RegisteredEnvironment, Registration } from '#fixtures/schema/registration.ts'
import type { Finding, Weight } from '../model.ts'

export type Path = readonly (string | number)[]

/** One environment, with the AAI that it is registered at. */
export interface Environment {
  readonly name: string
  readonly entry: RegisteredEnvironment
  /** Undefined for an AAI that we have no profile of. */
  readonly profile?: Profile
  /** Where tests take place: localhost may be there. */
  readonly isForTests: boolean
}

/** A registration as it was read, and where everything stands in the file. */
export interface ReadRegistration {
  readonly content: Registration
  readonly environments: readonly Environment[]
  /** Line of a member, or of the one that should hold it; counts from 1. */
  readonly lineOf: (path: Path) => number
}

/** What a rule says: where, what, and what to write. */
export interface Remark {
  readonly at: Path
  readonly wrong: string
  readonly write: string
  /** That of the requirement unless said. */
  readonly weight?: Weight
}

/** One requirement of registrations. */
export interface Rule {
  readonly cites: RequirementId
  /** As a scenario says it: `names the service in English`. */
  readonly title: string
  readonly remarks: (registration: ReadRegistration) => readonly Remark[]
  /** Why there is nothing to look at, where nothing is also no mistake. */
  readonly unseen?: (registration: ReadRegistration) => string | undefined
}

export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat()

/** Each with its place, whether the file has one value or a list. */
export const placed = (
  at: Path,
  value: string | readonly string[] | undefined,
): readonly (readonly [Path, string])[] =>
  Array.isArray(value)
    ? value.map((each: string, index) => [[...at, index], each])
    : listOf(value).map((each) => [at, each])

export const settingOf = (at: Path): string => at.map(String).join('.')

/** Why nothing is said of OpenID Connect clients. */
export const withoutClient = ({ environments }: ReadRegistration): string | undefined =>
  environments.some(({ entry }) => (entry.protocol ?? 'oidc') === 'oidc')
    ? undefined
    : 'No environment has an OpenID Connect client.'

export type { Finding }
