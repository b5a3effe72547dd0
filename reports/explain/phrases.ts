import { isClosed, isOpen, type Meter, type Words, wall, wordsOf } from './words.ts'

/** A wording cut into what stands firm; between two pieces stands a value. */
export interface Phrase {
  readonly key: string
  readonly pieces: readonly (readonly string[])[]
  /** Number of firm words. */
  readonly length: number
}

/** How a phrase was found: `clause` where nothing but it stands between two quotes, brackets, line breaks … */
export type Found = ReadonlyMap<string, 'clause' | 'within'>

/** `Invalid scopes: {scope}`. Undefined where nothing stands firm, as in `{reason}`. */
export const phraseOf = (template: string): Phrase | undefined => {
  const pieces = template
    .split(/\{[^{}]*\}/)
    .map((piece) => wordsOf([piece], { steps: 0 }).words.slice(0, -1))
    .filter((words) => words.length > 0)
  if (pieces.length === 0) return undefined
  return { key: pieces.map((words) => words.join(' ')).join(' … '), pieces, length: pieces.flat().length }
}

/** Phrases by their first word, the longest first. */
export type PhraseIndex = ReadonlyMap<string, readonly Phrase[]>

export const indexOf = (phrases: Iterable<Phrase>): PhraseIndex => {
  const unique = new Map([...phrases].map((phrase) => [phrase.key, phrase]))
  const sorted = [...unique.values()].toSorted((a, b) => b.length - a.length)
  return Map.groupBy(sorted, ({ pieces }) => pieces[0]?.[0] ?? '')
}

/** A value is no longer than this: scopes, a list of addresses. */
const longestGap = 30

const standsAt = ({ words }: Words, piece: readonly string[], at: number, meter: Meter): boolean => {
  for (let i = 0; i < piece.length; i += 1) {
    meter.steps += 1
    if (words[at + i] !== piece[i]) return false
  }
  return true
}

/** Where the phrase ends that begins at `at`; undefined when it does not stand there. */
const endOf = (words: Words, { pieces }: Phrase, at: number, meter: Meter): number | undefined => {
  let end = at
  for (const [n, piece] of pieces.entries()) {
    let start = end
    const last = n === 0 ? end : end + longestGap
    while (!standsAt(words, piece, start, meter)) {
      if (start === last || words.words[start] === wall) return undefined
      start += 1
    }
    end = start + piece.length
  }
  return end
}

/**
 * Every phrase that stands in the words, in one pass. The longest phrase at a place wins: where `Device code not valid`
 * stands, `Code not valid` does not.
 */
export const phrasesIn = (words: Words, index: PhraseIndex, meter: Meter): Found => {
  const found = new Map<string, 'clause' | 'within'>()
  /** The stretch that the longest phrase so far has taken, from and to. */
  let from = -1
  let to = 0
  const look = (phrase: Phrase, at: number): void => {
    const reach = at + (phrase.pieces[0]?.length ?? 0)
    if (reach < to || (reach === to && at > from)) return
    const end = endOf(words, phrase, at, meter)
    if (end === undefined) return
    if (reach > to) [from, to] = [at, reach]
    const isClause = isOpen(words.edges[at]) && isClosed(words.edges[end - 1])
    if (isClause || !found.has(phrase.key)) found.set(phrase.key, isClause ? 'clause' : 'within')
  }
  for (const [at, word] of words.words.entries()) {
    meter.steps += 1
    for (const phrase of index.get(word) ?? []) look(phrase, at)
  }
  return found
}
