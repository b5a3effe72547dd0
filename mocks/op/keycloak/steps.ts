import type { Reply } from '#mocks/wire/message.ts'
import type { SessionState } from '../engine-api.ts'
import { uuidOf } from '../identifiers.ts'
import { type Issuer, seconds } from '../issuer.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { consentTexts } from './consent-texts.ts'
import { identityCookies } from './cookies.ts'
import { approve } from './device-decision.ts'
import { consentPage, loginPage } from './pages.ts'
import { formAction, keep, type Pending, type PendingLogins } from './pending.ts'
import { deliverSuccess } from './respond.ts'
import { fromEngine } from './scopes.ts'
import { accessToken, type Grounds, idToken } from './tokens.ts'

/** The page that the engine's interaction asks for. */
export const show = (
  issuer: Issuer,
  logins: PendingLogins,
  waiting: Omit<Pending, 'formCode'>,
  message?: { readonly error?: string; readonly username?: string },
): Reply => {
  const pending = keep(logins, waiting)
  const { request, interaction } = pending
  if (interaction.prompt === 'consent') {
    const asks = consentTexts(issuer, request.scope)
    const action = formAction(issuer, 'consent', pending)
    const { title } = request.client
    // Devices are asked about by name where their scopes have nothing to show.
    const shown = asks.length > 0 || request.device === undefined ? asks : [title]
    return consentPage(issuer, { action, code: pending.formCode, client: title, asks: shown })
  }
  const known = interaction.accountId === undefined ? undefined : issuer.people.get(interaction.accountId)?.username
  return loginPage(issuer, {
    action: formAction(issuer, 'authenticate', pending),
    username: message?.username ?? known ?? request.loginHint,
    error: message?.error,
    fixedUser: known !== undefined,
  })
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

/** The user is signed in and has agreed: back to the client, with the cookies that say so. */
export const succeed = (
  issuer: Issuer,
  context: Pick<Pending, 'request' | 'authenticated'>,
  given: Readonly<Record<string, string>>,
  session: SessionState | undefined,
): Reply => {
  if (!session) throw new Error('the engine answered without a session')
  if (given.code) remember(issuer, given.code, context)
  const { device } = context.request
  if (device !== undefined && given.code) return approve(issuer, device, given.code, session)
  const params = frontChannel(issuer, context, given, session)
  return deliverSuccess(issuer, context.request, issuer.sidOf(session.uid), params, identityCookies(issuer, session))
}
