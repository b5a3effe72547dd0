import { createHash, randomUUID } from 'node:crypto'
import type { FaultPlace } from '#fixtures/schema/fault.ts'
import type { Claims } from '#mocks/wire/jwt.ts'
import { type ClaimPlace, claimsFor, scopesOf } from '../claims.ts'
import { uuidOf } from '../identifiers.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { signedAt } from '../signed.ts'
import type { StoredRecord } from '../stored-record.ts'
import type { Holder } from './holder.ts'
import { named } from './key-names.ts'

/** The claims of a user at one place. */
export const claimsOf = (
  issuer: Issuer,
  place: ClaimPlace,
  scopes: readonly string[],
  accountId: string,
): Record<string, unknown> => {
  const person = issuer.people.get(accountId)
  return person ? claimsFor(issuer.profile, place, scopes, person, accountId) : {}
}

/** Signs with the key of the issuer, or as a fault says. */
export const signed = (issuer: Issuer, place: FaultPlace, clientId: string, claims: Claims): string => {
  const key = issuer.keys.active
  return signedAt(issuer, place, { clientId, header: { typ: 'JWT', alg: 'RS256', ...named(issuer, key) }, claims, key })
}

/** The left half of the hash (OpenID Connect Core 3.1.3.6). */
const halfHash = (value: string): string =>
  createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')

/** What travels through the browser beside the ID token, which has to vouch for it. */
export interface Beside {
  readonly accessToken?: string
  readonly code?: string
  readonly inFront: boolean
}

export const idToken = (issuer: Issuer, holder: Holder, { accessToken, code, inFront }: Beside): string => {
  const { accountId = '', clientId, nonce, authTime, acr, scope } = holder
  const iat = seconds(issuer)
  const { atHash } = issuer.dialect.switches
  const hashes = accessToken !== undefined && (atHash === 'always' || (atHash === 'front-channel' && inFront))
  return signed(issuer, 'id-token', clientId, {
    iss: issuer.issuer,
    jti: randomUUID(),
    aud: clientId,
    sub: accountId,
    iat,
    exp: iat + issuer.profile.lifetimes.idToken,
    auth_time: authTime,
    ...(acr === undefined ? {} : { acr }),
    ...(nonce === undefined ? {} : { nonce }),
    ...claimsOf(issuer, 'id_token', scopesOf(scope), accountId),
    ...(hashes ? { at_hash: halfHash(accessToken) } : {}),
    ...(code === undefined ? {} : { c_hash: halfHash(code) }),
  })
}

const LONG = 'longterm'

export const lifetimeOf = (issuer: Issuer, scope: string): number =>
  scopesOf(scope).includes(LONG)
    ? Number(issuer.dialect.switches.longtermLifetime)
    : issuer.profile.lifetimes.accessToken

/** An access token says nothing by itself: it is the name of a record. */
export const newAccessToken = (issuer: Issuer, holder: Holder): string => {
  const id = randomUUID()
  const iat = seconds(issuer)
  const lifetime = lifetimeOf(issuer, holder.scope)
  const model = holder.accountId === undefined ? 'ClientCredentials' : 'AccessToken'
  issuer.store.put(model, id, { ...holder, jti: id, iat, exp: iat + lifetime }, lifetime)
  return uuidOf(id)
}

/** The record of an access token, whether or not it still lives. */
export const findAccessToken = (issuer: Issuer, token: string): StoredRecord | undefined =>
  (issuer.store.byUuid('AccessToken', token) ?? issuer.store.byUuid('ClientCredentials', token))?.record

export const hasExpired = (issuer: Issuer, { exp }: StoredRecord): boolean =>
  exp !== undefined && exp <= seconds(issuer)
