import { type Notes, notePair, noteStatus } from './facts.ts'
import { withoutEntities } from './read-markup.ts'
import type { Meter } from './words.ts'

/** A name of interest with what parts it from its value: `error=`, `"error" : `, `error => `. */
const pair = /\b(error_description|error|status_?code|http_status|status)\\?["']? {0,4}(?:=>|[=:]) {0,4}/gi

const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '«': '»' }
const longestValue = 500

/** The value that begins at `at`: what is quoted, or what stands there until a comma, a bracket or the line ends. */
const valueAt = (text: string, at: number): string => {
  const start = text[at] === '\\' ? at + 1 : at
  const close = quotes[text[start] ?? '']
  const stretch = text.slice(close === undefined ? start : start + 1, start + longestValue)
  const end = close === undefined ? stretch.search(/[,;&)\]}\n]/) : stretch.search(new RegExp(`\\\\?${close}`))
  return end < 0 ? stretch : stretch.slice(0, end)
}

/** `error="invalid_token"` in headers, maps and events. A bare code ends at a blank, a description does not. */
const readPairs = (notes: Notes, text: string, meter: Meter): void => {
  let read = 0
  for (const { 0: head, 1: name = '', index } of text.matchAll(pair)) {
    meter.steps += 1
    const at = index + head.length
    if (index < read) continue
    const value = valueAt(text, at)
    read = at + value.length
    const quoted = quotes[text[at] === '\\' ? (text[at + 1] ?? '') : (text[at] ?? '')] !== undefined
    const isCode = name.toLowerCase() === 'error' && !quoted
    notePair(notes, name, isCode ? (/^[\w.-]+/.exec(value)?.[0] ?? '') : withoutEntities(value))
    if (!isCode) notes.texts.add(withoutEntities(value))
  }
}

/** Ways in which a line tells a status. */
const statuses: readonly RegExp[] = [
  /\bHTTP\/\d(?:\.\d)?"? +([2-5]\d\d)\b/gi,
  /\b(?:status|code|status ?code|response|responded with|returned|got|error|http)(?: (?:code|of|is))?[ :=("[]{1,3}([45]\d\d)\b/gi,
  /\b([45]\d\d) (?:bad request|unauthorized|forbidden|not found|method not|not acceptable|uri too|request-uri too|request header|too many|internal server|not implemented|bad gateway|service unavailable|gateway time|client error|server error)/gi,
]

const header = /^[<>*\s]{0,4}([a-z][a-z0-9-]{1,40}): /gim

/** What lines of logs and of raw HTTP tell. */
export const readLines = (notes: Notes, text: string, meter: Meter): void => {
  readPairs(notes, text, meter)
  for (const kind of statuses) {
    for (const [, status = ''] of text.matchAll(kind)) {
      meter.steps += 1
      noteStatus(notes, status)
    }
  }
  for (const [, name = ''] of text.matchAll(header)) {
    meter.steps += 1
    notes.headers.add(name.toLowerCase())
  }
}
