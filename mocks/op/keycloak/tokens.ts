import { createHash, randomUUID } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import type { FaultPlace } from '#fixtures/schema/fault.ts'
import { bend } from '#mocks/faults/bend.ts'
import { type Claims, signHmac, signRs256 } from '#mocks/wire/jwt.ts'
import { claimsFor, scopesOf } from '../claims.ts'
import { uuidOf } from '../identifiers.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { lengthened } from '../lengthen.ts'
import { signedAt } from '../signed.ts'
import { joseHeader } from './jose-header.ts'

/** What a token is about. Times in seconds. */
export interface Grounds {
  readonly client: Client
  readonly subject: string
  /** On the wire: `openid` among them when it was asked for. */
  readonly scope: string
  /** Absent for a client that acts for itself. */
  readonly session?: { readonly uid: string; readonly authTime: number; readonly acr: string }
  /** Address of a client that acts for itself. */
  readonly caller?: string
  readonly nonce?: string
  /** Clients that the access token was asked for, where it names no others. */
  readonly audience?: readonly string[]
  /** How Keycloak abbreviates the grant in the identifiers of tokens; `na` for the authorization endpoint. */
  readonly grant?: string
}

export interface Span {
  readonly iat: number
  readonly exp: number
}

const isOffline = (grounds: Grounds): boolean => scopesOf(grounds.scope).includes('offline_access')

/** The session as older versions name it a second time. */
const sessionState = (issuer: Issuer, grounds: Grounds): Claims =>
  grounds.session ? { session_state: issuer.sidOf(grounds.session.uid) } : {}

/** Where the session stands among the claims changed with the versions. */
const sidAt = (issuer: Issuer, grounds: Grounds, place: 'before acr' | 'last'): Claims => {
  const early = issuer.dialect.switches.sidBeforeAcr === true
  return grounds.session && early === (place === 'before acr') ? { sid: issuer.sidOf(grounds.session.uid) } : {}
}

const sign = (issuer: Issuer, place: FaultPlace, typ: string | undefined, grounds: Grounds, claims: Claims): string => {
  const { active: key } = issuer.keys
  const header = { alg: 'RS256', ...(typ === undefined ? {} : { typ }), kid: key.kid }
  return signedAt(issuer, place, { clientId: grounds.client.clientId, header, claims, key, write: joseHeader })
}

/** `onrtac:` before the identifier of a token: online, regular token, authorization code. */
const jtiOf = (issuer: Issuer, engineId: string, grounds: Grounds): string => {
  const id = uuidOf(engineId)
  if (issuer.dialect.switches.jtiPrefix !== true) return id
  const life = grounds.session === undefined ? 'tr' : isOffline(grounds) ? 'of' : 'on'
  return `${life}rt${grounds.grant ?? 'na'}:${id}`
}

const serviceClaims = ({ session, caller, client }: Grounds): Claims =>
  session === undefined ? { clientHost: caller, clientAddress: caller, client_id: client.clientId } : {}

/** The clients that a client's tokens name by its registration. */
export const registeredAudience = ({ profile }: Issuer, { audience = [] }: Client): readonly string[] =>
  audience.flatMap((role) => profile.clients[role]?.clientId ?? [])

