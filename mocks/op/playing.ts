import { randomBytes } from 'node:crypto'
import type { Client, Clients } from '#fixtures/schema/client.ts'
import type { Bend } from '#fixtures/schema/fault.ts'
import type { People, Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { type IdentityProvider, identityProvider } from '#mocks/idp/door.ts'
import { IdpKeys } from '#mocks/idp/keys.ts'
import type { ServiceProvider } from '#mocks/idp/service-provider.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import { type Clock, systemClock } from '#mocks/wire/clock.ts'
import { EngineStore } from './engine-store.ts'
import { FaultBook } from './fault-book.ts'
import { shortIdOf, uuidOf } from './identifiers.ts'
import type { Issuer } from './issuer.ts'
import type { KeyRing } from './keys.ts'
import { lazyEngine } from './lazy-engine.ts'
import { type Machine, machineFor } from './machine.ts'
import { NamedLogins } from './named-logins.ts'
import { onOrigin, subjectOf } from './played-profile.ts'

/** What an issuer starts with, and comes back to at a reset. */
export interface Beginning {
  readonly profile: Profile
  readonly origin: string
  readonly keys: KeyRing
  readonly clients: Clients
  readonly people: People
  readonly faults: readonly Bend[]
  /** Of the identity provider; made at need unless given. */
  readonly samlKeys?: IdpKeys
  readonly sps?: readonly ServiceProvider[]
  /** The system's unless said. */
  readonly clock?: Clock
}

/** One issuer at work: what it knows, and the machine that answers for it. */
export interface Playing {
  readonly issuer: Issuer
  readonly machine: Machine
  /** Where the profile has one. */
  readonly saml: IdentityProvider | undefined
  readonly logins: NamedLogins
  /** By role; the issuer knows the same by client_id and by subject. */
  readonly clients: Record<string, Client>
  readonly people: Record<string, Person>
  readonly setClient: (role: string, client: Client | undefined) => void
  readonly setPerson: (role: string, person: Person | undefined) => void
}

interface Known {
  readonly clients: Map<string, Client>
  readonly people: Map<string, Person>
}

const issuerOf = ({ profile, origin, keys, clock = systemClock }: Beginning, known: Known): Issuer => {
  const played = onOrigin(profile, origin)
  const dialect = loadDialect(profile.dialect)
  const sidOf = dialect.switches.uuidSessionIds === false ? shortIdOf : uuidOf
  return lazyEngine({
    profile: played,
    dialect,
    issuer: played.issuer,
    origin,
    basePath: new URL(played.issuer).pathname.replace(/\/$/, ''),
    secure: origin.startsWith('https:'),
    now: clock,
    keys,
    secret: randomBytes(32),
    ...known,
    faults: new FaultBook(),
    store: new EngineStore(clock, { sidOf }),
    sidOf,
    consents: new Map(),
  })
}

/** Puts a value under its role and its key, in the place of what the role had before; `undefined` takes it out. */
const replace = <T>(roles: Record<string, T>, byKey: Map<string, T>, keyOf: (value: T) => string) => {
  return (role: string, value: T | undefined): void => {
    const before = roles[role]
    delete roles[role]
    if (before !== undefined) byKey.delete(keyOf(before))
    if (value === undefined) return
    roles[role] = value
    byKey.set(keyOf(value), value)
  }
}

/** Nobody is signed in, nothing was given, and only the faults of the beginning are armed. */
export const begin = (beginning: Beginning): Playing => {
  const [clients, people] = [{ ...beginning.clients }, { ...beginning.people }]
  const subject = (person: Person): string => subjectOf(beginning.profile, person)
  const known: Known = {
    clients: new Map(Object.values(clients).map((client) => [client.clientId, client])),
    people: new Map(Object.values(people).map((person) => [subject(person), person])),
  }
  const issuer = issuerOf(beginning, known)
  for (const fault of beginning.faults) issuer.faults.arm(fault)
  const { samlKeys = new IdpKeys(), sps = [] } = beginning
  return {
    issuer,
    machine: machineFor(issuer),
    saml: identityProvider(issuer, beginning.profile.issuer, {
      keys: samlKeys,
      sps: new Map(sps.map((sp) => [sp.metadata.entityId, sp])),
    }),
    logins: new NamedLogins(),
    clients,
    people,
    setClient: replace(clients, known.clients, ({ clientId }) => clientId),
    setPerson: replace(people, known.people, subject),
  }
}
