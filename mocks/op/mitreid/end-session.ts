import type { Client } from '#fixtures/schema/client.ts'
import { decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { endpointUrl, type Issuer } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { answerOf, looking } from '../refusal.ts'
import { refused } from './answers.ts'
import { isLoggedIn } from './authorization-filter.ts'
import { hasCsrf } from './csrf.ts'
import { publishedKeys } from './key-names.ts'
import { restarted } from './login.ts'
import { csrfField, page, text } from './pages.ts'
import { parametersOf } from './parameters.ts'
import { redirect } from './redirects.ts'
import type { BrowserSession } from './session.ts'

/** The client of an ID token of ours, however old; of everything else nobody. */
const clientOfHint = (issuer: Issuer, hint: string | undefined): Client | undefined => {
  const jwt = hint === undefined ? undefined : decodeJwt(hint)
  if (!jwt) return undefined
  const key = publishedKeys(issuer).find(({ name }) => name === jwt.header.kid)?.key
  const genuine = key !== undefined && verifiesRs256(jwt, key.publicKey) && jwt.claims.iss === issuer.issuer
  const [audience, ...more] = [jwt.claims.aud ?? []].flat()
  const client = typeof audience === 'string' && more.length === 0 ? issuer.clients.get(audience) : undefined
  return looking(issuer, client?.clientId)('logout.hint-invalid', !genuine) ? undefined : client
}

/** The software breaks down over a token that names no audience. */
const isOfNobody = (hint: string | undefined): boolean => {
  const jwt = decodeJwt(hint ?? '')
  return jwt !== undefined && jwt.claims.iss !== undefined && jwt.claims.aud === undefined
}

/** Who has been logged out by this very request reads nothing but the heading. */
type Outcome = 'ended' | 'nobody' | 'stays'

const lastPage = (issuer: Issuer, outcome: Outcome): Reply => {
  const message = {
    ended: undefined,
    nobody: answerOf(issuer, 'logout.done').description,
    stays: text(issuer, 'logout.not-done'),
  }[outcome]
  return page(
    issuer,
    200,
    text(issuer, 'logout.done-title'),
    html`<h1>${text(issuer, 'logout.done-heading')}</h1>
${message && html`<p>${message}</p>`}`,
  )
}

const confirmationPage = (issuer: Issuer, session: BrowserSession, client: Client | undefined): Reply => {
  const body = html`<h1>${text(issuer, 'logout.heading')}</h1>
${client && html`<p>${text(issuer, 'logout.requested', { client: client.title })}</p>`}
<p>${answerOf(issuer, 'logout.confirm').description}</p>
<form action="${endpointUrl(issuer, 'endSession')}" method="POST">
${csrfField(session.csrf)}
<input name="approve" value="${text(issuer, 'logout.submit')}" type="submit">
<input class="secondary" name="deny" value="${text(issuer, 'logout.cancel')}" type="submit">
</form>`
  return page(issuer, 200, text(issuer, 'logout.title'), body)
}

/** To the client, where it has agreed on it; the state is written as it came, and is named even when none came. */
const farewell = (issuer: Issuer, session: BrowserSession, outcome: Outcome): Reply => {
  const headers = outcome === 'ended' ? restarted(issuer, session) : []
  const { redirectUri, state, clientId } = session.logout ?? {}
  const client = issuer.clients.get(clientId ?? '')
  const look = looking(issuer, clientId)
  const agreed = redirectUri !== undefined && client?.postLogoutRedirectUris.includes(redirectUri) === true
  const refusal =
    look('logout.redirect-uri-alone', client === undefined) ??
    look('logout.redirect-uri-invalid', client !== undefined && !agreed)
  if (redirectUri === undefined || refusal) {
    const reply = lastPage(issuer, outcome)
    return { ...reply, headers: [...headers, ...reply.headers] }
  }
  if (issuer.faults.behaviour('logoutState', clientId) === 'lost') return redirect(redirectUri, headers)
  const separator = redirectUri.includes('?') ? '&' : '?'
  return redirect(`${redirectUri}${separator}state${state === undefined ? '' : `=${state}`}`, headers)
}

const ask = (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
  const params = parametersOf(call)
  const client = clientOfHint(issuer, params.get('id_token_hint') || undefined)
  if (isOfNobody(params.get('id_token_hint'))) return refused(issuer, { condition: 'logout.hint-of-nobody' })
  // What came before stays in mind until something else comes.
  session.logout = {
    ...session.logout,
    ...(client ? { clientId: client.clientId } : {}),
    ...(params.get('post_logout_redirect_uri') ? { redirectUri: params.get('post_logout_redirect_uri') } : {}),
    ...(params.get('state') ? { state: params.get('state') } : {}),
  }
  const asks = looking(issuer, client?.clientId)('logout.confirm', isLoggedIn(session))
  if (asks) return confirmationPage(issuer, session, client)
  return farewell(issuer, session, isLoggedIn(session) ? 'ended' : 'nobody')
}

/** Whoever is logged in is asked, and led on whatever the answer is. Tokens stay good. */
export const endSessionEndpoint = (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
  if (call.method !== 'POST') return ask(issuer, call, session)
  const params = parametersOf(call)
  if (!hasCsrf(params, session)) return refused(issuer, { condition: 'http.csrf-missing' })
  const ends =
    Boolean(params.get('approve')) && issuer.faults.behaviour('logout', session.logout?.clientId) !== 'forgets'
  return farewell(issuer, session, ends ? 'ended' : isLoggedIn(session) ? 'stays' : 'nobody')
}

/**
 * The logout that the federation had added, and told its services of: it asks nobody, and goes where `redirect` says.
 * How far it looked at that address is not known; here it has to be one that some client uses.
 */
export const samlLogout = (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
  const wanted = parametersOf(call).get('redirect')
  const known = [...issuer.clients.values()].some(
    ({ redirectUris, postLogoutRedirectUris }) =>
      wanted !== undefined && [...postLogoutRedirectUris, ...redirectUris].includes(wanted),
  )
  const headers = restarted(issuer, session)
  if (wanted !== undefined && known) return redirect(wanted, headers)
  const reply = lastPage(issuer, 'ended')
  return { ...reply, headers: [...headers, ...reply.headers] }
}
