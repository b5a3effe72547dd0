import type { Attribute, Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'

export type ClaimPlace = 'id_token' | 'access_token' | 'userinfo' | 'introspection'

type Scope = Profile['scopes'][string]

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

/** Of values TYPE:value those of the types that the scopes are for; all of them where a scope does not mind. */
const ofTypes = (value: Attribute | undefined, releasing: readonly Scope[]): Attribute | undefined => {
  if (!Array.isArray(value) || releasing.some(({ identifiers }) => identifiers === undefined)) return value
  const types = releasing.flatMap(({ identifiers = [] }) => identifiers)
  const released = value.filter((each) => types.includes(each.split(':', 1)[0] ?? ''))
  return released.length === 0 ? undefined : released
}

/** The claims of a person that the granted scopes release at one place, in the profile's order. */
export const claimsFor = (
  profile: Profile,
  place: ClaimPlace,
  scopes: readonly string[],
  person: Person,
  subject: string,
): Record<string, Attribute> => {
  const granted = scopes.flatMap((scope) => profile.scopes[scope] ?? [])
  const claims: Record<string, Attribute> = {}
  for (const [name, claim] of Object.entries(profile.claims)) {
    const releasing = granted.filter((scope) => scope.claims.includes(name))
    if (name === 'sub' || releasing.length === 0 || !claim.in.includes(place)) continue
    const value = ofTypes(person.attributes[claim.from], releasing)
    const told = claim.from === 'subject' ? subject : typed(value, claim.type)
    if (told !== undefined) claims[name] = told
  }
  return claims
}
