import { cut, visible } from '../text.ts'

const raw: unique symbol = Symbol('markup')

/** Text that is HTML already; only this module makes it. */
export interface Markup {
  readonly [raw]: string
}

export type Child = string | number | Markup | undefined | readonly Child[]

/** Longer strings are of no use on a page; what is worth reading in full goes through `longText`. */
const usual = 4000
const long = 60_000

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string, max: number): string =>
  visible(cut(text, max)).replace(/[&<>"']/g, (character) => entities[character] ?? '')

const isMarkup = (child: Child): child is Markup => typeof child === 'object' && raw in child

const rendered = (child: Child): string => {
  if (child === undefined) return ''
  if (typeof child === 'string') return escaped(child, usual)
  if (typeof child === 'number') return String(child)
  return isMarkup(child) ? child[raw] : child.map(rendered).join('')
}

/**
 * The one way to HTML: every value is escaped unless it is markup itself. Attributes are written with double
 * quotes in the template; a URL goes through `link`, so that no scheme of a stranger gets into an `href`.
 */
export const html = (strings: TemplateStringsArray, ...children: readonly Child[]): Markup => {
  const parts = strings.map((part, index) => part + (index < children.length ? rendered(children[index]) : ''))
  return { [raw]: parts.join('') }
}

export const longText = (text: string): Markup => ({ [raw]: escaped(text, long) })

export const markupText = (markup: Markup): string => markup[raw]

/** Our own style and script: text that no result has a part in. It must not close its element. */
export const ownText = (text: string): Markup => {
  if (/<\/(?:style|script)|<!--/i.test(text))
    throw new Error('Style or script of the page would close its own element.')
  return { [raw]: text }
}

export const link = (url: string | undefined, text: Child): Markup =>
  url !== undefined && /^https?:\/\/\S{1,2000}$/i.test(url)
    ? html`<a href="${url}" rel="noreferrer">${text}</a>`
    : html`${text}`
