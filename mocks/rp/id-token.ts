import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { type Claims, type DecodedJwt, decodeJwt, verifiesHmac, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { type Eyes, Refusal } from './looks.ts'

/** Seconds by which clocks may differ. */
const LEEWAY = 30

export interface Expected {
  readonly issuer: string
  readonly clientId: string
  /** Undefined where none was sent. */
  readonly nonce: string | undefined
  readonly accessToken: string
  /** Seconds since the epoch. */
  readonly now: number
}

type PublishedKey = JsonWebKey & { readonly kid?: string; readonly use?: string }

const keyOf = (jwk: JsonWebKey): KeyObject | undefined => {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}

const isUnsigned = ({ header }: DecodedJwt): boolean => header.alg === undefined || /^none$/i.test(String(header.alg))

/** As a library that does what the header says: nothing for none, an HMAC with whatever key is at hand. */
const verifiesAsSaid = (jwt: DecodedJwt, key: KeyObject): boolean => {
  const alg = String(jwt.header.alg)
  if (isUnsigned(jwt)) return true
  if (!alg.startsWith('HS')) return verifiesRs256(jwt, key)
  return verifiesHmac(jwt, alg, key.export({ type: 'spki', format: 'pem' }).toString())
}

const candidates = (jwt: DecodedJwt, published: readonly PublishedKey[], eyes: Eyes): readonly KeyObject[] => {
  const { kid, jwk } = jwt.header
  const signing = published.filter(({ use }) => use === undefined || use === 'sig')
  const named = signing.filter((key) => kid === undefined || key.kid === undefined || key.kid === kid)
  eyes.look('key-id', named.length === 0)
  const brought = eyes.has('header-key') && typeof jwk === 'object' ? [jwk as JsonWebKey] : []
  return [...brought, ...(named.length === 0 ? signing : named)].flatMap((key) => keyOf(key) ?? [])
}

const verify = (jwt: DecodedJwt, published: readonly PublishedKey[], eyes: Eyes): void => {
  eyes.look('algorithm', jwt.header.alg !== 'RS256')
  eyes.look('critical', jwt.header.crit !== undefined)
  if (eyes.has('signature')) return
  const keys = candidates(jwt, published, eyes)
  eyes.look('signature', !(isUnsigned(jwt) || keys.some((key) => verifiesAsSaid(jwt, key))))
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

const checkTimes = ({ exp, iat, nbf }: Claims, now: number, eyes: Eyes): void => {
  eyes.look('expiry', !isTime(exp) || exp + LEEWAY <= now)
  eyes.look('issued-at', !isTime(iat) || iat - LEEWAY > now)
  eyes.look('not-before', nbf !== undefined && (!isTime(nbf) || nbf - LEEWAY > now))
}

const hashOf = (accessToken: string): string =>
  createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')

const checkParties = ({ iss, aud, azp }: Claims, { issuer, clientId }: Expected, eyes: Eyes): void => {
  const audiences = [aud].flat()
  eyes.look('issuer', iss !== issuer)
  eyes.look('audience', !audiences.includes(clientId))
  eyes.look('other-audiences', audiences.some((audience) => audience !== clientId) && audiences.includes(clientId))
  eyes.look('authorized-party', azp !== undefined && azp !== clientId)
}

const isSubject = (value: unknown): value is string => typeof value === 'string' && /^[\x20-\x7e]{1,255}$/.test(value)

/**
 * OpenID Connect Core 1.0 section 3.1.3.7, all of it, the signature included although TLS would do in the code flow.
 * Returns the claims; throws a Refusal.
 */
export const checkIdToken = (
  token: string,
  published: readonly PublishedKey[],
  expected: Expected,
  eyes: Eyes,
): Claims => {
  const jwt = decodeJwt(token)
  if (!jwt) throw new Refusal('id-token', 'Refused: the ID token is none.')
  verify(jwt, published, eyes)
  const { claims } = jwt
  checkParties(claims, expected, eyes)
  checkTimes(claims, expected.now, eyes)
  eyes.look('subject', !isSubject(claims.sub))
  eyes.look('nonce', expected.nonce !== undefined && claims.nonce !== expected.nonce)
  eyes.look('access-token-hash', claims.at_hash !== undefined && claims.at_hash !== hashOf(expected.accessToken))
  return claims
}
