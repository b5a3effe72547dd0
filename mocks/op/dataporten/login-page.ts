import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { organisationAt } from './hints.ts'
import { alert, button, form, page, text } from './pages.ts'
import type { PendingLogin } from './pending.ts'
import type { BrowserSession } from './session.ts'
import { addressOf } from './urls.ts'

export interface LoginAttempt {
  readonly failed?: string
  readonly username?: string
}

/** The login at one organisation; where a user is expected the name is there already, and may be changed. */
export const loginPage = (
  issuer: Issuer,
  session: BrowserSession,
  { id, request, choice }: PendingLogin,
  { failed, username = choice?.expected ?? '' }: LoginAttempt = {},
): Reply => {
  const organisation = organisationAt(issuer, choice?.realm)
  const client = issuer.clients.get(request.clientId)?.title ?? request.clientId
  const label = organisation?.kind === 'idporten' ? 'login.username-idporten' : 'login.username'
  const described = failed === undefined ? undefined : html` aria-describedby="alert"`
  const body = html`<label for="username">${text(issuer, label)}</label>
<input type="text" id="username" name="username" value="${username}" autocomplete="username" autocapitalize="off" spellcheck="false" required${described}${username === '' ? html` autofocus` : undefined}>
<label for="password">${text(issuer, 'login.password')}</label>
<input type="password" id="password" name="password" autocomplete="current-password" required${described}${username === '' ? undefined : html` autofocus`}>
<button name="step" value="login">${text(issuer, 'login.submit')}</button>
<button class="secondary" name="step" value="change" formnovalidate>${text(issuer, 'login.change')}</button>`
  return page(
    issuer,
    200,
    text(issuer, 'login.title', { organisation: organisation?.title ?? text(issuer, 'page.server') }),
    html`<p>${text(issuer, 'login.for', { client })}</p>
${alert(failed)}
${form(addressOf('login', id), { verifier: session.verifier, login: id }, body)}`,
  )
}

/** What a test user has at hand needs no typing. */
export const factorPage = (issuer: Issuer, session: BrowserSession, { id, request }: PendingLogin): Reply => {
  const client = issuer.clients.get(request.clientId)?.title ?? request.clientId
  return page(
    issuer,
    200,
    text(issuer, 'factor.title'),
    html`<p>${text(issuer, 'factor.text', { client })}</p>
${form(
  addressOf('factor', id),
  { verifier: session.verifier, login: id },
  html`${button('second-factor', 'yes', text(issuer, 'factor.confirm'))}
${button('give-up', 'yes', text(issuer, 'factor.cancel'), 'secondary')}`,
)}`,
  )
}
