import { mitreidRelease } from '#fixtures/mitreid/release.ts'
import type { People } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { JsonObject, JsonValue } from '../profiles/json.ts'

const { version, dialect, lacks, claims, pages, switches, quirks } = mitreidRelease

const released: ReadonlySet<string> = new Set(Object.values(claims).flat())

export interface Keeping {
  /** Name or path of the profile onto which this one is laid. */
  readonly base: string
  /** Name or path. */
  readonly dialect: string
  /** With the slash at its end. */
  readonly issuer: string
}

/** Its database calls a person by the name with which they log in. */
export const keptPeople = ({ people }: Profile): People =>
  Object.fromEntries(
    Object.entries(people).map(([role, person]) => [
      role,
      { ...person, attributes: { ...person.attributes, preferred_username: person.username } },
    ]),
  )

const claimsOf = (profile: Profile): JsonObject => {
  const gone = Object.keys(profile.claims).filter((name) => !released.has(name))
  const known = [...released].filter((name) => name !== 'sub')
  const typeOf = (name: string): string => (name.endsWith('_verified') ? 'boolean' : 'string')
  return {
    ...Object.fromEntries(gone.map((name) => [name, null])),
    ...Object.fromEntries(known.map((name) => [name, { from: name, type: typeOf(name), in: ['userinfo'] }])),
  }
}

const scopesOf = (profile: Profile): JsonObject =>
  Object.fromEntries(
    Object.keys(profile.scopes).map((name) => [
      name,
      { claims: (claims[name] ?? []).filter((claim) => claim !== 'sub') },
    ]),
  )

const discoveryOf = (profile: Profile, issuer: string): Record<string, JsonValue> => ({
  scopes_supported: Object.keys(profile.scopes),
  claims_supported: [...released],
  ...Object.fromEntries(pages.map((page) => [page, `${issuer}about`])),
})

const without = <T>(list: readonly T[], gone: readonly unknown[]): readonly T[] =>
  list.filter((each) => !gone.includes(each))

/** Clients that could exchange tokens keep what else they could. */
const clientsOf = (profile: Profile): JsonObject =>
  Object.fromEntries(
    Object.entries(profile.clients)
      .filter(([, { grants }]) => grants.some((grant) => (lacks as readonly string[]).includes(grant)))
      .map(([role, { grants }]) => [role, { grants: without(grants, lacks) }]),
  )

/** The dialect, and what the published release gets wrong beside it. */
export const keptDialect = (): JsonObject => ({
  id: `mitreid-${version.replaceAll('.', '-')}`,
  title: `MITREid Connect ${version}, as published`,
  machine: 'mitreid',
  extends: dialect,
  switches,
  quirks,
})

/**
 * A profile's document as a published MITREid Connect keeps it, to be laid over `base`: without what the federation
 * had added to its own. `dialect` names that of `keptDialect`.
 */
export const keptProfile = (profile: Profile, { base, dialect: named, issuer }: Keeping): JsonObject => ({
  extends: base,
  id: `${profile.id}-mitreid`,
  title: `${profile.title}, kept by MITREid Connect ${version}`,
  environment: 'other',
  dialect: named,
  issuer,
  endpoints: { legacyLogout: null },
  lifetimes: { ...profile.lifetimes, refreshToken: profile.lifetimes.offlineToken },
  discovery: { members: discoveryOf(profile, issuer) },
  offers: without(profile.offers, lacks),
  scopes: scopesOf(profile),
  claims: claimsOf(profile),
  clients: clientsOf(profile),
  people: Object.fromEntries(
    Object.entries(keptPeople(profile)).map(([role, { username }]) => [
      role,
      { attributes: { preferred_username: username } },
    ]),
  ),
})
