import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { organisationAt } from './hints.ts'
import { button, form, page, text } from './pages.ts'
import type { PendingLogin } from './pending.ts'
import type { LoggedIn } from './session.ts'
import { addressOf } from './urls.ts'

const nameOf = (issuer: Issuer, { accountId }: LoggedIn): string => {
  const person = issuer.people.get(accountId)
  return String(person?.attributes.name ?? person?.username ?? '')
}

const clientOf = (issuer: Issuer, { request }: PendingLogin): string =>
  issuer.clients.get(request.clientId)?.title ?? request.clientId

/** Somebody else was expected: a warning, and the user's to decide. */
export const warningPage = (issuer: Issuer, session: LoggedIn, pending: PendingLogin): Reply => {
  const { expected, realm } = pending.choice ?? {}
  const values = {
    client: clientOf(issuer, pending),
    current: nameOf(issuer, session),
    expected: expected ?? organisationAt(issuer, realm)?.title ?? text(issuer, 'page.server'),
  }
  return page(
    issuer,
    200,
    text(issuer, 'warning.title'),
    html`<p class="warning">${text(issuer, 'warning.text', values)}</p>
${form(
  addressOf('warning', pending.id),
  { verifier: session.verifier, login: pending.id },
  html`${button('proceed', 'yes', text(issuer, 'warning.proceed', values))}
${button('change', 'yes', text(issuer, 'warning.change', values), 'secondary')}`,
)}`,
  )
}

/** The host of a redirect URI that anybody on the way could read; loopback has no way. */
const readableOnTheWay = (redirectUri: string): string | undefined => {
  const url = URL.parse(redirectUri)
  const local = url && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)
  return url?.protocol === 'http:' && !local ? url.host : undefined
}

/** What the service is going to get, before it gets it. */
export const consentPage = (issuer: Issuer, session: LoggedIn, pending: PendingLogin): Reply => {
  const client = clientOf(issuer, pending)
  const { scopes, redirectUri } = pending.request
  const realm = issuer.people.get(session.accountId)?.attributes.home_organisation
  const who = { name: nameOf(issuer, session), organisation: organisationAt(issuer, realm)?.title ?? '' }
  const host = readableOnTheWay(redirectUri)
  return page(
    issuer,
    200,
    text(issuer, 'consent.title', { client }),
    html`<p>${text(issuer, 'consent.who', who)}</p>
<p id="gets">${text(issuer, 'consent.text', { client })}</p>
<ul aria-labelledby="gets">
${scopes.map((scope) => html`<li>${issuer.profile.scopes[scope]?.consent ?? scope}</li>\n`)}</ul>
${host && html`<p class="warning">${text(issuer, 'consent.http', { host })}</p>`}
${form(
  addressOf('consent', pending.id),
  { verifier: session.verifier, login: pending.id },
  html`${button('accept', 'yes', text(issuer, 'consent.accept'))}
${button('cancel', 'yes', text(issuer, 'consent.cancel'), 'secondary')}`,
)}`,
  )
}
