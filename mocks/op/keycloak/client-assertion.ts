import type { ConditionId } from '#fixtures/dialects/conditions.ts'
import type { Client } from '#fixtures/schema/client.ts'
import type { DecodedJwt } from '#mocks/wire/jwt.ts'
import { algorithmsOf, isSignedBy, keysFor } from '../client-keys.ts'
import { ExpiringMap } from '../expiring-map.ts'
import { endpointUrl, type Issuer, seconds } from '../issuer.ts'
import { looking, type Refusal, worded } from '../refusal.ts'

/** Assertions by their jti: each is good once (RFC 7523 section 3). */
const spent = new WeakMap<Issuer, ExpiringMap<true>>()

const isFirstUse = (issuer: Issuer, jti: string): boolean => {
  const seen = spent.get(issuer) ?? new ExpiringMap<true>(3_600_000, issuer.now)
  spent.set(issuer, seen)
  if (seen.get(jti)) return false
  seen.set(jti, true)
  return true
}

const bySecret = (client: Client): boolean => client.auth === 'client_secret_jwt'

const OF_SECRETS = /^HS(256|384|512)$/

const isOfKeys = (alg: string, client: Client): boolean => alg === 'RS256' || algorithmsOf(client).includes(alg)

/** A fault may make the provider overlook parts of an assertion. */
type Part = 'signature' | 'audience' | 'expiry' | 'once' | 'subject' | 'client_id'

export const overlooks = (issuer: Issuer, part: Part, client?: string): boolean => {
  const overlooked = issuer.faults.behaviour('assertion', client)
  return Array.isArray(overlooked) && overlooked.includes(part)
}

/** Keycloak does not look at crit (RFC 7515 section 4.1.11). */
const demandsTooMuch = (issuer: Issuer, client: Client, { header }: DecodedJwt): boolean =>
  header.crit !== undefined && issuer.faults.behaviour('criticalHeaders', client.clientId) === 'refused'

type Flaw = readonly [text: string, part: Part, isFlawed: () => boolean]

const ENDPOINTS = ['token', 'pushedAuthorization', 'backchannelAuthentication'] as const

const expectedAudiences = (issuer: Issuer): readonly string[] => [
  issuer.issuer,
  ...ENDPOINTS.flatMap((name) => endpointUrl(issuer, name) ?? []),
]

/** Longer than this is far in the future, and this old is too old for an assertion without an end. Seconds. */
const FAR = 60
const OLD = 10

/** What may be wrong, by the name of the dialect's wording, in the order in which Keycloak looks. */
const flawsOf = (issuer: Issuer, client: Client, { claims }: DecodedJwt): readonly Flaw[] => {
  const { exp, nbf, iat, jti } = claims
  const now = seconds(issuer)
  const audiences = [claims.aud ?? []].flat().map(String)
  const expected = expectedAudiences(issuer)
  const began = typeof iat === 'number' ? iat : 0
  const inactive = (typeof exp === 'number' && exp <= now) || (typeof nbf === 'number' && nbf > now)
  return [
    ['audience-missing', 'audience', () => claims.aud === undefined],
    ['audience', 'audience', () => !audiences.some((audience) => expected.includes(audience))],
    ['audience-many', 'audience', () => audiences.length > 1],
    ['expiry-missing', 'expiry', () => typeof exp !== 'number'],
    ['inactive', 'expiry', () => inactive],
    ['old', 'expiry', () => typeof exp !== 'number' && began + OLD < now],
    ['future', 'expiry', () => began > now + OLD],
    ['far', 'expiry', () => typeof exp === 'number' && iat === undefined && exp > now + FAR],
    ['jti-missing', 'once', () => typeof jti !== 'string'],
    ['reused', 'once', () => !isFirstUse(issuer, `${client.clientId} ${String(jti)}`)],
  ]
}

/** Flaws that a version does not look for have no wording in its dialect, or an empty one. */
const wordingOf = (issuer: Issuer, client: Client, flaw: string): string | undefined => {
  const { texts } = issuer.dialect
  return (bySecret(client) ? texts[`secret-assertion.${flaw}`] : undefined) ?? texts[`assertion.${flaw}`]
}

const condition = (client: Client, flaw: string): ConditionId => {
  if (flaw === 'signature') {
    return bySecret(client) ? 'client.secret-assertion-signature-invalid' : 'client.assertion-signature-invalid'
  }
  return bySecret(client) ? 'client.secret-assertion-invalid' : 'client.assertion-invalid'
}

/** A refusal in the dialect's wording; undefined when this version does not look, or is blind to it. */
export const flawed = (issuer: Issuer, client: Client, jwt: DecodedJwt, flaw: string): Refusal | undefined => {
  const text = wordingOf(issuer, client, flaw)
  if (!text) return undefined
  const reason = worded(text, {
    issuer: issuer.issuer,
    expected: expectedAudiences(issuer).join(', '),
    audience: [jwt.claims.aud].flat().join(', '),
  })
  return looking(issuer, client.clientId)(condition(client, flaw), true, { reason })
}

/** By the name in the header; without one by the algorithm, where keys say for which they are. */
const keysMeant = (client: Client, { header: { kid, alg } }: DecodedJwt) =>
  keysFor(client, kid).filter((key) => kid !== undefined || key.alg === undefined || key.alg === alg)

const checkSignature = (issuer: Issuer, client: Client, jwt: DecodedJwt): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const alg = String(jwt.header.alg)
  const fits = bySecret(client) ? OF_SECRETS.test(alg) : isOfKeys(alg, client)
  const keyMissing = !bySecret(client) && keysMeant(client, jwt).length === 0
  const keyFirst = issuer.dialect.switches.assertionKeyFirst === true
  // What a key has signed is to Keycloak a secret's signature that is wrong.
  const keyInSecretsPlace = bySecret(client) && isOfKeys(alg, client)
  return (
    look('client.assertion-key-unknown', keyMissing && keyFirst) ??
    look('client.assertion-algorithm-wrong', !keyInSecretsPlace && !fits) ??
    look('client.assertion-key-unknown', keyMissing) ??
    (isSignedBy(client, jwt) ? undefined : flawed(issuer, client, jwt, 'signature'))
  )
}

/** What is wrong with an assertion of this client; undefined when nothing is. */
export const checkAssertion = (issuer: Issuer, client: Client, jwt: DecodedJwt): Refusal | undefined => {
  if (demandsTooMuch(issuer, client, jwt)) return flawed(issuer, client, jwt, 'signature')
  const reads = (part: Part): boolean => !overlooks(issuer, part, client.clientId)
  const unsigned = reads('signature') ? checkSignature(issuer, client, jwt) : undefined
  if (unsigned) return unsigned
  for (const [flaw, part, isFlawed] of flawsOf(issuer, client, jwt)) {
    const known = Boolean(wordingOf(issuer, client, flaw))
    const refusal = known && reads(part) && isFlawed() ? flawed(issuer, client, jwt, flaw) : undefined
    if (refusal) return refusal
  }
  return undefined
}
