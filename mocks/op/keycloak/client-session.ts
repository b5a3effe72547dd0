import { clientSessionIdOf, uuidOf } from '../identifiers.ts'
import { type Issuer, seconds } from '../issuer.ts'
import type { StoredRecord } from '../stored-record.ts'

/**
 * What Keycloak calls a client session: the place of one client in one browser session. The engine's grant stands for
 * it, under an identifier that both make up, so that a client which logs in again finds its old place. Tokens asked for
 * with offline_access move to a twin that outlives the browser session.
 */
const OFFLINE = 'offline-'

export const isOfflineGrant = (grantId: string): boolean => grantId.startsWith(OFFLINE)

const onlineOf = (grantId: string): string => (isOfflineGrant(grantId) ? grantId.slice(OFFLINE.length) : grantId)
const offlineOf = (grantId: string): string => OFFLINE + onlineOf(grantId)

const exists = (issuer: Issuer, grantId: string): boolean => issuer.store.get('Grant', grantId) !== undefined

export const hasExpired = (issuer: Issuer, record: StoredRecord): boolean =>
  record.exp !== undefined && record.exp <= seconds(issuer)

/** Whether the browser session behind a code or token still lives. */
export const sessionLives = (issuer: Issuer, record: StoredRecord): boolean => {
  const session = record.sessionUid === undefined ? undefined : issuer.store.byUid('Session', record.sessionUid)
  return session?.accountId !== undefined && !hasExpired(issuer, session)
}

/** Whether the client still has its place there, online or offline as the token was asked for. */
export const grantLives = (issuer: Issuer, record: StoredRecord): boolean =>
  record.grantId !== undefined && exists(issuer, record.grantId)

/** Whether anything of a login is left that an access token can rest on. */
export const loginLives = (issuer: Issuer, record: StoredRecord): boolean => {
  const { grantId } = record
  if (grantId === undefined) return false
  const online = exists(issuer, onlineOf(grantId)) && sessionLives(issuer, record)
  return online || exists(issuer, offlineOf(grantId))
}

/** Whether what a token rests on is still there; `typ` is its own claim. */
export const groundsLive = (issuer: Issuer, typ: unknown, record: StoredRecord): boolean => {
  if (record.sessionUid === undefined) return true
  if (typ === 'Offline') return grantLives(issuer, record)
  if (typ === 'Refresh') return grantLives(issuer, record) && sessionLives(issuer, record)
  return loginLives(issuer, record)
}

/** A client loses its place; what it holds offline stays. */
export const detach = (issuer: Issuer, grantId: string | undefined): void => {
  if (grantId !== undefined) issuer.store.delete('Grant', grantId)
}

const hasOtherClients = (issuer: Issuer, session: StoredRecord): boolean =>
  Object.values(session.authorizations ?? {}).some(
    (place) => place?.grantId !== undefined && exists(issuer, place.grantId),
  )

/**
 * A client gives a user up: it leaves all of their sessions, and those in which nobody else is end with it.
 */
export const leave = (issuer: Issuer, accountId: string, clientId: string, { offline }: { offline: boolean }): void => {
  const { store } = issuer
  for (const session of [...store.all('Session')]) {
    const place = clientSessionIdOf(session.uid ?? '', clientId)
    if (session.accountId !== accountId || !exists(issuer, place)) continue
    detach(issuer, place)
    if (session.jti !== undefined && !hasOtherClients(issuer, session)) store.delete('Session', session.jti)
  }
  if (!offline) return
  for (const place of [...store.all('Grant')]) {
    const { jti = '' } = place
    if (isOfflineGrant(jti) && place.accountId === accountId && place.clientId === clientId) detach(issuer, jti)
  }
}

/** The session that goes by this identifier on the wire, or went by it before it left offline places behind. */
export const sessionUidOf = (issuer: Issuer, sid: string): string | undefined => {
  const uid = issuer.store.byUuid('Session', sid)?.record.uid
  if (uid !== undefined) return uid
  for (const { sessionUid } of issuer.store.all('Grant')) {
    if (sessionUid !== undefined && issuer.sidOf(sessionUid) === sid) return sessionUid
  }
  return undefined
}

/** The place that a session and a client name on the wire, of which only the second may be wrong. */
export const placeNamed = (issuer: Issuer, sessionUid: string, clientUuid: string): string | undefined => {
  for (const clientId of issuer.clients.keys()) {
    if (uuidOf(clientId) === clientUuid) return clientSessionIdOf(sessionUid, clientId)
  }
  return undefined
}

/** Puts tokens of a login with offline_access where the end of the browser session does not reach them. */
export const moveOffline = (
  issuer: Issuer,
  { grantId, sessionUid }: StoredRecord,
  tokens: readonly [model: string, id: string][],
): void => {
  const { store } = issuer
  if (grantId === undefined) return
  const id = offlineOf(grantId)
  const place = store.get('Grant', grantId)
  const lifetime = (place?.exp ?? 0) - seconds(issuer)
  if (place && !isOfflineGrant(grantId)) store.put('Grant', id, { ...place, jti: id, sessionUid }, lifetime)
  for (const [model, token] of tokens) store.moveToGrant(model, token, id)
}

/** The engine wants a place in a session to issue from, even where an armed fault has overlooked that either has gone. */
export const ensurePlace = (issuer: Issuer, record: StoredRecord): void => {
  const { grantId, accountId, clientId, scope, sessionUid } = record
  const now = seconds(issuer)
  const rests = grantId !== undefined && sessionUid !== undefined && !isOfflineGrant(grantId)
  const session = rests ? issuer.store.byUid('Session', sessionUid) : undefined
  if (session && hasExpired(issuer, session)) session.exp = now + 60
  if (grantId === undefined || exists(issuer, grantId)) return
  const place = { jti: grantId, kind: 'Grant', accountId, clientId, openid: { scope }, iat: now, exp: now + 3600 }
  issuer.store.put('Grant', grantId, place, 3600)
}
