/** Counts the steps of a reading. What a hostile input can cost is proven by them, not by a clock. */
export interface Meter {
  steps: number
}

/** The words of one or several texts, one after the other, in lower case. */
export interface Words {
  readonly words: readonly string[]
  /** Per word: 1 when it begins a clause, 2 when it ends one, 3 when both. */
  readonly edges: readonly number[]
}

/** Stands between two texts, so that no phrase reaches from one into the other. */
export const wall = '\u0000'

const opens = 1
const closes = 2

/** What parts clauses: quotes, brackets, line breaks and the like. A blank, a dash or a slash does not. */
const parting = /["'`´„“”«»()[\]{}<>:;,=|\n\r]|[.!?]\s/

/** What follows the level of a log line begins a clause; so does what follows an error code. */
const levels = new Set(['error', 'warn', 'warning', 'info', 'debug', 'trace', 'fatal', 'severe', 'notice'])

const word = /[\p{L}\p{N}_]+/gu

/** Everything but words is dropped: quotes, escapes and colons vary from log to log, words do not. */
export const wordsOf = (texts: readonly string[], meter: Meter): Words => {
  const words: string[] = []
  const edges: number[] = []
  for (const text of texts) {
    const lower = text.toLowerCase()
    let last = 0
    let first = true
    let previous = ''
    for (const { 0: found, index } of lower.matchAll(word)) {
      meter.steps += 1
      const parted = first || parting.test(lower.slice(last, Math.min(index, last + 200)))
      if (parted && !first) edges[edges.length - 1] = (edges[edges.length - 1] ?? 0) | closes
      words.push(found)
      edges.push(parted || levels.has(previous) || previous.includes('_') ? opens : 0)
      previous = found
      last = index + found.length
      first = false
    }
    if (first) continue
    edges[edges.length - 1] = (edges[edges.length - 1] ?? 0) | closes
    words.push(wall)
    edges.push(0)
  }
  return { words, edges }
}

export const isOpen = (edge: number | undefined): boolean => ((edge ?? 0) & opens) !== 0
export const isClosed = (edge: number | undefined): boolean => ((edge ?? 0) & closes) !== 0
