import type { HttpMessage } from '../../model.ts'
import { html, longText, type Markup } from './markup.ts'

const contentType = (message: HttpMessage): string =>
  message.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1].toLowerCase() ?? ''

const asJson = (body: string): string | undefined => {
  if (!/^\s*[[{]/.test(body)) return undefined
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2)
  } catch {
    // A body that claims to be JSON and is none is evidence as it stands.
    return undefined
  }
}

/** JSON indented, a form one parameter to a line; anything else as it came. */
export const readableBody = (message: HttpMessage): string => {
  const { body = '' } = message
  if (contentType(message).includes('x-www-form-urlencoded')) return body.replaceAll('&', '\n&')
  return asJson(body) ?? body
}

/** A request line with one query parameter to a line. */
export const readableStart = (start: string): string => start.replace(/[?&](?=[^=\s]+=)/g, (mark) => `\n  ${mark}`)

const headerRow = ([name, value]: readonly [string, string]): Markup =>
  html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`

/** One message in full, folded. */
export const messageMarkup = (title: string, message: HttpMessage): Markup => {
  const headers =
    message.headers.length > 0
      ? html`<table class="headers" aria-label="Headers"><tbody>${message.headers.map(headerRow)}</tbody></table>`
      : html``
  const body = message.body ? html`<pre class="body" tabindex="0">${longText(readableBody(message))}</pre>` : html``
  return html`<div class="message"><h5>${title}</h5><pre class="start" tabindex="0">${longText(readableStart(message.start))}</pre>${headers}${body}</div>`
}
