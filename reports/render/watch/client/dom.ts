/** It runs in the reader's browser: functions only, and nothing from outside but types. Text becomes text, never markup. */

export type Child = string | number | Node | undefined | readonly Child[]

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** What nobody can see, or what moves the text around it, is spelled out; what is endless is cut. */
export function plain(text: string, most = 4000): string {
  const short = text.length <= most ? text : `${text.slice(0, most)} … (${text.length} characters)`
  const unseen = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\n\t]]/gv
  return short.toWellFormed().replace(unseen, (each) => `\\u{${each.codePointAt(0)?.toString(16)}}`)
}

export function fill(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined) continue
    if (typeof child === 'object' && !(child instanceof Node)) fill(element, child)
    else element.append(child instanceof Node ? child : plain(String(child)))
  }
}

/** `tag.class.other`, attributes, and what stands in it. */
export function el(name: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  const [tag = 'div', ...classes] = name.split('.')
  const element = document.createElement(tag)
  if (classes.length > 0) element.className = classes.join(' ')
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : String(value))
  }
  fill(element, children)
  return element
}

export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found as E
}

export function button(title: string, act: () => void, className = ''): HTMLElement {
  const made = el('button', { type: 'button', class: className || undefined }, title)
  made.addEventListener('click', act)
  return made
}

/** A verdict by its shape, and a word for those who cannot see it. */
export function mark(verdict: string, word: string): HTMLElement {
  return el(`span.mark-box.${verdict}`, {}, el('i.mark', { 'aria-hidden': 'true' }), el('span.unseen', {}, `${word} `))
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** By the reader's own clock. */
export function timeOf(at: number): string {
  return new Date(at).toTimeString().slice(0, 8)
}
