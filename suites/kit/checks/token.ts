import type { Answer } from '#fixtures/schema/dialect.ts'
import type { HttpAnswer } from '../contract.ts'
import { conditionOf, type Judgement } from '../judgement.ts'
import { endpointAt } from '../tools/session.ts'
import { quoted, saysExactly, wordingFits } from '../wording.ts'
import { bearerComparison } from './bearer.ts'
import { type Comparison, concluded, isAnswer, type MatcherResult, nothing } from './result.ts'

type Members = Readonly<Record<string, unknown>>

const membersOf = (answer: HttpAnswer): Members =>
  typeof answer.json === 'object' && answer.json !== null ? (answer.json as Members) : {}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** `200 with an access token`, `400 invalid_grant "Code not valid"`. */
const tokenAnswerInWords = (answer: HttpAnswer): string => {
  const { error, error_description: description, ...others } = membersOf(answer)
  if (typeof error === 'string') return `${answer.status} ${error}${description ? ` ${quoted(text(description))}` : ''}`
  const tokens = ['access_token', 'id_token', 'refresh_token'].filter((name) => name in others)
  if (tokens.length > 0) return `${answer.status} with ${tokens.join(', ')}`
  if (answer.text === '') return `${answer.status} with an empty body`
  return `${answer.status} with ${answer.json === undefined ? 'a body that is no JSON' : 'neither tokens nor an error'}`
}

const condition = (name: string | undefined): string => (name === undefined ? '' : ` (${name})`)

const errorInWords = (want: Answer, error: string, name: string | undefined): string => {
  const description = want.description === undefined ? '' : ` ${quoted(want.description)}`
  return `${want.status ?? '400 or 401'} ${want.error ?? error}${description}${condition(name)}`
}

const statusFits = (want: Answer, status: number): boolean =>
  want.status === undefined ? status === 400 || status === 401 : want.status === status

const jsonComparison = (
  judgement: Judgement,
  answer: HttpAnswer,
  want: Answer,
  error: string,
  name: string | undefined,
): Comparison => {
  const members = membersOf(answer)
  const got = text(members.error)
  const codeFits = got !== undefined && saysExactly(want.error ?? error, got)
  const hard = statusFits(want, answer.status) && codeFits
  const worded = hard && (name === undefined || wordingFits(judgement, want, text(members.error_description)))
  return {
    pass: worded,
    expected: errorInWords(want, error, name),
    actual: tokenAnswerInWords(answer),
    refusal: endpointAt(judgement.target, answer.url) ?? 'token',
  }
}

/** Some dialects refuse with a status and not a word. */
const emptyComparison = (
  judgement: Judgement,
  answer: HttpAnswer,
  want: Answer,
  name: string | undefined,
): Comparison => ({
  pass: statusFits(want, answer.status) && answer.text === '',
  expected: `${want.status ?? '400 or 401'} with an empty body${condition(name)}`,
  actual: tokenAnswerInWords(answer),
  refusal: endpointAt(judgement.target, answer.url) ?? 'token',
})

const compareError = (judgement: Judgement, received: unknown, error: string, name: string | undefined): Comparison => {
  const want: Answer = name === undefined ? { as: 'json', error } : conditionOf(judgement, name)
  if (!isAnswer(received)) {
    return { pass: false, expected: errorInWords(want, error, name), actual: nothing(received) }
  }
  if (want.as === 'bearer') return bearerComparison(judgement, received, error, name)
  if (want.as === 'empty') return emptyComparison(judgement, received, want, name)
  return jsonComparison(judgement, received, want, error, name)
}

const compareSuccess = (received: unknown): Comparison => {
  const expected = '200 with an access token and its type'
  if (!isAnswer(received)) return { pass: false, expected, actual: nothing(received) }
  const { access_token: token, token_type: type } = membersOf(received)
  const pass = received.status === 200 && typeof token === 'string' && token !== '' && typeof type === 'string'
  const lacking = typeof token === 'string' && typeof type !== 'string' ? ' and no token_type' : ''
  return { pass, expected, actual: tokenAnswerInWords(received) + lacking }
}

interface State {
  readonly isNot: boolean
}

export const tokenMatchers = {
  toBeTokenError(this: State, received: unknown, error: string, name?: string): MatcherResult {
    return concluded(this, received, (judgement) => compareError(judgement, received, error, name))
  },
  toBeTokenSuccess(this: State, received: unknown): MatcherResult {
    return concluded(this, received, () => compareSuccess(received))
  },
}
