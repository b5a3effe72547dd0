import type { Looking, Refusal } from '../refusal.ts'

type Members = Readonly<Record<string, unknown>>

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Members)[name] : undefined

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Levels of assurance are numbers; a name would need an entry in the realm's map. */
const isLevel = (value: unknown): boolean => /^\d+$/.test(String(value))

/** Keycloak reads one thing in the claims parameter (OpenID Connect Core 5.5): an acr without which nothing is wanted. */
export const checkClaims = (claims: string | null, look: Looking): Refusal | undefined => {
  const acr = memberOf(memberOf(claims === null ? undefined : parsed(claims), 'id_token'), 'acr')
  const values = memberOf(acr, 'values')
  const wanted = memberOf(acr, 'essential') === true && Array.isArray(values) ? values : []
  return look('authorization.claims-acr-unknown', !wanted.every(isLevel))
}
