import { dialects } from '#fixtures/explanations/dialects.ts'
import { explanations } from '#fixtures/explanations/index.ts'
import type { Explanation } from '#fixtures/schema/explanation.ts'
import type { Facts } from './facts.ts'
import { indexOf, phrasesIn } from './phrases.ts'
import { readFacts } from './read.ts'
import { type Match, matchOf, type Seen } from './recognise.ts'
import { waysOf } from './wordings.ts'
import type { Meter } from './words.ts'

/** An explanation, and what speaks for it. */
export interface Hit {
  readonly explanation: Explanation
  readonly match: Match
}

export interface Explained {
  /** The most precise first, three at most. Empty: not recognised. */
  readonly hits: readonly Hit[]
  readonly facts: Facts
}

/** More than three explanations explain nothing. */
const most = 3

const table = explanations.map((explanation) => ({
  explanation,
  ways: explanation.recognises.flatMap((pattern) => waysOf(pattern, dialects)),
}))
const allWays = table.flatMap(({ ways }) => ways)
const index = indexOf(allWays.flatMap(({ wordings }) => wordings.map(({ phrase }) => phrase)))

/** Codes that tell something wherever they stand; without an underscore they might be plain words. */
const knownCodes = new Set(
  allWays
    .flatMap(({ bare, pattern, wordings }) => [bare, pattern.error, ...wordings.map(({ error }) => error)])
    .filter((code) => typeof code === 'string' && code.includes('_'))
    .map((code) => String(code).toLowerCase()),
)

const codesIn = ({ errors, said }: Facts): ReadonlySet<string> =>
  new Set([...errors, ...said.words.filter((word) => knownCodes.has(word))])

const bestOf = (matches: readonly Match[]): Match | undefined => matches.toSorted((a, b) => b.score - a.score)[0]

/** Explanations that tell only what a code means leave when another explains the same code. */
const withoutSuperfluous = (hits: readonly Hit[]): readonly Hit[] => {
  const precise = hits.filter(({ explanation, match }) => !explanation.general && !match.weak)
  const explained = new Set(precise.flatMap(({ match }) => match.codes))
  return hits.filter((hit) => {
    if (hit.explanation.general) return precise.length === 0
    return precise.includes(hit) || !hit.match.codes.some((code) => explained.has(code))
  })
}

/**
 * Explains an error message, a line of a log, a response, a page or an address.
 * Pure; linear in the length of the input, which `meter` counts.
 */
export const explain = (input: string, meter: Meter = { steps: 0 }): Explained => {
  const facts = readFacts(input, meter)
  const seen: Seen = { facts, found: phrasesIn(facts.said, index, meter), codes: codesIn(facts) }
  const hits = table.flatMap(({ explanation, ways }) => {
    const match = bestOf(ways.flatMap((way) => matchOf(way, seen) ?? []))
    return match ? [{ explanation, match }] : []
  })
  const ranked = withoutSuperfluous(hits).toSorted(
    (a, b) => Number(a.match.weak) - Number(b.match.weak) || b.match.score - a.match.score,
  )
  return { hits: ranked.slice(0, most), facts }
}
