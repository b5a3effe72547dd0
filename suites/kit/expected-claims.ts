import type { Attribute } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { User } from './contract.ts'

type Scope = Profile['scopes'][string]
type Place = Profile['claims'][string]['in'][number]

/** Of values TYPE:value those of the types that the scopes are for; all of them where a scope does not mind. */
const ofTypes = (value: Attribute | undefined, releasing: readonly Scope[]): Attribute | undefined => {
  if (!Array.isArray(value) || releasing.some(({ identifiers }) => identifiers === undefined)) return value
  const types = releasing.flatMap(({ identifiers = [] }) => identifiers)
  const released = value.filter((each) => types.some((type) => each.startsWith(`${type}:`)))
  return released.length === 0 ? undefined : released
}

/**
 * The claims that the profile promises for these scopes at this place, by name, with the value where the user
 * has the attribute. A claim made from the subject or the client has no value here.
 */
export const expectedClaims = (
  profile: Profile,
  user: User,
  scopes: readonly string[],
  place: Place,
): Readonly<Record<string, Attribute | undefined>> => {
  const granted = Object.entries(profile.scopes)
    .filter(([name, { always }]) => always || scopes.includes(name))
    .map(([, scope]) => scope)
  const named = new Set(granted.flatMap(({ claims }) => claims))
  const expected: Record<string, Attribute | undefined> = {}
  for (const name of named) {
    const claim = profile.claims[name]
    if (!claim?.in.includes(place)) continue
    const made = claim.from === 'subject' || claim.from === 'client'
    const releasing = granted.filter(({ claims }) => claims.includes(name))
    const value = made ? undefined : ofTypes(user.attributes[claim.from], releasing)
    if (made || value !== undefined) expected[name] = value
  }
  return expected
}

/** For `given.applies`: the issuer has this scope, and it releases something. */
export const hasScope =
  (scope: string) =>
  ({ scopes }: Profile): string | undefined => {
    const { claims } = scopes[scope] ?? {}
    if (claims === undefined) return `The issuer has no scope ${scope}.`
    return claims.length > 0 ? undefined : `The scope ${scope} of this issuer releases no claim.`
  }

/** Every scope that says something about the user: nobody needs an offline token to read claims. */
export const tellingScopes = ({ scopes }: Profile): readonly string[] =>
  Object.keys(scopes).filter((name) => name === 'openid' || scopes[name]?.claims.length !== 0)
