import { decodeJwt } from '#mocks/wire/jwt.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import { identity } from './client-identity.ts'
import type { Answer, Ask, Json, Metadata } from './issuer.ts'
import type { Eyes } from './looks.ts'
import type { RelyingPartyOptions } from './options.ts'

export interface Tokens {
  readonly accessToken: string
  readonly idToken: string | undefined
  readonly refreshToken: string | undefined
  /** Seconds; 300 where the issuer does not say. */
  readonly lifetime: number
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const withSecret = (endpoint: string, { clientId, secret = '' }: RelyingPartyOptions): string => {
  const url = new URL(endpoint)
  url.searchParams.set('client_id', clientId)
  url.searchParams.set('client_secret', secret)
  return url.href
}

const read = (status: number, body: Json | undefined, eyes: Eyes): Tokens => {
  eyes.look('token-status', status !== 200)
  const accessToken = text(body?.access_token)
  if (accessToken === undefined) throw new Refusal('token-response', 'Refused: the issuer gave no access token.')
  eyes.look('token-type', String(body?.token_type).toLowerCase() !== 'bearer')
  const lifetime = body?.expires_in
  return {
    accessToken,
    idToken: text(body?.id_token),
    refreshToken: text(body?.refresh_token),
    lifetime: typeof lifetime === 'number' && lifetime > 0 ? lifetime : 300,
  }
}

/** A call of the token endpoint (RFC 6749 sections 4.1.3 and 6). */
export const requestTokens = async (
  ask: Ask,
  { token_endpoint }: Metadata,
  options: RelyingPartyOptions,
  grant: Readonly<Record<string, string>>,
  eyes: Eyes,
): Promise<Tokens> => {
  const open = eyes.has('secret-in-query') && options.secret !== undefined
  const { headers, form } = identity(open ? { ...options, secret: undefined } : options)
  const twice = eyes.has('two-secrets') ? identity({ ...options, auth: 'client_secret_post' }).form : {}
  const url = open ? withSecret(token_endpoint, options) : token_endpoint
  const { status, body } = await ask(url, { method: 'POST', headers, form: { ...form, ...twice, ...grant } })
  return read(status, body, eyes)
}

/** Who does not know whether userinfo is signed reads it in any case. */
const toldIn = ({ body, text: written }: Answer, eyes: Eyes): Json | undefined => {
  const signed = body === undefined ? decodeJwt(written) : undefined
  eyes.look('userinfo-signature', signed !== undefined)
  return body ?? signed?.claims
}

/** OpenID Connect Core 1.0 section 5.3.2: what userinfo says counts for the subject of the ID token only. */
export const requestUserinfo = async (
  ask: Ask,
  { userinfo_endpoint }: Metadata,
  accessToken: string,
  sub: unknown,
  eyes: Eyes,
): Promise<Json> => {
  if (userinfo_endpoint === undefined) return {}
  // Where MITREid Connect had it.
  if (eyes.has('old-userinfo')) await ask(new URL('/oidc/userinfo', userinfo_endpoint).href)
  const query = `${userinfo_endpoint}?${new URLSearchParams({ access_token: accessToken })}`
  const answer = eyes.has('token-in-query')
    ? await ask(query)
    : await ask(userinfo_endpoint, { headers: { authorization: `Bearer ${accessToken}` } })
  const body = toldIn(answer, eyes)
  eyes.look('userinfo-status', answer.status !== 200 || body === undefined)
  eyes.look('userinfo-subject', body?.sub !== sub)
  return body ?? {}
}
