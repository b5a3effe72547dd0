import type { Client } from '#fixtures/schema/client.ts'
import { type DecodedJwt, decodeJwt } from '#mocks/wire/jwt.ts'
import { repeatedIn } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import { isSignedBy } from '../client-keys.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'

/** Members of a request object that are about the object. */
const ASIDE = new Set(['iss', 'aud', 'sub', 'exp', 'iat', 'nbf', 'jti', 'client_id', 'request', 'request_uri'])

/** Newer versions lose what is too long, and what could break a line. */
const shortened = (issuer: Issuer, params: URLSearchParams): URLSearchParams => {
  const longest = issuer.dialect.switches.longestParameter
  if (typeof longest !== 'number') return params
  const kept = [...params].filter(([name, value]) => name === 'redirect_uri' || value.length <= longest)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out.
  return new URLSearchParams(kept.map(([name, value]) => [name, value.replace(/[\u0000-\u001f\u007f]/g, '')]))
}

/** An unsigned object may lack its last dot. */
const decoded = (object: string): DecodedJwt | undefined =>
  decodeJwt(object.split('.').length === 2 ? `${object}.` : object)

const isGenuine = (client: Client, jwt: DecodedJwt): boolean => {
  const { client_id: clientId } = jwt.claims
  if (clientId !== undefined && clientId !== client.clientId) return false
  return jwt.header.alg === 'none' || isSignedBy(client, jwt)
}

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** The members of the object in the place of the parameters (OpenID Connect Core 6.1). */
const merged = (params: URLSearchParams, { claims }: DecodedJwt): URLSearchParams => {
  const all = new URLSearchParams(params)
  all.delete('request')
  for (const [name, value] of Object.entries(claims)) if (!ASIDE.has(name)) all.set(name, textOf(value))
  return all
}

/** An object is not opened for a request that is wrong without it. */
const stopsBefore = (params: URLSearchParams): boolean =>
  repeatedIn(params).some((name) => name !== 'request') ||
  (scopesOf(params.get('scope')).includes('openid') && !params.has('response_type'))

const withRequestObject = (issuer: Issuer, client: Client, params: URLSearchParams): URLSearchParams | Refusal => {
  const look = looking(issuer, client.clientId)
  const object = params.get('request')
  const jwt = object === null ? undefined : decoded(object)
  const bad = params.has('request_uri') || (object !== null && (jwt === undefined || !isGenuine(client, jwt)))
  const refusal =
    look('authorization.request-object-twice', params.has('request') && params.has('request_uri')) ??
    look('authorization.request-object-invalid', bad)
  if (refusal) return refusal
  return jwt === undefined || stopsBefore(params) ? params : merged(params, jwt)
}

const isNumber = (value: string): boolean => /^[-+]?\d+$/.test(value) && Math.abs(Number(value)) < 2 ** 31

/** The parameters of an authorization request, or the page for what Keycloak cannot even read. */
export const readParameters = (
  issuer: Issuer,
  client: Client,
  given: URLSearchParams,
): { readonly params: URLSearchParams } | Refusal => {
  const read = withRequestObject(issuer, client, shortened(issuer, given))
  if ('condition' in read) return read
  const maxAge = read.get('max_age')
  const unreadable = maxAge !== null && !isNumber(maxAge)
  return looking(issuer, client.clientId)('authorization.max-age-invalid', unreadable) ?? { params: read }
}
