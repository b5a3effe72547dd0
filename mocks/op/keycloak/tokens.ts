import { createHash, randomUUID } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import type { FaultPlace } from '#fixtures/schema/fault.ts'
import { bend } from '#mocks/faults/bend.ts'
import { signOrForge } from '#mocks/faults/forge.ts'
import { type Claims, signHmac } from '#mocks/wire/jwt.ts'
import { claimsFor, scopesOf } from '../claims.ts'
import { uuidOf } from '../identifiers.ts'
import type { Issuer } from '../issuer.ts'
import { strangerKey } from '../keys.ts'

/** What a token is about. Times in seconds. */
export interface Grounds {
  readonly client: Client
  readonly subject: string
  /** On the wire: `openid` among them when it was asked for. */
  readonly scope: string
  /** Absent for a client that acts for itself. */
  readonly session?: { readonly uid: string; readonly authTime: number; readonly acr: string }
  readonly nonce?: string
}

export interface Span {
  readonly iat: number
  readonly exp: number
}

const sessionClaims = (grounds: Grounds): Claims => {
  const sid = grounds.session && uuidOf(grounds.session.uid)
  return sid === undefined ? {} : { session_state: sid }
}

const sign = (issuer: Issuer, place: FaultPlace, typ: string | undefined, grounds: Grounds, claims: Claims): string => {
  const faults = issuer.faults.at(place, grounds.client.clientId)
  const { active } = issuer.keys
  const header = { alg: 'RS256', ...(typ === undefined ? {} : { typ }), kid: active.kid }
  const heads = place === 'id-token' ? issuer.faults.at('id-token.header', grounds.client.clientId) : []
  return signOrForge(faults, bend(heads, header), bend(faults, { ...claims }), active, strangerKey)
}

/** A JWT whose `jti` stands for the engine's token. */
export const accessToken = (issuer: Issuer, engineId: string, grounds: Grounds, span: Span): string => {
  const { dialect, profile } = issuer
  const { client, session } = grounds
  const person = issuer.people.get(grounds.subject)
  const scopes = scopesOf(grounds.scope)
  return sign(issuer, 'access-token', profile.tokens.accessToken.typ, grounds, {
    exp: span.exp,
    iat: span.iat,
    ...(session ? { auth_time: session.authTime } : {}),
    jti: uuidOf(engineId),
    iss: issuer.issuer,
    sub: grounds.subject,
    typ: 'Bearer',
    azp: client.clientId,
    ...(dialect.switches.nonceInAccessToken === true && grounds.nonce !== undefined ? { nonce: grounds.nonce } : {}),
    ...(dialect.switches.sessionStateInAccessToken === true ? sessionClaims(grounds) : {}),
    ...(session ? { acr: session.acr } : {}),
    scope: grounds.scope,
    ...(session ? { sid: uuidOf(session.uid) } : { client_id: client.clientId }),
    ...(person ? claimsFor(profile, 'access_token', scopes, person, grounds.subject) : {}),
  })
}

/** The left half of the hash (OIDC Core 3.1.3.6). */
export const halfHash = (value: string): string =>
  createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')

export interface IdTokenParts {
  readonly accessToken?: string
  readonly code?: string
  readonly state?: string
}

export const idToken = (issuer: Issuer, grounds: Grounds, iat: number, parts: IdTokenParts): string => {
  const { dialect, profile } = issuer
  const { client, session } = grounds
  const person = issuer.people.get(grounds.subject)
  return sign(issuer, 'id-token', profile.tokens.idToken.typ, grounds, {
    exp: iat + profile.lifetimes.idToken,
    iat,
    auth_time: session?.authTime ?? iat,
    jti: randomUUID(),
    iss: issuer.issuer,
    aud: client.clientId,
    sub: grounds.subject,
    typ: 'ID',
    azp: client.clientId,
    ...(grounds.nonce === undefined ? {} : { nonce: grounds.nonce }),
    ...(dialect.switches.sessionStateInIdToken === true ? sessionClaims(grounds) : {}),
    ...(parts.accessToken === undefined ? {} : { at_hash: halfHash(parts.accessToken) }),
    ...(parts.code === undefined ? {} : { c_hash: halfHash(parts.code) }),
    ...(parts.state === undefined ? {} : { s_hash: halfHash(parts.state) }),
    acr: session?.acr ?? '1',
    ...(session ? { sid: uuidOf(session.uid) } : {}),
    ...(person ? claimsFor(profile, 'id_token', scopesOf(grounds.scope), person, grounds.subject) : {}),
  })
}

/** Only this issuer reads it back. An offline token without end has no exp. */
export const refreshToken = (
  issuer: Issuer,
  engineId: string,
  grounds: Grounds,
  span: { readonly iat: number; readonly exp?: number },
): string => {
  const alg = String(issuer.dialect.switches.refreshAlg)
  const offline = scopesOf(grounds.scope).includes('offline_access')
  const claims = bend(issuer.faults.at('refresh-token', grounds.client.clientId), {
    ...(span.exp === undefined ? {} : { exp: span.exp }),
    iat: span.iat,
    jti: uuidOf(engineId),
    iss: issuer.issuer,
    aud: issuer.issuer,
    sub: grounds.subject,
    typ: offline ? 'Offline' : 'Refresh',
    azp: grounds.client.clientId,
    ...(grounds.nonce === undefined ? {} : { nonce: grounds.nonce }),
    ...(issuer.dialect.switches.sessionStateInIdToken === true ? sessionClaims(grounds) : {}),
    scope: grounds.scope,
    ...(grounds.session ? { sid: uuidOf(grounds.session.uid) } : {}),
  })
  return signHmac({ alg, typ: 'JWT', kid: uuidOf(issuer.issuer) }, claims, issuer.secret)
}
