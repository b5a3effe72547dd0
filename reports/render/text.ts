/**
 * What nobody can see, or what moves the text around it: control characters, bidirectional overrides, zero-width
 * characters, tags, line and paragraph separators, noncharacters (UTS 55 tells why they are no good in a report).
 */
const unseen = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]--[\n\t]]/gv

const named = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`

/** Nearly all text is plain, and big reports hold a lot of it. */
const plain = /^[\n\t\x20-\x7e]*$/

/** The same text with unseen characters spelled out, `\u{202e}`; line breaks and tabs stay. */
export const visible = (text: string): string =>
  plain.test(text) ? text : text.replaceAll('\r\n', '\n').toWellFormed().replace(unseen, named)

/** `1,234,567` */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

/** The first `max` characters, with a note when that is not all. */
export const cut = (text: string, max: number): string =>
  text.length <= max
    ? text
    : `${text.slice(0, max).toWellFormed()} … (${grouped(max)} of ${grouped(text.length)} characters; all of it is in result.json)`

/** On one line: line breaks and runs of blanks become one blank. */
export const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** `4.2 s`, `12 min 5 s`; below a second `340 ms`. */
export const duration = (ms: number): string => {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** `2026-11-22T01:23:45.678Z` as `2026-11-22 01:23 UTC`; anything else as it stands. */
export const moment = (iso: string): string =>
  iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/, '$1 $2 UTC')