const audienceClaim = (issuer: Issuer, { client, audience }: Grounds): Claims => {
  const named = audience ?? registeredAudience(issuer, client)
  return named.length === 0 ? {} : { aud: named.length === 1 ? named[0] : named }
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
    jti: jtiOf(issuer, engineId, grounds),
    iss: issuer.issuer,
    ...audienceClaim(issuer, grounds),
    sub: grounds.subject,
    typ: 'Bearer',
    azp: client.clientId,
    ...(dialect.switches.nonceInAccessToken === true && grounds.nonce !== undefined ? { nonce: grounds.nonce } : {}),
    ...(dialect.switches.sessionStateInAccessToken === true ? sessionState(issuer, grounds) : {}),
    ...sidAt(issuer, grounds, 'before acr'),
    acr: session?.acr ?? '1',
    scope: grounds.scope,
    ...sidAt(issuer, grounds, 'last'),
    ...serviceClaims(grounds),
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

/** Of a client that acts for itself nobody knows when it logged in: older versions say 0, newer ones nothing. */
const authTime = (issuer: Issuer, { session }: Grounds): Claims => {
  if (session) return { auth_time: session.authTime }
  return issuer.dialect.switches.machineAuthTime === true ? { auth_time: 0 } : {}
}

export const idToken = (issuer: Issuer, grounds: Grounds, iat: number, parts: IdTokenParts): string => {
  const { dialect, profile } = issuer
  const { client, session } = grounds
  const person = issuer.people.get(grounds.subject)
  return sign(issuer, 'id-token', profile.tokens.idToken.typ, grounds, {
    exp: iat + profile.lifetimes.idToken,
    iat,
    ...authTime(issuer, grounds),
    jti: randomUUID(),
    iss: issuer.issuer,
    aud: client.clientId,
    sub: grounds.subject,
    typ: 'ID',
    azp: client.clientId,
    ...(grounds.nonce === undefined ? {} : { nonce: grounds.nonce }),
    ...(dialect.switches.sessionStateInIdToken === true ? sessionState(issuer, grounds) : {}),
    ...sidAt(issuer, grounds, 'before acr'),
    ...(parts.accessToken === undefined ? {} : { at_hash: halfHash(parts.accessToken) }),
    ...(parts.code === undefined ? {} : { c_hash: halfHash(parts.code) }),
    acr: session?.acr ?? '1',
    ...(parts.state === undefined ? {} : { s_hash: halfHash(parts.state) }),
    ...sidAt(issuer, grounds, 'last'),
    ...serviceClaims(grounds),
    ...(person ? claimsFor(profile, 'id_token', scopesOf(grounds.scope), person, grounds.subject) : {}),
  })
}

/** For whom else the access tokens are that come of a refresh. */
const namedBesides = (issuer: Issuer, { client }: Grounds): Claims => {
  const named = registeredAudience(issuer, client)
  return named.length === 0 ? {} : { aud_x: named.length === 1 ? named[0] : named }
}

/** Only this issuer reads it back. An offline token without end has no exp. */
export const refreshToken = (
  issuer: Issuer,
  engineId: string,
  grounds: Grounds,
  span: { readonly iat: number; readonly exp?: number },
): string => {
  const { switches } = issuer.dialect
  const alg = String(switches.refreshAlg)
  const claims = bend(issuer.faults.at('refresh-token', grounds.client.clientId), {
    ...(span.exp === undefined ? {} : { exp: span.exp }),
    iat: span.iat,
    jti: uuidOf(engineId),
    iss: issuer.issuer,
    aud: issuer.issuer,
    sub: grounds.subject,
    typ: isOffline(grounds) ? 'Offline' : 'Refresh',
    azp: grounds.client.clientId,
    ...(switches.nonceInRefreshToken === true && grounds.nonce !== undefined ? { nonce: grounds.nonce } : {}),
    ...(switches.sessionStateInIdToken === true ? sessionState(issuer, grounds) : {}),
    ...sidAt(issuer, grounds, 'before acr'),
    scope: grounds.scope,
    ...sidAt(issuer, grounds, 'last'),
    ...(switches.refreshTokenOrigin === true ? { ...namedBesides(issuer, grounds), prov: 'default' } : {}),
  })
  return lengthened(issuer, grounds.client.clientId, claims, (all) =>
    signHmac({ alg, typ: 'JWT', kid: uuidOf(issuer.issuer) }, all, issuer.secret, joseHeader),
  )
}

/** The answer of the authorization endpoint as a token (JARM section 4.1). */
export const responseToken = (
  issuer: Issuer,
  clientId: string,
  params: readonly (readonly [string, string])[],
): string => {
  const { active } = issuer.keys
  const claims = {
    exp: seconds(issuer) + issuer.profile.lifetimes.code,
    iss: issuer.issuer,
    aud: clientId,
    ...Object.fromEntries(params),
  }
  return signRs256({ alg: 'RS256', typ: 'JWT', kid: active.kid }, claims, active.privateKey, joseHeader)
}
