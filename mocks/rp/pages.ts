import { type Html, html } from '#mocks/op/pages/html.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import type { Eyes } from './looks.ts'

const HEADERS = [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Cache-Control', 'no-store'],
  ['Referrer-Policy', 'no-referrer'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
] as const

export const page = (status: number, title: string, body: Html, headers: Reply['headers'] = []): Reply => ({
  status,
  headers: [...HEADERS, ...headers],
  body: html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><main><h1>${title}</h1>${body}</main></body></html>
`.html,
})

/** As it is, but for careless services, which tell other sites where their pages are. */
export const telling = (reply: Reply, eyes: Eyes): Reply =>
  eyes.has('referrer-open')
    ? {
        ...reply,
        headers: [...reply.headers.filter(([name]) => name !== 'Referrer-Policy'), ['Referrer-Policy', 'unsafe-url']],
      }
    : reply

export const notFound: Reply = page(404, 'Not found', html`<p><a href="/">Back to the start</a></p>`)

const again = html`<p><a href="/login">Try again</a></p>`

const wordsOf = ({ told }: Refusal, eyes: Eyes): Html => {
  if (told === undefined) return html``
  return html`<p>The issuer says: ${eyes.has('markup-shown') ? { html: told } : told}</p>`
}

/** A refusal is told to the user; anything else is a mistake of ours, and its stack nobody's business. */
export const failurePage = (error: unknown, eyes: Eyes): Reply => {
  const stack = eyes.has('trace-shown') && error instanceof Error ? html`<pre>${error.stack}</pre>` : html``
  if (!(error instanceof Refusal)) {
    return page(500, 'Something went wrong', html`<p>It was not you.</p>${stack}${again}`)
  }
  return page(400, 'You are not signed in', html`<p>${error.message}</p>${wordsOf(error, eyes)}${stack}${again}`)
}
