import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { answerOf, type Refusal } from '../refusal.ts'
import { acceptRequest } from './accept-request.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { authSessionOf, newAuthSessionCookies, sessionOf } from './cookies.ts'
import { forEngine } from './engine-request.ts'
import { infoPage } from './info-page.ts'
import { loginUrl } from './login-urls.ts'
import { UNCACHED } from './pages.ts'
import { keep, newRoot, type Pending, type PendingLogins } from './pending.ts'
import { proceed } from './proceed.ts'
import { matchesRedirectUri } from './redirect-uris.ts'
import { deliverError, redirect, refusalPage } from './respond.ts'
import { modeFor, responseTypesOf } from './response-mode.ts'
import { remembered } from './restart-cookie.ts'

/** The login of a request from its beginning, whoever is signed in. */
export const restart = async (
  issuer: Issuer,
  logins: PendingLogins,
  call: Call,
  request: AuthorizationRequest,
  note?: Pending['note'],
): Promise<Reply> => {
  const engine = await issuer.engine()
  const outcome = await engine.authorize(forEngine(issuer, request))
  const root = authSessionOf(call) ?? newRoot()
  const context = { request, root, hadSession: sessionOf(issuer, call) !== undefined, authenticated: false }
  if (outcome.kind !== 'interaction') return proceed(issuer, logins, outcome, context)
  const { interaction, session } = outcome
  const pending = keep(logins, { ...context, interaction, session, note })
  return redirect(loginUrl(issuer, pending), [UNCACHED, ...newAuthSessionCookies(issuer, call, root)])
}

interface ClientData {
  readonly ru?: unknown
  readonly rt?: unknown
  readonly st?: unknown
}

const clientDataOf = (call: Call): ClientData => {
  try {
    const data: unknown = JSON.parse(Buffer.from(call.query.get('client_data') ?? '', 'base64url').toString('utf8'))
    return typeof data === 'object' && data !== null ? data : {}
  } catch {
    return {}
  }
}

/** Somebody is signed in, and the form is of a login that is over. Newer versions send the browser back. */
const alreadyLoggedIn = (issuer: Issuer, call: Call): Reply => {
  const refusal: Refusal = { condition: 'authorization.already-logged-in' }
  const answer = answerOf(issuer, refusal.condition)
  const clientId = call.query.get('client_id') ?? ''
  const { ru, rt, st } = clientDataOf(call)
  const uris = issuer.clients.get(clientId)?.redirectUris ?? []
  if (answer.as === 'redirect' && typeof ru === 'string' && matchesRedirectUri(uris, ru)) {
    const responseMode = modeFor(issuer, null, responseTypesOf(String(rt)) ?? new Set())
    const state = typeof st === 'string' ? st : undefined
    return deliverError(issuer, { redirectUri: ru, responseMode, state, clientId }, refusal)
  }
  const text = issuer.dialect.texts['login.already'] ?? ''
  return infoPage(issuer, { status: answer.status ?? 400, heading: text, text }, [UNCACHED])
}

/** The login that a page or form belongs to, or what becomes of a request that belongs to none. */
export const locate = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Pending | Reply> => {
  const root = authSessionOf(call)
  const memory = remembered(issuer, call)
  if (root === undefined && memory === undefined) return refusalPage(issuer, { condition: 'login.cookie-missing' })
  const clientId = call.query.get('client_id') ?? ''
  if (!issuer.clients.has(clientId)) return refusalPage(issuer, { condition: 'login.client-wrong' })
  const pending = root === undefined ? undefined : logins.of(root, call.query.get('tab_id') ?? '')
  if (pending) {
    const same = pending.request.client.clientId === clientId
    return same ? pending : refusalPage(issuer, { condition: 'login.client-wrong' })
  }
  if (sessionOf(issuer, call)) return alreadyLoggedIn(issuer, call)
  if (!memory) return refusalPage(issuer, { condition: 'login.cookie-missing' })
  if (memory.get('client_id') !== clientId) return refusalPage(issuer, { condition: 'login.client-wrong' })
  const request = acceptRequest(issuer, memory)
  return 'status' in request ? request : restart(issuer, logins, call, request, 'login.expired')
}
