import type { HttpAnswer } from '../contract.ts'
import { type Comparison, concluded, isAnswer, type MatcherResult, nothing } from './result.ts'

interface State {
  readonly isNot: boolean
}

const inWords = ({ status }: HttpAnswer): string =>
  status >= 500 ? `${status}, which is a breakdown and no refusal` : String(status)

const compared = (received: unknown, expected: string, holds: (status: number) => boolean): Comparison =>
  isAnswer(received)
    ? { pass: holds(received.status), expected, actual: inWords(received) }
    : { pass: false, expected, actual: nothing(received) }

/** 404 is what an API answers that does not even tell strangers that it is there. */
const REFUSALS = new Set([400, 401, 403, 404])

export const apiMatchers = {
  toBeServed(this: State, received: unknown): MatcherResult {
    return concluded(this, received, () =>
      compared(received, 'an answer of 2xx', (status) => status >= 200 && status < 300),
    )
  },

  toBeTurnedAway(this: State, received: unknown): MatcherResult {
    return concluded(this, received, () => ({
      ...compared(received, 'a refusal: 401, 403 or 400', (status) => REFUSALS.has(status)),
      refusal: 'userinfo',
    }))
  },
}
