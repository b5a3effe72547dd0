import type { Reply } from '#mocks/wire/message.ts'
import type { SessionState } from '../engine-api.ts'
import { uuidOf } from '../identifiers.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { answerOf } from '../refusal.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { authSessionCookies, identityCookies } from './cookies.ts'
import { approve } from './device-decision.ts'
import { type LoginMessage, loginPage } from './login-pages.ts'
import { continueUrl } from './login-urls.ts'
import { UNCACHED } from './pages.ts'
import { keep, type LoginContext, type Pending, type PendingLogins, type Waiting, waitsForConsent } from './pending.ts'
import { deliverSuccess, redirect } from './respond.ts'
import { fromEngine } from './scopes.ts'
import { accessToken, type Grounds, idToken } from './tokens.ts'

/** The page that the engine's interaction asks for, or the way there. */
export const show = (issuer: Issuer, logins: PendingLogins, waiting: Waiting, message: LoginMessage = {}): Reply => {
  const { note, ...rest } = waiting
  const pending = keep(logins, rest)
  if (waitsForConsent(pending)) return redirect(continueUrl(issuer, pending), [UNCACHED])
  const error = message.error ?? (note && answerOf(issuer, note).description)
  return loginPage(issuer, pending, { ...message, error }, [])
}

/** `0` when the browser was signed in already, as Keycloak tells single sign-on from a login. */
const acrOf = (context: Pick<Pending, 'authenticated'>): string => (context.authenticated ? '1' : '0')

/** Keycloak's codes name the session and the client beside the code itself. */
const codeOnWire = (issuer: Issuer, engineCode: string, sessionUid: string, clientId: string): string =>
  [uuidOf(engineCode), issuer.sidOf(sessionUid), uuidOf(clientId)].join('.')

/** A faulty provider writes into the code what it ought to keep to itself. */
const codeFor = (issuer: Issuer, engineCode: string, { uid }: SessionState, request: AuthorizationRequest): string => {
  const { clientId } = request.client
  const code = codeOnWire(issuer, engineCode, uid, clientId)
  const shows = issuer.faults.behaviour('codeShows', clientId) === 'challenge'
  return shows && request.pkce ? `${code}.${request.pkce.challenge}` : code
}

const remember = (issuer: Issuer, engineCode: string, context: Pick<Pending, 'request' | 'authenticated'>): void => {
  const record = issuer.store.get('AuthorizationCode', engineCode)
  if (!record) return
  const { request } = context
  record.redirectUri = request.redirectUri
  record.redirectUriNamed = request.redirectUriNamed
  record.nonce = request.nonce
  record.acr = acrOf(context)
  record.challenge = request.pkce?.challenge
  record.challengeMethod = request.pkce?.method
}

const frontChannel = (
  issuer: Issuer,
  context: Pick<Pending, 'request' | 'authenticated'>,
  given: Readonly<Record<string, string>>,
  session: SessionState,
): readonly (readonly [string, string])[] => {
  const { request } = context
  const params: (readonly [string, string])[] = []
  const code = given.code && codeFor(issuer, given.code, session, request)
  if (code) params.push(['code', code])
  if (!request.responseTypes.has('id_token') && !request.responseTypes.has('token')) return params
  const iat = seconds(issuer)
  const record = given.access_token ? issuer.store.get('AccessToken', given.access_token) : undefined
  const grounds: Grounds = {
    client: request.client,
    subject: session.accountId ?? '',
    scope: fromEngine(record?.scope) || request.scope,
    session: { uid: session.uid, authTime: session.loginTs ?? iat, acr: acrOf(context) },
    nonce: request.nonce,
  }
  const token = given.access_token
    ? accessToken(issuer, given.access_token, grounds, { iat, exp: record?.exp ?? iat })
    : undefined
  if (request.responseTypes.has('id_token'))
    params.push(['id_token', idToken(issuer, grounds, iat, { accessToken: token, code, state: request.state })])
  if (token)
    params.push(
      ['access_token', token],
      ['token_type', 'Bearer'],
      ['expires_in', String(issuer.profile.lifetimes.accessToken)],
    )
  return params
}

/** Older versions end what else the browser has in progress, and name its logins by the session from here on. */
const closeOthers = (issuer: Issuer, logins: PendingLogins, root: string, sid: string): Reply['headers'] => {
  if (issuer.dialect.switches.tabsEndTogether !== true) return []
  logins.end(root)
  return root === sid ? [] : authSessionCookies(issuer, sid)
}

/** The user is signed in and has agreed: back to the client, with the cookies that say so. */
export const succeed = (
  issuer: Issuer,
  logins: PendingLogins,
  context: LoginContext,
  given: Readonly<Record<string, string>>,
  session: SessionState | undefined,
): Reply => {
  if (!session) throw new Error('the engine answered without a session')
  if (given.code) remember(issuer, given.code, context)
  const { device } = context.request
  if (device !== undefined && given.code) return approve(issuer, device, given.code, session)
  const params = frontChannel(issuer, context, given, session)
  const sid = issuer.sidOf(session.uid)
  const cookies = [...identityCookies(issuer, session), ...closeOthers(issuer, logins, context.root, sid)]
  return deliverSuccess(issuer, context.request, sid, params, cookies)
}
