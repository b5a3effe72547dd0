import type { Exchange, HttpMessage } from '../../../model.ts'
import { el } from './dom.ts'

/** A request line, or a form, with one parameter to a line; JSON indented. */
export function readable(text: string): string {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.stringify(JSON.parse(text), undefined, 2)
    } catch {
      return text
    }
  }
  return text.replace(/[?&](?=[^=\s]+[= ])/g, (sign) => `\n  ${sign}`)
}

export function message(title: string, { start, headers, body }: HttpMessage): HTMLElement {
  const rows = headers.map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, value)))
  return el(
    'div.message',
    {},
    el('h3', {}, title),
    el('pre.start', { tabindex: 0 }, readable(start)),
    rows.length > 0
      ? el('table.headers', { 'aria-label': `Headers of the ${title.toLowerCase()}` }, el('tbody', {}, rows))
      : undefined,
    body === undefined ? undefined : el('pre.body', { tabindex: 0 }, readable(body)),
  )
}

export function messagesOf({ request, response, durationMs, redacted }: Exchange): readonly HTMLElement[] {
  const replaced = redacted.length > 0 ? ` Replaced: ${redacted.join(', ')}.` : ''
  return [
    message('Request', request),
    ...(response ? [message('Answer', response)] : []),
    el('p.muted.small', {}, `Took ${Math.round(durationMs)} ms.${replaced}`),
  ]
}
