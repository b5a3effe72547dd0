import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { type Html, html } from '../pages/html.ts'
import { worded } from '../refusal.ts'

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0 auto;max-width:26rem;padding:2rem 1rem}
header p{margin:0;font-size:.875rem}h1{font-size:1.25rem}label,input{display:block;width:100%;box-sizing:border-box}
input{padding:.5rem;margin:.25rem 0 1rem;font:inherit;border:1px solid #767676;border-radius:4px}
button,input[type=submit]{padding:.5rem 1rem;font:inherit;border:1px solid #1a4f8b;border-radius:4px;background:#1a4f8b;color:#fff;cursor:pointer;width:auto}
button.secondary,input.secondary{background:transparent;color:inherit}.error{border-left:4px solid #c00;padding-left:.75rem}:focus-visible{outline:3px solid #6aa9ff;outline-offset:2px}`

/** Headers of Keycloak's pages; the policy is stricter than theirs in what it lets the page load. */
const PAGE_HEADERS = [
  ['Referrer-Policy', 'no-referrer'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['X-Robots-Tag', 'none'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "frame-src 'self'; frame-ancestors 'self'; object-src 'none';"],
  ['X-XSS-Protection', '1; mode=block'],
  ['Content-Language', 'en'],
  ['Content-Type', 'text/html;charset=utf-8'],
] as const

/** An answer without a body is taken for a page: its headers are those of pages, less what describes the text. */
export const EMPTY_HEADERS = PAGE_HEADERS.filter(([name]) => !name.startsWith('Content-') || name.endsWith('Policy'))

export const UNCACHED = ['Cache-Control', 'no-store, must-revalidate, max-age=0'] as const

export const page = (
  issuer: Issuer,
  status: number,
  heading: string,
  body: Html,
  headers: Reply['headers'] = [],
): Reply => {
  const title = worded(issuer.dialect.texts['login.title'] ?? '', { realm: issuer.profile.title })
  const document = html`<!DOCTYPE html>
<html lang="en" class="login-pf">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex, nofollow">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<header id="kc-header"><p id="kc-header-wrapper">${issuer.profile.title}</p>
<p>Test provider playing <code>${issuer.profile.id}</code>: no real account works here.</p></header>
<main id="kc-content">
<h1 id="kc-page-title">${heading}</h1>
${body}
</main>
</body>
</html>
`
  return { status, headers: [...PAGE_HEADERS, ...headers], body: document.html }
}

const messages = new WeakMap<Reply, string>()

/** What an error page says; undefined of anything else. */
export const messageOf = (reply: Reply): string | undefined => messages.get(reply)

export const errorPage = (issuer: Issuer, status: number, message: string): Reply => {
  const reply = page(
    issuer,
    status,
    issuer.dialect.texts['error.title'] ?? '',
    html`<div id="kc-error-message"><p class="instruction">${message}</p></div>`,
  )
  messages.set(reply, message)
  return reply
}

/** A form that submits itself, as OAuth 2.0 Form Post Response Mode asks for; works by a button without scripts. */
export const formPostPage = (
  issuer: Issuer,
  action: string,
  params: readonly (readonly [string, string])[],
  headers: Reply['headers'],
): Reply => ({
  status: 200,
  headers: [
    ['Content-Type', issuer.dialect.switches.formPostCharset === true ? 'text/html;charset=UTF-8' : 'text/html'],
    ['Referrer-Policy', 'no-referrer'],
    ['X-Content-Type-Options', 'nosniff'],
    ...headers,
  ],
  body: html`<HTML><HEAD><TITLE>${issuer.dialect.texts['form-post.title']}</TITLE></HEAD><BODY Onload="document.forms[0].submit()">
<FORM METHOD="POST" ACTION="${action}">
${params.map(([name, value]) => html`<INPUT TYPE="HIDDEN" NAME="${name}" VALUE="${value}" />\n`)}
<NOSCRIPT><P>Press the button to go on.</P><INPUT name="continue" TYPE="SUBMIT" VALUE="CONTINUE" /></NOSCRIPT>
</FORM></BODY></HTML>`.html,
})
