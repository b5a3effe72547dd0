import type { Client } from '#fixtures/schema/client.ts'
import type { Dialect } from '#fixtures/schema/dialect.ts'
import type { Person } from '#fixtures/schema/person.ts'
import type { EndpointName, Profile } from '#fixtures/schema/profile.ts'
import type { Clock } from '#mocks/wire/clock.ts'
import type { Engine } from './engine-api.ts'
import type { EngineStore } from './engine-store.ts'
import type { FaultBook } from './fault-book.ts'
import type { KeyRing } from './keys.ts'

/** One issuer as played: what its profile says, and what it has in memory. Two issuers share nothing. */
export interface Issuer {
  readonly profile: Profile
  readonly dialect: Dialect
  /** The identifier on this origin. */
  readonly issuer: string
  readonly origin: string
  /** Path of the issuer identifier, without a slash at its end. */
  readonly basePath: string
  readonly secure: boolean
  readonly now: Clock
  readonly keys: KeyRing
  /** Signs what only the issuer itself reads back: refresh tokens, cookies, form codes. */
  readonly secret: Buffer
  readonly clients: ReadonlyMap<string, Client>
  /** By subject. */
  readonly people: ReadonlyMap<string, Person>
  readonly faults: FaultBook
  readonly store: EngineStore
  /** The identifier on the wire of a session. */
  readonly sidOf: (uid: string) => string
  /** Loaded on first use: most of the start-up time is its. */
  readonly engine: () => Promise<Engine>
  /** Scopes a user has agreed to, by subject and client. */
  readonly consents: Map<string, ReadonlySet<string>>
}

export const endpointUrl = (issuer: Issuer, name: EndpointName): string | undefined => {
  const path = issuer.profile.endpoints[name]
  return path === undefined ? undefined : issuer.origin + path
}

export const seconds = (issuer: Issuer): number => Math.floor(issuer.now() / 1000)

export const personByUsername = (
  issuer: Issuer,
  username: string,
): { readonly subject: string; readonly person: Person } | undefined => {
  const wanted = username.trim().toLowerCase()
  for (const [subject, person] of issuer.people) {
    // Keycloak lets people log in with their address too.
    const names = [person.username, person.attributes.email]
    if (names.some((name) => typeof name === 'string' && name.toLowerCase() === wanted)) return { subject, person }
  }
  return undefined
}
