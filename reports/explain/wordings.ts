import type { Pattern } from '#fixtures/schema/explanation.ts'
import { type Phrase, phraseOf } from './phrases.ts'

/** What must speak for a wording besides its words: nothing, that it is a clause of its own, or a code, a status, a page. */
export type Need = 'nothing' | 'clause' | 'backing'

/** A phrase that must be found. */
export interface Wording {
  /** As it stands in the data. */
  readonly text: string
  readonly phrase: Phrase
  readonly need: Need
  /** Error code and status that come with it; whether they must be there, `need` says. */
  readonly error?: string
  readonly status?: number
}

/** One way to meet a pattern: a condition has as many as dialects word it differently. */
export interface Way {
  readonly pattern: Pattern
  readonly wordings: readonly Wording[]
  /** An error code that must be there, and no description: all that a dialect sends for the condition. */
  readonly bare?: string
  /** Who words it so. */
  readonly of: readonly string[]
}

/** What dialects are made of, as far as wordings go. */
export interface Dialect {
  readonly id: string
  readonly conditions: Readonly<
    Record<
      string,
      {
        readonly status?: number | undefined
        readonly error?: string | undefined
        readonly description?: string | undefined
        readonly members?: Readonly<Record<string, unknown>> | undefined
        readonly assumed?: boolean | undefined
      }
    >
  >
  readonly texts: Readonly<Record<string, string>>
}

/** Two words are said by many; three of a provider by some, while those of a library were chosen for being its own. */
const needOf = ({ length, pieces }: Phrase, { strict }: Pattern, sent: boolean): Need => {
  const isPlain = !pieces.flat().some((word) => word.includes('_'))
  if (strict ?? (length <= 2 && isPlain)) return sent ? 'backing' : 'clause'
  return sent && strict === undefined && length === 3 && isPlain ? 'clause' : 'nothing'
}

const wordingOf = (text: string, pattern: Pattern, rest: Partial<Wording> = {}): Wording | undefined => {
  const phrase = phraseOf(text)
  const sent = pattern.condition !== undefined || pattern.text !== undefined
  return phrase && { text, phrase, need: needOf(phrase, pattern, sent), ...rest }
}

const listed = <T>(one: T | readonly T[] | undefined): readonly T[] =>
  one === undefined ? [] : Array.isArray(one) ? (one as readonly T[]) : [one as T]

const isCode = (error: string): boolean => /^[\w.-]+$/.test(error)

/** `active: false` */
const membersAsText = (members: Readonly<Record<string, unknown>>): string | undefined =>
  Object.entries(members)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ') || undefined

/** The way in which one dialect words the condition; none where it sends a status and nothing else. */
const wayOfDialect = (pattern: Pattern, dialect: Dialect): Way | undefined => {
  const answer = dialect.conditions[pattern.condition ?? '']
  if (answer === undefined) return undefined
  const { error, status, description, members = {}, assumed } = answer
  const of = [dialect.id]
  const said = description ?? (error === undefined ? membersAsText(members) : isCode(error) ? undefined : error)
  const code = error !== undefined && isCode(error) ? error : undefined
  const beside = { ...(code && { error: code.toLowerCase() }), ...(status && { status }) }
  const wording = said === undefined ? undefined : wordingOf(said, pattern, beside)
  if (wording) return { pattern, wordings: [wording], of }
  // A code that nobody has seen alone would claim whatever else comes with it.
  if (said === undefined && code !== undefined && !assumed)
    return { pattern, wordings: [], bare: code.toLowerCase(), of }
  return undefined
}

const waysOfCondition = (pattern: Pattern, dialects: readonly Dialect[]): readonly Way[] => {
  const ways = dialects.flatMap((dialect) => wayOfDialect(pattern, dialect) ?? [])
  const same = Map.groupBy(ways, ({ wordings: [first], bare }) => [first?.phrase.key, first?.error, bare].join('\n'))
  return [...same.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, of: [first, ...more].flatMap(({ of }) => of) }],
  )
}

const waysOfText = (pattern: Pattern, dialects: readonly Dialect[]): readonly Way[] =>
  dialects.flatMap(({ id, texts }) => {
    const wording = wordingOf(texts[pattern.text ?? ''] ?? '', pattern)
    return wording ? [{ pattern, wordings: [wording], of: [id] }] : []
  })

const withSaid = (way: Way): Way => {
  const phrases = listed(way.pattern.says)
  // Several phrases speak for each other.
  const pattern =
    phrases.length > 1
      ? { strict: false, says: way.pattern.says }
      : { ...way.pattern, condition: undefined, text: undefined }
  const said = phrases.flatMap((text) => wordingOf(text, pattern) ?? [])
  return { ...way, wordings: [...way.wordings, ...said], of: [...way.of, ...listed(way.pattern.of)] }
}

/** Every way to meet a pattern. */
export const waysOf = (pattern: Pattern, dialects: readonly Dialect[]): readonly Way[] => {
  const meant = dialects.filter(({ id }) => id.startsWith(pattern.dialect ?? ''))
  if (pattern.condition !== undefined) return waysOfCondition(pattern, meant).map(withSaid)
  if (pattern.text !== undefined) return waysOfText(pattern, meant).map(withSaid)
  return [withSaid({ pattern, wordings: [], of: [] })]
}
