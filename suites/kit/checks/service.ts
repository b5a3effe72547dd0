import type { Attempt } from '../contract-service.ts'
import type { Judgement } from '../judgement.ts'
import { HeldBack } from '../signals.ts'
import { type Comparison, concluded, type MatcherResult, nothing } from './result.ts'

const isAttempt = (received: unknown): received is Attempt =>
  typeof received === 'object' && received !== null && 'outcome' in received && 'login' in received

const placeOf = ({ login: { answer } }: Attempt): string =>
  answer === undefined ? 'no answer' : `${answer.status} ${new URL(answer.url).pathname}`

/** What the user saw, for a reader who was not there. */
const inWords = (attempt: Attempt): string => {
  const { outcome, login, brokeDown } = attempt
  const where = login.byPage ? ', by the page where the login ended: nothing here can be asked anew' : ''
  if (outcome === 'accepted') return `${login.user} signed in (${placeOf(attempt)}${where})`
  const how = brokeDown ? ', by a breakdown where a refusal was due: the next release may let it in' : ''
  const loop = login.loops ? ', and it begins anew without end' : ''
  return `nobody signed in (${placeOf(attempt)}${where}${how}${loop})`
}

const compare = (received: unknown, judgement: Judgement): Comparison => {
  const expected = 'nobody signed in'
  if (!isAttempt(received)) return { pass: false, expected, actual: nothing(received) }
  if (received.outcome === 'unseen') {
    throw new HeldBack('not-applicable', 'The service never asked for what was wrong, so it could not fall for it.')
  }
  if (received.outcome === 'unclear') throw new HeldBack('skip', received.why ?? 'Nobody can tell what came of it.')
  const { outcome, lenient, oneself, login } = received
  const asOneself = login.user === login.expected
  if (outcome === 'accepted' && lenient !== undefined && (oneself !== 'lenient' || asOneself)) {
    judgement.lenient = lenient
  }
  const harmless = oneself === 'fine' && asOneself
  return {
    pass: outcome === 'refused' || harmless,
    expected: oneself === 'fine' ? `${expected}, or ${login.expected}` : expected,
    actual: inWords(received),
  }
}

export const serviceMatchers = {
  toKeepOut(this: { isNot: boolean }, received: unknown): MatcherResult {
    const answer = isAttempt(received) ? received.login.answer : received
    return concluded(this, answer, (judgement) => compare(received, judgement))
  },
}
