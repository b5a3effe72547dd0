import type { Answer } from '#fixtures/schema/dialect.ts'
import { readPage } from '#mocks/wire/html.ts'
import type { Authorization, HttpAnswer } from '../contract.ts'
import { conditionOf, type Judgement } from '../judgement.ts'
import { describeAuthorization } from '../tools/control.ts'
import { driftAllowed, quoted, saysExactly, saysSomewhere, wordingFits } from '../wording.ts'
import { type Comparison, concluded, isAnswer, isAuthorization, type MatcherResult, nothing } from './result.ts'

const LONGEST_QUOTE = 160

const condition = (name: string | undefined): string => (name === undefined ? '' : ` (${name})`)

const stateProblem = ({ request, params }: Authorization): string | undefined => {
  if (params.state === request.state) return undefined
  return params.state === undefined ? ', without the state' : ', with another state'
}

const errorInWords = (want: Answer, error: string, name: string | undefined): string => {
  const description = want.description === undefined ? '' : ` ${quoted(want.description)}`
  return `the error ${want.error ?? error}${description}${condition(name)} at the redirect URI`
}

const compareError = (judgement: Judgement, received: unknown, error: string, name: string | undefined): Comparison => {
  const want: Answer = name === undefined ? { as: 'redirect', error } : conditionOf(judgement, name)
  // Where this software shows a page instead, that is what it promised.
  if (want.as === 'page') return comparePage(judgement, received, name)
  const expected = errorInWords(want, error, name)
  if (!isAuthorization(received)) return { pass: false, expected, actual: nothing(received) }
  const { kind, params } = received
  const wrongState = stateProblem(received)
  const codeFits = params.error !== undefined && saysExactly(want.error ?? error, params.error)
  const hard = kind === 'callback' && codeFits && params.code === undefined && wrongState === undefined
  return {
    pass: hard && (name === undefined || wordingFits(judgement, want, params.error_description)),
    expected,
    actual: describeAuthorization(received) + (kind === 'callback' ? (wrongState ?? '') : ''),
    refusal: 'authorization',
  }
}

const pageInWords = ({ status, text }: HttpAnswer): string => {
  const page = readPage(text)
  const says = page.text.length > LONGEST_QUOTE ? `${page.text.slice(0, LONGEST_QUOTE)}…` : page.text
  return `${status} and a page that says ${quoted(says)}`
}

const pageWordingFits = (judgement: Judgement, want: Answer, answer: HttpAnswer): boolean => {
  const page = readPage(answer.text)
  const says = `${page.title} ${page.text}`
  if (want.description === undefined || saysSomewhere(want.description, says)) return true
  return driftAllowed(judgement, quoted(want.description), quoted(page.text.slice(0, LONGEST_QUOTE)))
}

const comparePage = (judgement: Judgement, received: unknown, name: string | undefined): Comparison => {
  const want: Answer | undefined = name === undefined ? undefined : conditionOf(judgement, name)
  const words = want?.description === undefined ? '' : ` that says ${quoted(want.description)}`
  const expected = `an error page with ${want?.status ?? 'a status of 400 or above'}${words}${condition(name)}`
  const answer = isAuthorization(received) ? received.answer : received
  if (!isAnswer(answer)) return { pass: false, expected, actual: nothing(received) }
  if (isAuthorization(received) && received.kind !== 'page') {
    return { pass: false, expected, actual: describeAuthorization(received) }
  }
  const statusFits = want?.status === undefined ? answer.status >= 400 : answer.status === want.status
  return {
    pass: statusFits && (want === undefined || pageWordingFits(judgement, want, answer)),
    expected,
    actual: pageInWords(answer),
    refusal: 'authorization',
  }
}

const compareCallback = (received: unknown): Comparison => {
  const expected = 'a code at the redirect URI with the state that was sent'
  if (!isAuthorization(received)) return { pass: false, expected, actual: nothing(received) }
  const wrongState = stateProblem(received)
  const pass = received.kind === 'callback' && received.code !== undefined && wrongState === undefined
  return { pass, expected, actual: describeAuthorization(received) + (received.code ? (wrongState ?? '') : '') }
}

/** Met where `authorize` or `start` ended there, or came through it. */
const compareStop = (received: unknown, kind: 'login-page' | 'consent-page'): Comparison => {
  const page = kind === 'login-page' ? 'login' : 'consent'
  const expected = `the ${page} page`
  if (!isAuthorization(received)) return { pass: false, expected, actual: nothing(received) }
  const seen = received.kind === kind || received.pages.includes(page)
  return { pass: seen, expected, actual: seen ? expected : describeAuthorization(received) }
}

interface State {
  readonly isNot: boolean
}

export const authorizationMatchers = {
  toBeAuthorizationError(this: State, received: unknown, error: string, name?: string): MatcherResult {
    return concluded(this, received, (judgement) => compareError(judgement, received, error, name))
  },
  toBeErrorPage(this: State, received: unknown, name?: string): MatcherResult {
    return concluded(this, received, (judgement) => comparePage(judgement, received, name))
  },
  toBeCallback(this: State, received: unknown): MatcherResult {
    return concluded(this, received, () => compareCallback(received))
  },
  toRequireLogin(this: State, received: unknown): MatcherResult {
    return concluded(this, received, () => compareStop(received, 'login-page'))
  },
  toRequireConsent(this: State, received: unknown): MatcherResult {
    return concluded(this, received, () => compareStop(received, 'consent-page'))
  },
}
