import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { type Html, html } from '../pages/html.ts'
import { worded } from '../refusal.ts'

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0 auto;max-width:32rem;padding:2rem 1rem}
header{border-bottom:1px solid #767676;margin-bottom:1.5rem}header p{margin:0 0 .5rem;font-size:.875rem}h1{font-size:1.375rem;margin:0 0 1rem}h2{font-size:1rem;margin:1.5rem 0 .5rem}
label{display:block}input{display:block;width:100%;box-sizing:border-box;padding:.5rem;margin:.25rem 0 1rem;font:inherit;border:1px solid #767676;border-radius:4px}
button{margin:.25rem .25rem .25rem 0;padding:.5rem 1rem;font:inherit;border:1px solid #1a4f8b;border-radius:4px;background:#1a4f8b;color:#fff;cursor:pointer}
button.choice,button.secondary{border-color:#767676;background:transparent;color:inherit}button.choice{display:block;width:100%;text-align:left;overflow-wrap:anywhere}
ul.choices{list-style:none;margin:0;padding:0}ul.choices li{margin:.25rem 0}small{display:block}
.warning{border-left:4px solid #c00;padding-left:.75rem}code,p,li{overflow-wrap:anywhere}:focus-visible{outline:3px solid #6aa9ff;outline-offset:2px}`

/** Nothing is loaded, and nobody may frame a page where people log in or agree. */
const HEADERS = [
  ['Content-Language', 'en'],
  ['Content-Type', 'text/html;charset=utf-8'],
  ['Cache-Control', 'no-store'],
  ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
] as const

export const text = (issuer: Issuer, name: string, values?: Readonly<Record<string, string>>): string =>
  worded(issuer.dialect.texts[name] ?? '', values)

export const page = (issuer: Issuer, status: number, title: string, body: Html): Reply => {
  const server = text(issuer, 'page.server')
  const document = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${text(issuer, 'page.title', { server, title })}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<header><p>${issuer.profile.title}</p>
<p>Test provider playing <code>${issuer.profile.id}</code>: no real account works here.</p></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
  return { status, headers: HEADERS, body: document.html }
}

export const errorPage = (issuer: Issuer, status: number, message: string): Reply =>
  page(issuer, status, text(issuer, 'error.title'), html`<p class="warning" role="alert">${message}</p>`)

export const alert = (message: string | undefined): Html | undefined =>
  message === undefined ? undefined : html`<p class="warning" role="alert" id="alert">${message}</p>`

export const button = (name: string, value: string, label: string, kind?: 'secondary'): Html =>
  html`<button name="${name}" value="${value}"${kind && html` class="${kind}"`}>${label}</button>`

/** A form that only a page of this session can send: its hidden fields say so. */
export const form = (
  action: string,
  hidden: Readonly<Record<string, string>>,
  body: Html,
): Html => html`<form method="post" action="${action}">
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}${body}
</form>`
