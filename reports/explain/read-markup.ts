import type { Meter } from './words.ts'

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
}

const decoded = (entity: string, body: string): string => {
  if (!body.startsWith('#')) return named[body] ?? entity
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
}

/** `&#39;` as `'`. MITREid escapes so in JSON, too. */
export const withoutEntities = (text: string): string =>
  text.includes('&') ? text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi, decoded) : text

const looksLikePage = /<(?:!doctype|html|head|body|title|h[1-6]|p|div|span|center|pre)\b/i

export const isPage = (text: string): boolean => looksLikePage.test(text)

/** What is not read out: where the element begins, its end is looked for. */
const silent = /^<(script|style|svg)\b/

/** The text of a page, each element on a line of its own. */
export const pageText = (html: string, meter: Meter): string => {
  const lower = html.toLowerCase()
  const neverClosed = new Set<string>()
  /** Where a silent element that begins at `open` closes; -1 where it does not. */
  const silentUntil = (open: number): number => {
    const name = silent.exec(lower.slice(open, open + 10))?.[1]
    if (name === undefined || neverClosed.has(name)) return -1
    const end = lower.indexOf(`</${name}`, open)
    if (end < 0) neverClosed.add(name)
    return end
  }
  const parts: string[] = []
  let at = 0
  while (at < html.length) {
    meter.steps += 1
    const open = html.indexOf('<', at)
    if (open < 0) break
    parts.push(html.slice(at, open))
    const close = html.indexOf('>', Math.max(open, silentUntil(open)))
    if (close < 0) {
      at = open
      break
    }
    at = close + 1
  }
  return withoutEntities([...parts, html.slice(at)].join('\n'))
}
