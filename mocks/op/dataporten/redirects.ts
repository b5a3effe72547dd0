import { createHash } from 'node:crypto'
import { bendParams } from '#mocks/faults/bend.ts'
import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { html } from '../pages/html.ts'
import { answerOf, errorOf, type Refusal, unlessReplaced } from '../refusal.ts'
import { errorUri, refused } from './answers.ts'
import { page, text } from './pages.ts'

export type Carrier = 'query' | 'fragment' | 'form_post'
export type Pairs = readonly (readonly [name: string, value: string])[]

/** Where a client may be told something. */
export interface Destination {
  readonly redirectUri: string
  readonly clientId: string
  readonly carrier: Carrier
  readonly state?: string
}

/** What no header may hold. */
const escaped = (uri: string): string => uri.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent)

export const redirect = (location: string, headers: Reply['headers'] = []): Reply => ({
  status: 302,
  headers: [...headers, ['Cache-Control', 'no-store'], ['Location', escaped(location)]],
})

/** No plus for a blank: some clients take it for one. */
const written = (params: Pairs): string =>
  params.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`).join('&')

const locationOf = (redirectUri: string, fragment: boolean, params: Pairs): string => {
  const [base = '', old] = redirectUri.split(/#(.*)/s)
  if (fragment) return `${base}#${written(params)}`
  return `${base}${base.includes('?') ? '&' : '?'}${written(params)}${old === undefined ? '' : `#${old}`}`
}

const SUBMIT = 'document.forms[0].submit()'
const SUBMIT_HASH = `'sha256-${createHash('sha256').update(SUBMIT).digest('base64')}'`

/** OAuth 2.0 Form Post Response Mode: a form that a script sends; without scripts a button does. */
const formPost = (issuer: Issuer, action: string, params: Pairs): Reply => {
  const shown = page(
    issuer,
    200,
    text(issuer, 'form-post.title'),
    html`<form method="post" action="${action}">
${params.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}<noscript><button>${text(issuer, 'form-post.submit')}</button></noscript>
</form>
<script>${{ html: SUBMIT }}</script>`,
  )
  const headers = shown.headers.map(
    ([name, value]) =>
      [name, name === 'Content-Security-Policy' ? `${value}; script-src ${SUBMIT_HASH}` : value] as const,
  )
  return { ...shown, headers }
}

/** Brings parameters to the client. */
export const deliver = (issuer: Issuer, to: Destination, params: Pairs): Reply => {
  const mode = issuer.faults.behaviour('responseMode', to.clientId)
  const carrier = mode === 'query' || mode === 'fragment' ? mode : to.carrier
  const bent = bendParams(issuer.faults.at('authorization.response', to.clientId), params)
  return carrier === 'form_post'
    ? formPost(issuer, to.redirectUri, bent)
    : redirect(locationOf(to.redirectUri, carrier === 'fragment', bent))
}

/** On a page, or at the redirect URI where there is one to be trusted. */
export const refusedAuthorization = (issuer: Issuer, refusal: Refusal, to: Destination | undefined): Reply => {
  if (answerOf(issuer, refusal.condition).as !== 'redirect' || !to) return refused(issuer, refusal)
  const keepsState = issuer.faults.behaviour('errorState', to.clientId) !== 'lost'
  const state: Pairs = to.state === undefined || !keepsState ? [] : [['state', to.state]]
  const params: Pairs = [...Object.entries(errorOf(issuer, refusal)), ...Object.entries(errorUri(issuer)), ...state]
  return unlessReplaced(issuer, refusal, deliver(issuer, to, params))
}
