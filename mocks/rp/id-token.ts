import { createHash } from 'node:crypto'
import type { Claims, DecodedJwt } from '#mocks/wire/jwt.ts'
import { checkSignature, type PublishedKey, readToken } from './jws.ts'
import type { Eyes } from './looks.ts'

/** Seconds by which clocks may differ. */
const LEEWAY = 30

export interface Expected {
  readonly issuer: string
  readonly clientId: string
  readonly secret?: string | undefined
  /** Undefined where none was sent. */
  readonly nonce: string | undefined
  readonly accessToken: string
  /** Seconds since the epoch. */
  readonly now: number
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

/** Printable ASCII, and no blank at either end. */
const isSubject = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 255 && /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)

const isOfAnotherKind = ({ header: { typ }, claims: { events } }: DecodedJwt): boolean =>
  (typ !== undefined && !/^jwt$/i.test(String(typ))) || events !== undefined

/**
 * OpenID Connect Core 1.0 section 3.1.3.7, all of it, the signature included although TLS would do in the code flow.
 * Returns the claims; throws a Refusal.
 */
export const checkIdToken = (token: string, keys: readonly PublishedKey[], expected: Expected, eyes: Eyes): Claims => {
  const jwt = readToken(token, eyes)
  checkSignature(jwt, keys, expected.secret, eyes)
  const { claims } = jwt
  eyes.look('token-kind', isOfAnotherKind(jwt))
  checkParties(claims, expected, eyes)
  checkTimes(claims, expected.now, eyes)
  eyes.look('subject', !isSubject(claims.sub))
  eyes.look('nonce', expected.nonce !== undefined && claims.nonce !== expected.nonce)
  eyes.look('access-token-hash', claims.at_hash !== undefined && claims.at_hash !== hashOf(expected.accessToken))
  return claims
}
