import { createHash, randomUUID } from 'node:crypto'
import { decodeJwt, signHmac, verifiesHmac } from '#mocks/wire/jwt.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { SessionState } from '../engine-api.ts'
import { uuidOf } from '../identifiers.ts'
import { type Issuer, seconds } from '../issuer.ts'

type Header = Reply['headers'][number]

const attributes = (issuer: Issuer, name: string, value: string, rest: string): Header => [
  'Set-Cookie',
  `${name}=${value}; Version=1; Path=${issuer.basePath}/${rest}`,
]

/** The cookie for every context, and its twin for browsers that know no SameSite=None. */
const twins = (issuer: Issuer, name: string, value: string, httpOnly: boolean, lifetime = ''): readonly Header[] => {
  const tail = httpOnly ? '; HttpOnly' : ''
  const modern = attributes(issuer, name, value, `${lifetime}; SameSite=None; Secure${tail}`)
  if (issuer.dialect.switches.legacyCookies !== true) return [modern]
  return [modern, attributes(issuer, `${name}_LEGACY`, value, `${lifetime}${issuer.secure ? '; Secure' : ''}${tail}`)]
}

const expired = (issuer: Issuer, name: string): Header =>
  attributes(issuer, name, '', '; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Max-Age=0; HttpOnly')

export const authSessionCookies = (issuer: Issuer, root: string): readonly Header[] =>
  twins(issuer, 'AUTH_SESSION_ID', root, true)

/** Newer versions tell every browser anew, and scripts a hash by which they notice a login elsewhere. */
export const hashCookies = (issuer: Issuer, root: string): readonly Header[] => {
  if (issuer.dialect.switches.authSessionHash !== true) return []
  const hash = createHash('sha256').update(root).digest('base64')
  return [
    ...authSessionCookies(issuer, root),
    attributes(issuer, 'KC_AUTH_SESSION_HASH', `"${hash}"`, '; Max-Age=60; SameSite=None; Secure'),
  ]
}

/** For a browser that has none yet. */
export const newAuthSessionCookies = (issuer: Issuer, call: Call, root: string): readonly Header[] => {
  const anew = hashCookies(issuer, root)
  if (anew.length > 0) return anew
  return authSessionOf(call) === undefined ? authSessionCookies(issuer, root) : []
}

export const authSessionOf = (call: Call): string | undefined =>
  call.cookies.get('AUTH_SESSION_ID') ?? call.cookies.get('AUTH_SESSION_ID_LEGACY')

/** A login that is over cannot begin again. */
export const restartExpired = (issuer: Issuer): Header => expired(issuer, 'KC_RESTART')

const KEY_ID = 'cookies'

/** What tells the browser's session after a login. */
export const identityCookies = (issuer: Issuer, session: SessionState): readonly Header[] => {
  const now = seconds(issuer)
  const sid = issuer.sidOf(session.uid)
  const lifetime = issuer.profile.lifetimes.session
  const identity = signHmac(
    { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
    {
      exp: now + lifetime,
      iat: now,
      jti: randomUUID(),
      iss: issuer.issuer,
      sub: session.accountId,
      typ: 'Serialized-ID',
      session_state: sid,
      sid,
    },
    issuer.secret,
  )
  const realm = issuer.basePath.slice(issuer.basePath.lastIndexOf('/') + 1)
  return [
    ...(issuer.dialect.switches.legacyCookies === true ? [restartExpired(issuer)] : []),
    ...twins(issuer, 'KEYCLOAK_IDENTITY', identity, true),
    ...twins(
      issuer,
      'KEYCLOAK_SESSION',
      `${realm}/${uuidOf(session.accountId ?? '')}/${sid}`,
      false,
      `; Max-Age=${lifetime}`,
    ),
  ]
}

/** What a logout takes from a browser. The root of its login pages stays. */
export const endedCookies = (issuer: Issuer): readonly Header[] => {
  const names = ['KEYCLOAK_IDENTITY', 'KEYCLOAK_SESSION']
  const all =
    issuer.dialect.switches.legacyCookies === true
      ? [...names.flatMap((name) => [name, `${name}_LEGACY`]), 'KEYCLOAK_REMEMBER_ME']
      : names
  return all.map((name) => expired(issuer, name))
}

export interface BrowserSession {
  /** The engine's identifier. */
  readonly id: string
  readonly uid: string
  readonly accountId: string
}

/** The session that the browser's cookie names, if it still lives. */
export const sessionOf = (issuer: Issuer, call: Call): BrowserSession | undefined => {
  const cookie = call.cookies.get('KEYCLOAK_IDENTITY') ?? call.cookies.get('KEYCLOAK_IDENTITY_LEGACY')
  const jwt = cookie === undefined ? undefined : decodeJwt(cookie)
  if (!jwt || !verifiesHmac(jwt, 'HS256', issuer.secret) || typeof jwt.claims.sid !== 'string') return undefined
  const found = issuer.store.byUuid('Session', jwt.claims.sid)
  const { uid, accountId, exp } = found?.record ?? {}
  if (found && issuer.faults.behaviour('sessionEnd') === 'never') found.record.exp = seconds(issuer) + 3600
  else if ((exp ?? 0) <= seconds(issuer)) return undefined
  if (!found || !uid || !accountId) return undefined
  return { id: found.id, uid, accountId }
}
