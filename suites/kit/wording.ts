import type { Answer } from '#fixtures/schema/dialect.ts'
import type { Judgement } from './judgement.ts'

const PLACEHOLDER = /\{\w+\}/g
/** On a page an empty value takes the blank beside it along. */
const PLACEHOLDER_ON_PAGE = / ?\{\w+\} ?/g

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** `{name}` in a dialect's text stands for the value at hand. */
const pattern = (template: string, placeholder = PLACEHOLDER): string => {
  const words = template.split(placeholder).map(escaped)
  return words.join('[\\s\\S]*?')
}

export const saysExactly = (template: string, text: string): boolean => new RegExp(`^${pattern(template)}$`).test(text)

const collapse = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

export const saysSomewhere = (template: string, text: string): boolean =>
  new RegExp(pattern(collapse(template), PLACEHOLDER_ON_PAGE)).test(collapse(text))

export const quoted = (text: string | undefined): string => (text === undefined ? 'no description' : `"${text}"`)

/**
 * Other words with the right status and code. On an issuer of our own the words are ours too, and a difference is
 * a fault; a live one may have been upgraded, which is worth a warning and no more. True when it may pass.
 */
export const driftAllowed = (judgement: Judgement, expected: string, actual: string): boolean => {
  if (judgement.target.kind === 'embedded') return false
  judgement.drifts.push({ expected, actual })
  return true
}

/** Of an error that carries its description by itself; a dialect that names none means that there is none. */
export const wordingFits = (judgement: Judgement, want: Answer, got: string | undefined): boolean => {
  const { description } = want
  const same = description === undefined ? got === undefined : got !== undefined && saysExactly(description, got)
  return same || driftAllowed(judgement, quoted(description), quoted(got))
}
