import { createPublicKey, type JsonWebKey, timingSafeEqual } from 'node:crypto'
import type { ConditionId } from '#fixtures/dialects/conditions.ts'
import type { Client } from '#fixtures/schema/client.ts'
import { type DecodedJwt, decodeJwt, verifiesHmac, verifiesRs256 } from '#mocks/wire/jwt.ts'
import type { Call } from '#mocks/wire/message.ts'
import { ExpiringMap } from '../expiring-map.ts'
import { endpointUrl, type Issuer, seconds } from '../issuer.ts'
import { looking, type Refusal } from './refusal.ts'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Assertions by their jti: each is good once (RFC 7523 section 3). */
const spent = new WeakMap<Issuer, ExpiringMap<true>>()

const firstUse = (issuer: Issuer, jti: string): boolean => {
  const seen = spent.get(issuer) ?? new ExpiringMap<true>(3_600_000, issuer.now)
  spent.set(issuer, seen)
  if (seen.get(jti)) return false
  seen.set(jti, true)
  return true
}

const formDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

interface Presented {
  readonly clientId?: string
  readonly secret?: string
}

/** Form parameters win over the header, as they do in Keycloak. */
const presented = (issuer: Issuer, call: Call, form: URLSearchParams): Presented => {
  const decoded = issuer.faults.behaviour('basic') === 'raw' ? (text: string) => text : formDecoded
  const query = issuer.faults.behaviour('credentials') === 'query' ? call.query : new URLSearchParams()
  const header = call.headers.authorization ?? ''
  const basic = /^basic\s+(.+)$/i.exec(header)?.[1]
  const [user = '', ...rest] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':')
  return {
    clientId: form.get('client_id') ?? query.get('client_id') ?? (basic === undefined ? undefined : decoded(user)),
    secret:
      form.get('client_secret') ??
      query.get('client_secret') ??
      (basic === undefined ? undefined : decoded(rest.join(':'))),
  }
}

const sameSecret = (given: string, right: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const keysOf = (client: Client): readonly Record<string, unknown>[] =>
  client.jwks?.keys ?? (client.privateKey ? [client.privateKey] : [])

const verifies = (client: Client, jwt: DecodedJwt): boolean => {
  if (client.auth === 'client_secret_jwt') {
    const alg = String(jwt.header.alg)
    return /^HS(256|384|512)$/.test(alg) && verifiesHmac(jwt, alg, client.secret ?? '')
  }
  const keys = keysOf(client).filter((key) => jwt.header.kid === undefined || key.kid === jwt.header.kid)
  return keys.some(({ kty, n, e }) =>
    verifiesRs256(jwt, createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' })),
  )
}

const BROKEN = 'Signature on JWT token failed validation'

/** Why an assertion is no good, in the words of the software's own checks; undefined when it is. */
const flaw = (issuer: Issuer, client: Client, jwt: DecodedJwt): string | undefined => {
  const { iss, sub, aud, exp, jti, nbf } = jwt.claims
  const now = seconds(issuer)
  const audiences = [issuer.issuer, endpointUrl(issuer, 'token'), endpointUrl(issuer, 'introspection')]
  const overlooked = issuer.faults.behaviour('assertion', client.clientId)
  const looksAt = (what: string): boolean => !Array.isArray(overlooked) || !overlooked.includes(what)
  if (iss !== sub) return 'Issuer mismatch. The issuer should match the subject'
  if (looksAt('signature') && !verifies(client, jwt)) return BROKEN
  if (looksAt('audience') && ![aud].flat().some((value) => audiences.includes(String(value))))
    return "Token audience doesn't match domain"
  if (looksAt('expiry') && (typeof exp !== 'number' || exp <= now || (typeof nbf === 'number' && nbf > now)))
    return 'Token is not active'
  if (looksAt('once') && (typeof jti !== 'string' || !firstUse(issuer, `${client.clientId} ${jti}`)))
    return 'Token reuse detected'
  return undefined
}

/** Keycloak 26 words a broken signature otherwise than the other flaws, and secrets otherwise than keys. */
const flawCondition = (client: Client, reason: string): ConditionId => {
  const bySecret = client.auth === 'client_secret_jwt'
  if (reason === BROKEN) {
    return bySecret ? 'client.secret-assertion-signature-invalid' : 'client.assertion-signature-invalid'
  }
  return bySecret ? 'client.secret-assertion-invalid' : 'client.assertion-invalid'
}

const byAssertion = (issuer: Issuer, form: URLSearchParams): Client | Refusal => {
  const jwt = decodeJwt(form.get('client_assertion') ?? '')
  const clientId = jwt?.claims.sub
  const client = typeof clientId === 'string' ? issuer.clients.get(clientId) : undefined
  if (!jwt || !client) return { condition: 'client.invalid' }
  const named = issuer.clients.get(form.get('client_id') ?? client.clientId)
  const speaksForOthers = issuer.faults.behaviour('assertion', client.clientId)
  if (named !== client && named && Array.isArray(speaksForOthers) && speaksForOthers.includes('subject')) return named
  if (named !== client) return { condition: 'client.invalid' }
  const look = looking(issuer, client.clientId)
  const signs = client.auth === 'private_key_jwt' || client.auth === 'client_secret_jwt'
  const reason = signs ? flaw(issuer, client, jwt) : undefined
  return (
    look('client.method-wrong', !signs) ??
    (reason === undefined ? undefined : look(flawCondition(client, reason), true, { reason })) ??
    client
  )
}

/** The client that a request speaks for, or why not. Order of checks as in Keycloak. */
export const authenticateClient = (issuer: Issuer, call: Call, form: URLSearchParams): Client | Refusal => {
  if (form.get('client_assertion_type') === ASSERTION_TYPE) return byAssertion(issuer, form)
  const { clientId, secret } = presented(issuer, call, form)
  if (clientId === undefined) return { condition: 'client.missing' }
  const client = issuer.clients.get(clientId)
  if (!client) return { condition: 'client.invalid' }
  if (client.auth === 'none') {
    const refused = issuer.faults.behaviour('publicClients', clientId) === 'refused'
    return refused ? { condition: 'client.secret-missing' } : client
  }
  const taken = issuer.faults.behaviour('authMethods', clientId)
  const method = form.has('client_secret') ? 'client_secret_post' : 'client_secret_basic'
  if (Array.isArray(taken) && !taken.includes(method)) return { condition: 'client.method-wrong' }
  const look = looking(issuer, clientId)
  const bySecret = client.auth === 'client_secret_basic' || client.auth === 'client_secret_post'
  return (
    look('client.method-wrong', !bySecret) ??
    look('client.secret-missing', secret === undefined) ??
    look('client.secret-wrong', secret !== undefined && !sameSecret(secret, client.secret ?? '')) ??
    client
  )
}
