import { decodeJwt, verifiesHmac, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { clientSessionIdOf } from '../identifiers.ts'
import type { Issuer } from '../issuer.ts'
import type { ModelName, StoredRecord } from '../stored-record.ts'
import { sessionUidOf } from './client-session.ts'

export interface KnownToken {
  /** The engine's identifier. */
  readonly id: string
  readonly record: StoredRecord
  readonly claims: Readonly<Record<string, unknown>>
}

/** The UUID in a token identifier, without what newer versions write before it. */
export const uuidIn = (jti: string): string => jti.slice(jti.indexOf(':') + 1)

const known = (issuer: Issuer, models: readonly ModelName[], claims: KnownToken['claims']): KnownToken | undefined => {
  for (const model of models) {
    const found = typeof claims.jti === 'string' ? issuer.store.byUuid(model, uuidIn(claims.jti)) : undefined
    if (found) return { ...found, claims }
  }
  return undefined
}

/** An access token of this issuer, whether or not it still lives; undefined for anything else. */
export const readAccessToken = (issuer: Issuer, token: string): KnownToken | undefined => {
  const jwt = decodeJwt(token)
  const key = jwt && issuer.keys.byKid(jwt.header.kid)
  if (!jwt || !key || !verifiesRs256(jwt, key.publicKey) || jwt.claims.iss !== issuer.issuer) return undefined
  return known(issuer, ['AccessToken', 'ClientCredentials'], jwt.claims)
}

/** A refresh token of this issuer, whether or not it still lives. */
export const readRefreshToken = (issuer: Issuer, token: string): KnownToken | undefined => {
  const jwt = decodeJwt(token)
  const genuine = jwt && verifiesHmac(jwt, String(issuer.dialect.switches.refreshAlg), issuer.secret)
  if (!jwt || !(genuine || issuer.faults.behaviour('refreshSignature') === 'ignored')) return undefined
  if (jwt.claims.iss !== issuer.issuer) return undefined
  return jwt.claims.typ === 'Refresh' || jwt.claims.typ === 'Offline'
    ? known(issuer, ['RefreshToken'], jwt.claims)
    : undefined
}

/** An ID token of this issuer, as its session stands: the engine keeps no record of one. */
export const readIdToken = (issuer: Issuer, token: string): KnownToken | undefined => {
  const jwt = decodeJwt(token)
  const key = jwt && issuer.keys.byKid(jwt.header.kid)
  if (!jwt || !key || !verifiesRs256(jwt, key.publicKey)) return undefined
  const { iss, typ, sid, azp, sub, exp } = jwt.claims
  if (iss !== issuer.issuer || typ !== 'ID' || typeof azp !== 'string') return undefined
  // A session that is gone leaves its own name, under which nothing is to be found.
  const sessionUid = typeof sid === 'string' ? (sessionUidOf(issuer, sid) ?? sid) : undefined
  const record: StoredRecord = {
    exp: Number(exp),
    clientId: azp,
    accountId: String(sub),
    sessionUid,
    grantId: sessionUid === undefined ? undefined : clientSessionIdOf(sessionUid, azp),
  }
  return { id: String(jwt.claims.jti), record, claims: jwt.claims }
}
