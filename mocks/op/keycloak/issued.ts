import { scopesOf } from '../claims.ts'
import type { EngineAnswer } from '../engine-api.ts'
import { type Issuer, seconds } from '../issuer.ts'
import type { Refusal } from '../refusal.ts'
import type { StoredRecord } from '../stored-record.ts'
import { moveOffline } from './client-session.ts'
import { fromEngine } from './scopes.ts'
import type { Granted } from './token.ts'
import { accessToken, type Grounds, idToken, refreshToken } from './tokens.ts'

/** What the tokens that come of a code or a refresh token are about. */
export const groundsOf = (issuer: Issuer, source: StoredRecord, scope: string): Grounds => {
  const client = issuer.clients.get(source.clientId ?? '')
  if (!client) throw new Error(`a token of a client that is not registered: ${source.clientId}`)
  const session = source.sessionUid === undefined ? undefined : issuer.store.byUid('Session', source.sessionUid)
  return {
    client,
    subject: source.accountId ?? '',
    scope,
    ...(source.sessionUid === undefined
      ? {}
      : {
          session: {
            uid: source.sessionUid,
            authTime: source.authTime ?? session?.loginTs ?? seconds(issuer),
            acr: source.acr ?? '1',
          },
        }),
    nonce: source.nonce,
    audience: source.audience,
  }
}

const refreshOf = (issuer: Issuer, engineId: unknown, grounds: Grounds, source: StoredRecord, iat: number) => {
  const record = typeof engineId === 'string' ? issuer.store.get('RefreshToken', engineId) : undefined
  if (typeof engineId !== 'string' || !record) return { refresh_expires_in: 0 }
  // Scopes that a refresh leaves out are left out of that answer only.
  const scope = fromEngine(record.scope)
  const offline = scopesOf(scope).includes('offline_access')
  const lifetime = offline ? issuer.profile.lifetimes.offlineToken : issuer.profile.lifetimes.refreshToken
  const nonce = issuer.dialect.switches.nonceInRefreshToken === true ? source.nonce : undefined
  Object.assign(record, { acr: source.acr, authTime: grounds.session?.authTime, nonce })
  if (lifetime > 0) record.exp = iat + lifetime
  const span = lifetime > 0 ? { iat, exp: iat + lifetime } : { iat }
  return { refresh_expires_in: lifetime, refresh_token: refreshToken(issuer, engineId, { ...grounds, scope }, span) }
}

const keepOffline = (issuer: Issuer, { body }: EngineAnswer, scope: string, source: StoredRecord): void => {
  const { access_token: access, refresh_token: refresh } = body
  if (typeof refresh !== 'string') return
  if (!scopesOf(scope).includes('offline_access')) return
  moveOffline(issuer, source, [
    ['AccessToken', String(access)],
    ['RefreshToken', refresh],
  ])
}

/** Somebody took away what the tokens were to rest on while the engine was at work. */
const GONE: Readonly<Record<string, Refusal['condition']>> = {
  ac: 'code.session-gone',
  dg: 'device.session-gone',
  rt: 'refresh.session-ended',
}

/** The engine's answer in Keycloak's shape; order of members as Keycloak writes them. `grant` as in Grounds. */
export const issued = (issuer: Issuer, answer: EngineAnswer, source: StoredRecord, grant?: string): Granted => {
  const { status, body } = answer
  const engineId = body.access_token
  if (status !== 200 || typeof engineId !== 'string') {
    const condition = body.error === 'invalid_grant' ? GONE[grant ?? ''] : undefined
    if (condition) return { condition }
    throw new Error(`the engine refused what the dialect let through: ${body.error} ${body.error_description}`)
  }
  const iat = seconds(issuer)
  const lifetime = Number(body.expires_in)
  const grounds = { ...groundsOf(issuer, source, fromEngine(String(body.scope))), grant }
  keepOffline(issuer, answer, grounds.scope, source)
  const token = accessToken(issuer, engineId, grounds, { iat, exp: iat + lifetime })
  const { refresh_expires_in, refresh_token } = refreshOf(issuer, body.refresh_token, grounds, source, iat)
  const always = issuer.faults.behaviour('idTokenAlways', grounds.client.clientId) === true
  // Where a refresh leaves openid out, newer versions narrow the access token only.
  const before = issuer.dialect.switches.refreshScope === 'validate' && grant === 'rt' ? fromEngine(source.scope) : ''
  const openid = always || scopesOf(`${grounds.scope} ${before}`).includes('openid')
  return {
    members: {
      access_token: token,
      expires_in: lifetime,
      refresh_expires_in,
      refresh_token,
      token_type: 'Bearer',
      id_token: openid ? idToken(issuer, grounds, iat, { accessToken: token }) : undefined,
      'not-before-policy': 0,
      session_state: source.sessionUid === undefined ? undefined : issuer.sidOf(source.sessionUid),
      scope: grounds.scope,
    },
  }
}
