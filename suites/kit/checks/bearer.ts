import type { Answer } from '#fixtures/schema/dialect.ts'
import type { HttpAnswer, VerifiedJwt } from '../contract.ts'
import { conditionOf, type Judgement } from '../judgement.ts'
import { endpointAt } from '../tools/session.ts'
import { quoted, wordingFits } from '../wording.ts'
import { type Comparison, concluded, isAnswer, type MatcherResult, nothing } from './result.ts'

export interface Challenge {
  readonly scheme: string
  readonly parameters: Readonly<Record<string, string>>
}

const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g

/** The first challenge of a WWW-Authenticate header (RFC 9110 section 11.6.1). */
export const challengeOf = (answer: HttpAnswer): Challenge | undefined => {
  const header = answer.headers.get('www-authenticate')
  if (!header) return undefined
  const [scheme = '', rest = ''] = header.trim().split(/\s+(.*)/s)
  const parameters = [...rest.matchAll(PARAMETER)].map(([, name = '', quotedValue, token]) => [
    name.toLowerCase(),
    quotedValue?.replaceAll(/\\(.)/g, '$1') ?? token ?? '',
  ])
  return { scheme, parameters: Object.fromEntries(parameters.toReversed()) }
}

const bodyError = ({ json }: HttpAnswer): Readonly<Record<string, string>> => {
  const members = typeof json === 'object' && json !== null ? json : {}
  return Object.fromEntries(Object.entries(members).filter(([, value]) => typeof value === 'string'))
}

const inWords = (status: number, parameters: Readonly<Record<string, string>>, challenged: boolean): string => {
  const description = parameters.error_description === undefined ? '' : ` ${quoted(parameters.error_description)}`
  const error = parameters.error === undefined ? ' without an error code' : ` ${parameters.error}${description}`
  return `${status}${status < 400 ? '' : error}${challenged || status < 400 ? '' : ', no Bearer challenge'}`
}

const expectedInWords = (want: Answer, error: string | null, name: string | undefined): string => {
  const code = want.error ?? error
  const description = want.description === undefined ? '' : ` ${quoted(want.description)}`
  const condition = name === undefined ? '' : ` (${name})`
  return `${want.status ?? 401} ${code === null ? 'without an error code' : `${code}${description}`}${condition}`
}

/** RFC 6750 section 3.1. */
const STATUS: Readonly<Record<string, number>> = { invalid_request: 400, insufficient_scope: 403 }

/** Some dialects answer a bad token with a JSON body instead of, or beside, the challenge. */
export const bearerComparison = (
  judgement: Judgement,
  answer: HttpAnswer,
  error: string | null,
  name: string | undefined,
): Comparison => {
  const want: Answer =
    name === undefined ? { as: 'bearer', status: STATUS[error ?? ''] ?? 401 } : conditionOf(judgement, name)
  const challenge = challengeOf(answer)
  const challenged = challenge !== undefined && /^bearer$/i.test(challenge.scheme)
  const parameters = want.as === 'json' ? bodyError(answer) : (challenge?.parameters ?? {})
  const code = name === undefined ? error : (want.error ?? null)
  const codeFits = code === null ? parameters.error === undefined : parameters.error === code
  const hard = answer.status === (want.status ?? 401) && codeFits && (challenged || want.as === 'json')
  return {
    pass: hard && (name === undefined || wordingFits(judgement, want, parameters.error_description)),
    expected: expectedInWords(want, error, name),
    actual: inWords(answer.status, parameters, challenged || want.as === 'json'),
    refusal: endpointAt(judgement.target, answer.url) ?? 'userinfo',
  }
}

const isVerified = (received: unknown): received is VerifiedJwt =>
  typeof received === 'object' && received !== null && 'header' in received && 'claims' in received

const compareVerified = (received: unknown): Comparison => {
  const expected = 'a JWT that verifies with the published keys'
  if (!isVerified(received)) return { pass: false, expected, actual: nothing(received) }
  const { problem, header } = received
  return { pass: problem === undefined, expected, actual: problem ?? `a JWT signed with ${String(header.alg)}` }
}

interface State {
  readonly isNot: boolean
}

export const bearerMatchers = {
  toBeBearerError(this: State, received: unknown, error: string | null, name?: string): MatcherResult {
    return concluded(this, received, (judgement) =>
      isAnswer(received)
        ? bearerComparison(judgement, received, error, name)
        : {
            pass: false,
            expected: expectedInWords({ as: 'bearer' }, error, name),
            actual: nothing(received),
          },
    )
  },
  toBeVerified(this: State, received: unknown): MatcherResult {
    return concluded(this, received, () => compareVerified(received))
  },
}
