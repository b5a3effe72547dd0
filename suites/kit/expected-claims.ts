import type { Attribute } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import type { User } from './contract.ts'

type Place = Profile['claims'][string]['in'][number]

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
  const granted = Object.entries(profile.scopes).filter(([name, { always }]) => always || scopes.includes(name))
  const named = new Set(granted.flatMap(([, { claims }]) => claims))
  const known = [...named].flatMap((name) => {
    const claim = profile.claims[name]
    if (!claim?.in.includes(place)) return []
    if (claim.from === 'subject' || claim.from === 'client') return [[name, undefined] as const]
    return claim.from in user.attributes ? [[name, user.attributes[claim.from]] as const] : []
  })
  return Object.fromEntries(known)
}

/** For `given.applies`: the issuer has this scope. */
export const hasScope =
  (scope: string) =>
  ({ scopes }: Profile): string | undefined =>
    scope in scopes ? undefined : `The issuer has no scope ${scope}.`
