import { cut, flat, visible } from '../text.ts'

const most = 600

/**
 * Characters with a meaning in Markdown, those that have one at the start of a line, and those that make a bare link
 * or an emoji on GitHub.
 */
const meaning = /[\\`*_{}[\]()<>#+!|~&"'=^$%]|^-|(?<=^\d{1,9})\.|:(?=\S)|(?<=\bwww)\./gi

/** Text of a stranger, on one line, as nothing but text: a character reference never has a meaning (CommonMark 2.5). */
export const text = (value: string): string =>
  visible(flat(cut(value, most)))
    .replace(meaning, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll('@', '@<!-- -->')

/** The same as code, on one line and not in a table; a backtick is spelled out, for no reference works inside. */
export const code = (value: string): string => {
  const line = flat(visible(cut(value, most))).replaceAll('`', '\\u{60}')
  return line === '' ? '(empty)' : `\`${line}\``
}
