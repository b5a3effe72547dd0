import type { Attribute, Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'

export type ClaimPlace = 'id_token' | 'access_token' | 'userinfo' | 'introspection'

/** Scopes as they stand in a scope parameter; empty parts are dropped. */
export const scopesOf = (scope: string | null | undefined): readonly string[] =>
  (scope ?? '').split(' ').filter(Boolean)

/** The parts that software of Java sees in a scope parameter: only blanks at its end are dropped. */
export const scopeParts = (scope: string): readonly string[] => {
  const parts = scope.replace(/ +$/, '').split(' ')
  return scope !== '' && parts.length === 1 && parts[0] === '' ? [] : parts
}

/** Brings an attribute into the type the claim promises; undefined when the person lacks it. */
const typed = (value: Attribute | undefined, type: Profile['claims'][string]['type']): Attribute | undefined => {
  if (value === undefined) return undefined
  if (type === 'string-array') return Array.isArray(value) ? value : [String(value)]
  if (type === 'boolean') return value === true || value === 'true'
  if (type === 'number') return Number(value)
  return Array.isArray(value) ? value[0] : String(value)
}

/** The claims of a person that the granted scopes release at one place, in the profile's order. */
export const claimsFor = (
  profile: Profile,
  place: ClaimPlace,
  scopes: readonly string[],
  person: Person,
  subject: string,
): Record<string, Attribute> => {
  const released = new Set(scopes.flatMap((scope) => profile.scopes[scope]?.claims ?? []))
  const claims: Record<string, Attribute> = {}
  for (const [name, claim] of Object.entries(profile.claims)) {
    if (name === 'sub' || !released.has(name) || !claim.in.includes(place)) continue
    const value = claim.from === 'subject' ? subject : typed(person.attributes[claim.from], claim.type)
    if (value !== undefined) claims[name] = value
  }
  return claims
}
