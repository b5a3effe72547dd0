import type { Issuer } from '../issuer.ts'

/** How parameters travel to the client. */
export type Carrier = 'query' | 'fragment' | 'form_post'
export type ResponseMode = Carrier | `${Carrier}.jwt`

const CARRIERS: readonly Carrier[] = ['query', 'fragment', 'form_post']

const KNOWN_TYPES = new Set(['code', 'id_token', 'token', 'none'])

/** Undefined when a part is unknown, or none is combined. */
export const responseTypesOf = (responseType: string): ReadonlySet<string> | undefined => {
  const parts = responseType.trim().split(' ')
  const types = new Set(parts)
  if (parts.some((part) => !KNOWN_TYPES.has(part))) return undefined
  return types.has('none') && types.size > 1 ? undefined : types
}

export const usesFragment = (types: ReadonlySet<string>): boolean => types.has('id_token') || types.has('token')

export const isSigned = (mode: ResponseMode): mode is `${Carrier}.jwt` => mode.endsWith('.jwt')

export const carrierOf = (mode: ResponseMode): Carrier =>
  CARRIERS.find((carrier) => mode.startsWith(carrier)) ?? 'query'

/** Whether the issuer knows this mode: those it announces, or the usual ones where it announces none. */
export const isKnownMode = (issuer: Issuer, mode: string): boolean => {
  const announced = issuer.profile.discovery.members.response_modes_supported
  const known: readonly unknown[] = Array.isArray(announced) ? announced : CARRIERS
  return known.includes(mode)
}

/** The mode of an answer; a mode that nobody knows is answered in the query. */
export const modeFor = (issuer: Issuer, asked: string | null, types: ReadonlySet<string>): ResponseMode => {
  const usual = usesFragment(types) ? 'fragment' : 'query'
  if (asked === null) return usual
  if (!isKnownMode(issuer, asked)) return 'query'
  return asked === 'jwt' ? `${usual}.jwt` : (asked as ResponseMode)
}
