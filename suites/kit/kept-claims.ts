import type { Profile } from './contract.ts'

type Members = Readonly<Record<string, unknown>>

/** The names under which a profile tells an attribute at userinfo. */
const namesOf = ({ claims }: Profile, attribute: string): readonly string[] =>
  Object.entries(claims).flatMap(([name, claim]) =>
    claim.from === attribute && claim.in.includes('userinfo') ? [name] : [],
  )

const asSet = (value: unknown): unknown => (Array.isArray(value) ? value.toSorted() : value)

/** A claim that came before, under the name and in the shape that it has after. */
export interface KeptClaim {
  readonly before: string
  /** Empty when no claim tells this any more. */
  readonly after: string
  readonly value: unknown
  readonly found: unknown
}

/** Every claim of the given attributes that the old issuer sent, with what the new one makes of it. */
export const keptClaims = (
  attributes: readonly string[],
  old: { readonly profile: Profile; readonly userinfo: Members },
  now: { readonly profile: Profile; readonly userinfo: Members },
): readonly KeptClaim[] =>
  attributes.flatMap((attribute) => {
    const [after = ''] = namesOf(now.profile, attribute)
    return namesOf(old.profile, attribute)
      .filter((name) => old.userinfo[name] !== undefined)
      .map((before) => ({
        before,
        after,
        value: asSet(old.userinfo[before]),
        found: asSet(now.userinfo[after]),
      }))
  })
