import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { type Html, html } from '../pages/html.ts'
import { worded } from '../refusal.ts'
import { consentTexts } from './consent-texts.ts'
import { consentAction, continueUrl, loginAction, restartUrl } from './login-urls.ts'
import { page, UNCACHED } from './pages.ts'
import type { Pending } from './pending.ts'

export interface LoginMessage {
  readonly error?: string
  readonly username?: string
}

const userField = (issuer: Issuer, value: string, invalid: string): Html =>
  html`<label for="username">${issuer.dialect.texts['login.username']}</label>
<input id="username" name="username" value="${value}" type="text" autocomplete="username" autofocus aria-invalid="${invalid}">`

/** Somebody who is signed in proves it once more: under no other name. */
const attemptedUser = (issuer: Issuer, pending: Pending, username: string): Html => {
  const { texts } = issuer.dialect
  return html`<p id="kc-username"><span id="kc-attempted-username">${username}</span>
<a id="reset-login" href="${restartUrl(issuer, pending)}">${texts['login.restart']}</a></p>
<p class="alert-info kc-feedback-text">${texts['login.reauthenticate']}</p>`
}

export const loginPage = (
  issuer: Issuer,
  pending: Pending,
  { error, username }: LoginMessage,
  headers: Reply['headers'],
): Reply => {
  const { texts, switches } = issuer.dialect
  const { interaction, request } = pending
  const known = interaction.accountId === undefined ? undefined : issuer.people.get(interaction.accountId)?.username
  const invalid = error === undefined ? '' : 'true'
  const errorId = String(switches.loginErrorId)
  const body = html`<form id="kc-form-login" action="${loginAction(issuer, pending)}" method="post">
${error === undefined ? undefined : html`<p id="${errorId}" class="error kc-feedback-text" role="alert">${error}</p>`}
${known === undefined ? userField(issuer, username ?? request.loginHint ?? '', invalid) : attemptedUser(issuer, pending, known)}
<label for="password">${texts['login.password']}</label>
<input id="password" name="password" type="password" autocomplete="current-password" aria-invalid="${invalid}">
<input type="hidden" id="id-hidden-input" name="credentialId" value="">
<input name="login" id="kc-login" type="submit" value="${texts['login.submit']}">
</form>`
  return page(issuer, 200, texts['login.heading'] ?? '', body, [UNCACHED, ...headers])
}

export const consentPage = (issuer: Issuer, pending: Pending): Reply => {
  const { texts } = issuer.dialect
  const { client, scope, device } = pending.request
  const asks = consentTexts(issuer, scope)
  // Devices are asked about by name where their scopes have nothing to show.
  const shown = asks.length > 0 || device === undefined ? asks : [client.title]
  const body = html`<div id="kc-oauth"><p>${texts['consent.question']}</p>
<ul>${shown.map((ask) => html`<li>${ask}</li>`)}</ul>
<form action="${consentAction(issuer, pending)}" method="post">
<input type="hidden" name="code" value="${pending.formCode}">
<input name="accept" id="kc-login" type="submit" value="${texts['consent.accept']}">
<input class="secondary" name="cancel" id="kc-cancel" type="submit" value="${texts['consent.cancel']}">
</form></div>`
  return page(issuer, 200, worded(texts['consent.title'] ?? '', { client: client.title }), body, [UNCACHED])
}

/** For a form of a step that the login has left. */
export const expiredPage = (issuer: Issuer, pending: Pending): Reply => {
  const { texts } = issuer.dialect
  const link = texts['expired.link']
  const body = html`<p id="instruction1" class="instruction">${texts['expired.restart']}
<a id="loginRestartLink" href="${restartUrl(issuer, pending)}">${link}</a>.<br>
${texts['expired.continue']} <a id="loginContinueLink" href="${continueUrl(issuer, pending)}">${link}</a>.</p>`
  return page(issuer, 200, texts['expired.title'] ?? '', body, [UNCACHED])
}
