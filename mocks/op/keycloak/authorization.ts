import { type Call, type Reply, withHeaders } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { acceptRequest } from './accept-request.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { authSessionOf, type BrowserSession, hashCookies, newAuthSessionCookies, sessionOf } from './cookies.ts'
import { asksForLogin, forEngine } from './engine-request.ts'
import { orImpostor } from './impostor.ts'
import { newRoot, type PendingLogins } from './pending.ts'
import { proceed } from './proceed.ts'
import { readIdToken } from './read-token.ts'
import { restartCookie } from './restart-cookie.ts'

/** Keycloak does not look at the hint of an authorization request; a provider by the book does. */
const isMeant = (issuer: Issuer, { client, sent }: AuthorizationRequest, session: BrowserSession): boolean => {
  if (issuer.faults.behaviour('idTokenHint', client.clientId) !== 'honoured') return true
  const hint = readIdToken(issuer, sent?.get('id_token_hint') ?? '')
  return hint === undefined || hint.claims.sub === session.accountId
}

const signedIn = (issuer: Issuer, call: Call, request: AuthorizationRequest): BrowserSession | undefined => {
  if (issuer.faults.behaviour('ignoreSession', request.client.clientId) === true) return undefined
  const session = sessionOf(issuer, call)
  return session && isMeant(issuer, request, session) ? session : undefined
}

/** Older versions take what stands between two ampersands for a parameter without a name, and two for a repeated one. */
const withNameless = (issuer: Issuer, { query, target }: Call): URLSearchParams => {
  // To newer ones a semicolon separates as an ampersand does.
  if (issuer.dialect.switches.semicolonsSeparate === true && target.includes(';')) {
    return new URLSearchParams(target.slice(target.indexOf('?')).replaceAll(';', '&'))
  }
  const nameless = (target.split('?')[1] ?? '').split('&').filter((part) => part === '')
  if (query.size === 0 || issuer.dialect.switches.countsNameless !== true) return query
  return new URLSearchParams([...query, ...nameless.map(() => ['', ''])])
}

/** GET and form POST alike. */
export const authorize = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const given = call.method === 'POST' ? (call.form ?? new URLSearchParams()) : withNameless(issuer, call)
  const request = acceptRequest(issuer, given)
  if ('status' in request) return request
  const session = signedIn(issuer, call, request)
  const engine = await issuer.engine()
  const sent = forEngine(issuer, request)
  // To Keycloak `none login` asks for a new login, which must not be shown.
  const known = sent.prompt === 'none' && asksForLogin(issuer, request) ? undefined : session?.id
  const outcome = await orImpostor(issuer, engine, request, sent, known)
  const root = authSessionOf(call) ?? newRoot()
  const context = { request, root, hadSession: session !== undefined, authenticated: false }
  const reply = await proceed(issuer, logins, outcome, context)
  const done = outcome.kind === 'response' && outcome.params.error === undefined
  const memory =
    outcome.kind === 'interaction' || (done && sent.prompt !== 'none') ? restartCookie(issuer, request) : []
  return withHeaders(reply, [
    ...(done ? hashCookies(issuer, root) : newAuthSessionCookies(issuer, call, root)),
    ...memory,
  ])
}
