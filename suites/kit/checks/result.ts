import type { Authorization, HttpAnswer } from '../contract.ts'
import { exchangeOf } from '../evidence.ts'
import { currentJudgement, type Judgement } from '../judgement.ts'
import type { EndpointName } from '../ledger.ts'

/** How a matcher compared: both sides in words that a tired person understands. */
export interface Comparison {
  readonly pass: boolean
  readonly expected: string
  readonly actual: string
  /** The endpoint whose refusal this proves, if it is one. */
  readonly refusal?: EndpointName
}

export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
  readonly expected: string
  readonly actual: string
}

export const isAnswer = (received: unknown): received is HttpAnswer =>
  typeof received === 'object' && received !== null && 'status' in received && 'headers' in received

export const isAuthorization = (received: unknown): received is Authorization =>
  typeof received === 'object' && received !== null && 'kind' in received && 'answer' in received

/** What stands in the evidence where an answer should: a scenario that handed over nothing. */
export const nothing = (received: unknown): string =>
  received === undefined ? 'nothing: the flow ended before' : `${typeof received}, no answer`

/** Turns a comparison into what Vitest wants, and leaves its traces at the check. */
export const concluded = (
  { isNot }: { readonly isNot: boolean },
  received: unknown,
  compare: (judgement: Judgement) => Comparison,
): MatcherResult => {
  const judgement = currentJudgement()
  const exchange = exchangeOf(received)
  if (exchange !== undefined) judgement.exchange = exchange
  const { pass, expected, actual, refusal } = compare(judgement)
  if (pass && !isNot) {
    judgement.found.push(actual)
    if (refusal) judgement.refusals.add(refusal)
  }
  return {
    pass,
    expected,
    actual,
    message: () => `expected ${isNot ? 'anything but ' : ''}${expected}; got ${actual}`,
  }
}
