import { STATUS_CODES } from 'node:http'
import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { type Html, html } from '../pages/html.ts'
import { worded } from '../refusal.ts'

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0 auto;max-width:34rem;padding:2rem 1rem}
header p{margin:0;font-size:.875rem}h1{font-size:1.25rem}fieldset{margin:1rem 0;border:1px solid #767676;border-radius:4px}
label{display:block}input[type=text],input[type=password]{display:block;width:100%;box-sizing:border-box;padding:.5rem;margin:.25rem 0 1rem;font:inherit;border:1px solid #767676;border-radius:4px}
input[type=submit]{padding:.5rem 1rem;font:inherit;border:1px solid #1a4f8b;border-radius:4px;background:#1a4f8b;color:#fff;cursor:pointer}
input.secondary{background:transparent;color:inherit}.error{border-left:4px solid #c00;padding-left:.75rem}code{overflow-wrap:anywhere}:focus-visible{outline:3px solid #6aa9ff;outline-offset:2px}`

export const text = (issuer: Issuer, name: string, values?: Readonly<Record<string, string>>): string =>
  worded(issuer.dialect.texts[name] ?? '', values)

export const page = (issuer: Issuer, status: number, title: string, body: Html): Reply => {
  const server = text(issuer, 'page.server')
  const document = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${text(issuer, 'page.title', { server, title })}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<header><p>${server}: ${issuer.profile.title}</p>
<p>Test provider playing <code>${issuer.profile.id}</code>: no real account works here.</p></header>
<main>
${body}
</main>
</body>
</html>
`
  return {
    status,
    headers: [
      ['Content-Language', 'en'],
      ['Content-Type', 'text/html;charset=utf-8'],
    ],
    body: document.html,
  }
}

/** Where a login ends that began nowhere. */
export const homePage = (issuer: Issuer): Reply =>
  page(issuer, 200, text(issuer, 'home.title'), html`<h1>${text(issuer, 'home.heading')}</h1>`)

export interface Trouble {
  /** The code of an error that has one. */
  readonly error?: string
  readonly message: string
}

export const errorPage = (issuer: Issuer, status: number, { error, message }: Trouble): Reply => {
  const broken = error !== undefined && status === 500
  const named = broken ? `${error} (500)` : (error ?? `${status} ${STATUS_CODES[status] ?? ''}`)
  return page(
    issuer,
    status,
    text(issuer, 'error.title'),
    html`<h1><span>${text(issuer, 'error.title')}</span> <span class="text-error">${named}</span></h1>
<p>${text(issuer, 'error.message')}</p>
<blockquote class="text-error"><b>${message}</b></blockquote>`,
  )
}

export const alert = (message: string | undefined): Html | undefined =>
  message === undefined ? undefined : html`<p class="error alert" role="alert">${message}</p>`

/** The hidden field that proves a form to be of this session. */
export const csrfField = (csrf: string): Html => html`<input type="hidden" name="_csrf" value="${csrf}">`

/** Two buttons, and the field in which a script says which of them was pressed: the buttons' names tell the provider nothing. */
export const decision = (issuer: Issuer): Html => {
  const sets = (value: boolean) => `document.getElementById('user_oauth_approval').value='${value}'`
  return html`<input id="user_oauth_approval" name="user_oauth_approval" value="true" type="hidden">
<input name="authorize" value="${text(issuer, 'approve.authorize')}" type="submit" onclick="${sets(true)}">
<input class="secondary" name="deny" value="${text(issuer, 'approve.deny')}" type="submit" onclick="${sets(false)}">`
}

/** What a scope lets a client do, in the words of the software, of the profile, or by its name. */
export const scopeText = (issuer: Issuer, scope: string): string =>
  issuer.dialect.texts[`scope.${scope}`] ?? issuer.profile.scopes[scope]?.consent ?? scope
