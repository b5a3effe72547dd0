import { type Html, html } from '#mocks/op/pages/html.ts'
import type { Reply } from '#mocks/wire/message.ts'
import type { Idp } from './state.ts'

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0 auto;max-width:30rem;padding:2rem 1rem}
header p{margin:0;font-size:.875rem}h1{font-size:1.25rem}label,input{display:block;width:100%;box-sizing:border-box}
input{padding:.5rem;margin:.25rem 0 1rem;font:inherit;border:1px solid #767676;border-radius:4px}
input[type=submit]{padding:.5rem 1rem;border:1px solid #1a4f8b;background:#1a4f8b;color:#fff;cursor:pointer;width:auto}
input.secondary{background:transparent;color:inherit}dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
.error{border-left:4px solid #c00;padding-left:.75rem}:focus-visible{outline:3px solid #6aa9ff;outline-offset:2px}`

const HEADERS = [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Cache-Control', 'no-cache, no-store'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"],
] as const

/** Of pages that send themselves on: they carry a script of one line, and a form. */
export const SENT_ON: Reply['headers'] = HEADERS.filter(([name]) => name !== 'Content-Security-Policy')

interface Page {
  readonly status?: number
  readonly heading: string
  readonly body: Html
  readonly headers?: Reply['headers']
}

const page = ({ issuer }: Idp, { status = 200, heading, body, headers = [] }: Page): Reply => ({
  status,
  headers: [...HEADERS, ...headers],
  body: html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex, nofollow">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${heading} - ${issuer.profile.title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<header><p>${issuer.profile.title}</p>
<p>Test identity provider playing <code>${issuer.profile.id}</code>: no real account works here.</p></header>
<main>
<h1>${heading}</h1>
${body}
</main>
</body>
</html>
`.html,
})

interface LoginPage {
  readonly action: string
  /** Of the service, as its metadata have it. */
  readonly service: string
  readonly username?: string
  readonly failed?: boolean
  readonly headers?: Reply['headers']
}

/** The fields have the names of the other login pages of this provider, which drivers of browsers know. */
export const loginPage = (idp: Idp, { action, service, username = '', failed = false, headers }: LoginPage): Reply => {
  const error = failed
    ? html`<p id="input-error" class="error" role="alert">Incorrect username or password.</p>`
    : undefined
  const body = html`<p>A service has asked who you are: <strong>${service}</strong></p>
<form id="kc-form-login" action="${action}" method="post">
${error}
<label for="username">Username or email</label>
<input id="username" name="username" type="text" autocomplete="username" value="${username}" autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password">
<input name="login" id="kc-login" type="submit" value="Sign in">
</form>`
  return page(idp, { heading: 'Sign in to your account', body, ...(headers ? { headers } : {}) })
}

interface ConsentPage {
  readonly action: string
  readonly service: string
  readonly privacy?: string
  /** What would be sent. */
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly headers?: Reply['headers']
}

/** Members of hundreds of groups find the button, too. */
const MOST_SHOWN = 10

export const consentPage = (idp: Idp, { action, service, privacy, attributes, headers }: ConsentPage): Reply => {
  const more = (count: number) => (count > MOST_SHOWN ? html`<dd>and ${count - MOST_SHOWN} more</dd>` : undefined)
  const rows = attributes.map(
    ({ name, values }) =>
      html`<dt>${name}</dt>${values.slice(0, MOST_SHOWN).map((value) => html`<dd>${value}</dd>`)}${more(values.length)}`,
  )
  const policy =
    privacy === undefined
      ? undefined
      : html`<p><a href="${privacy}" rel="noreferrer">Privacy policy of the service</a></p>`
  const body = html`<p>You are about to sign in to <strong>${service}</strong>. It will be told:</p>
<dl>${rows}</dl>
${policy}
<form id="kc-oauth" action="${action}" method="post">
<input name="accept" id="kc-login" type="submit" value="Yes">
<input class="secondary" name="cancel" id="kc-cancel" type="submit" value="No">
</form>`
  return page(idp, { heading: 'Do you agree?', body, ...(headers ? { headers } : {}) })
}

export const errorPage = (idp: Idp, status: number, message: string): Reply =>
  page(idp, {
    status,
    heading: 'We are sorry...',
    body: html`<div id="kc-error-message"><p class="error">${message}</p></div>`,
  })

export const farewellPage = (idp: Idp, partial: boolean, headers: Reply['headers']): Reply =>
  page(idp, {
    heading: 'You are logged out',
    body: partial
      ? html`<p class="error">Some services could not be told: close your browser to be sure.</p>`
      : html`<p>The session here has ended, and so have those at all services that it was used for.</p>`,
    headers,
  })
