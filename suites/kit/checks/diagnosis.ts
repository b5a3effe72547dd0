import type { Party } from '#fixtures/schema/explanation.ts'
import { explainAnswer } from '#reports/explain/exchange.ts'
import { explain, type Hit } from '#reports/explain/index.ts'
import type { HttpAnswer } from '../contract.ts'
import type { Judgement } from '../judgement.ts'
import { driftAllowed } from '../wording.ts'
import { type Comparison, concluded, isAnswer, isAuthorization, type MatcherResult, nothing } from './result.ts'

const hitsOf = ({ status, headers, text }: HttpAnswer): readonly Hit[] =>
  explainAnswer({ start: String(status), headers: [...headers], body: text })

/** What `aai explain` says first of an answer, or of a text that somebody pastes. */
const diagnosed = (received: unknown): Hit | undefined => {
  if (typeof received === 'string') return explain(received).hits[0]
  const answer = isAuthorization(received) ? received.answer : received
  return isAnswer(answer) ? hitsOf(answer)[0] : undefined
}

const inWords = ({ explanation }: Hit): string =>
  `"${explanation.title}" (${explanation.id}, at the ${explanation.party})`

const compare = (judgement: Judgement, received: unknown, party: Party, requirement: string): Comparison => {
  const expected = `an explanation at the ${party} that belongs to ${requirement}`
  const isText = typeof received === 'string'
  if (!isText && !isAnswer(received) && !isAuthorization(received)) {
    return { pass: false, expected, actual: nothing(received) }
  }
  const hit = diagnosed(received)
  const actual = hit ? inWords(hit) : 'none: the error is not recognised'
  const { explanation } = hit ?? {}
  const precise = explanation?.party === party && explanation.requirements.includes(requirement) && !explanation.general
  // Where a live issuer has new words it is our tables that lag behind, and no fault of its own.
  return { pass: precise || driftAllowed(judgement, expected, actual), expected, actual }
}

interface State {
  readonly isNot: boolean
}

export const diagnosisMatchers = {
  toBeDiagnosed(this: State, received: unknown, party: Party, requirement: string): MatcherResult {
    return concluded(this, received, (judgement) => compare(judgement, received, party, requirement))
  },
}
