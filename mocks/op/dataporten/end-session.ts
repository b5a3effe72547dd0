import type { Client } from '#fixtures/schema/client.ts'
import { decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { endpointUrl, type Issuer } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { answerOf, looking, type Refusal } from '../refusal.ts'
import { refused } from './answers.ts'
import { publishedKeys } from './key-names.ts'
import { button, form, page, text } from './pages.ts'
import { formOf, type Params, parametersOf } from './parameters.ts'
import { redirect } from './redirects.ts'
import { type BrowserSession, endSession, isLoggedIn, openSession, withCookie } from './session.ts'
import { isOwnForm } from './steps.ts'

/** The client of an ID token of ours, however old. */
const clientOfHint = (issuer: Issuer, hint: string): Client | undefined => {
  const jwt = decodeJwt(hint)
  if (!jwt) return undefined
  const genuine =
    publishedKeys(issuer).some((key) => verifiesRs256(jwt, key.publicKey)) && jwt.claims.iss === issuer.issuer
  const audience = jwt.claims.aud
  const client = typeof audience === 'string' ? issuer.clients.get(audience) : undefined
  const look = looking(issuer, client?.clientId)
  const exp = Number(jwt.claims.exp)
  const tooOld = issuer.faults.behaviour('logoutHint', client?.clientId) === 'unexpired' && exp * 1000 <= issuer.now()
  return look('logout.hint-invalid', !genuine || tooOld) ? undefined : client
}

const goodbye = (issuer: Issuer): Reply =>
  page(issuer, 200, text(issuer, 'logout.done-title'), html`<p>${answerOf(issuer, 'logout.done').description}</p>`)

const ended = (issuer: Issuer, session: BrowserSession, clientId: string | undefined): BrowserSession => {
  if (issuer.faults.behaviour('logout', clientId) === 'forgets') return session
  endSession(issuer, session)
  return openSession(issuer, session.known)
}

const question = (issuer: Issuer, session: BrowserSession): Reply =>
  page(
    issuer,
    200,
    text(issuer, 'logout.title'),
    html`<p>${answerOf(issuer, 'logout.confirm').description}</p>
${form(
  endpointUrl(issuer, 'endSession') ?? '',
  { verifier: session.verifier },
  html`${button('confirm', 'yes', text(issuer, 'logout.submit'))}
${button('stay', 'yes', text(issuer, 'logout.stay'), 'secondary')}`,
)}`,
  )

const farewell = (issuer: Issuer, params: Params, client: Client | undefined): Reply => {
  const uri = params.get('post_logout_redirect_uri') || undefined
  if (uri === undefined) return goodbye(issuer)
  const state = params.get('state')
  const lost = issuer.faults.behaviour('logoutState', client?.clientId) === 'lost'
  if (state === undefined || lost) return redirect(uri)
  return redirect(`${uri}${uri.includes('?') ? '&' : '?'}state=${encodeURIComponent(state.toWellFormed())}`)
}

const refusalFor = (issuer: Issuer, params: Params, client: Client | undefined): Refusal | undefined => {
  const [hint, uri] = [params.get('id_token_hint') || undefined, params.get('post_logout_redirect_uri') || undefined]
  const look = looking(issuer, client?.clientId)
  const other = params.get('client_id') || undefined
  return (
    look('logout.redirect-uri-alone', uri !== undefined && hint === undefined) ??
    look('logout.hint-invalid', hint !== undefined && client === undefined) ??
    look('logout.hint-other-client', other !== undefined && client !== undefined && other !== client.clientId) ??
    look(
      'logout.redirect-uri-invalid',
      uri !== undefined && hint !== undefined && client?.postLogoutRedirectUris.includes(uri) !== true,
    )
  )
}

/** Ends the session at Feide, and no other: by an ID token at once, without one only when the user says so. */
export const endSessionEndpoint = (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
  const params = parametersOf(call)
  const form = formOf(call)
  if (form.has('confirm') || form.has('stay')) return decide(issuer, form, session)
  const hint = params.get('id_token_hint') || undefined
  const client = hint === undefined ? undefined : clientOfHint(issuer, hint)
  const refusal = refusalFor(issuer, params, client)
  if (refusal) return refused(issuer, refusal)
  const asks = looking(issuer, client?.clientId)('logout.confirm', hint === undefined && isLoggedIn(session))
  if (asks) return question(issuer, session)
  return withCookie(issuer, ended(issuer, session, client?.clientId), farewell(issuer, params, client))
}

const decide = (issuer: Issuer, params: Params, session: BrowserSession): Reply => {
  if (!isOwnForm(params, session)) return refused(issuer, { condition: 'http.csrf-missing' })
  if (!params.has('confirm')) {
    return page(issuer, 200, text(issuer, 'logout.stays-title'), html`<p>${text(issuer, 'logout.stays')}</p>`)
  }
  return withCookie(issuer, ended(issuer, session, undefined), goodbye(issuer))
}

/** The address of old, without parameters and without a question. */
export const logOutHere = (issuer: Issuer, _call: Call, session: BrowserSession): Reply =>
  withCookie(issuer, ended(issuer, session, undefined), goodbye(issuer))
