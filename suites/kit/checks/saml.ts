import { statuses } from '#mocks/saml/names.ts'
import type { LogoutAnswer, SamlLogin, SamlLogout, SamlResponse, SamlStatusName } from '../contract-saml.ts'
import type { Judgement } from '../judgement.ts'
import { endedWell, inWords, isSaml } from '../saml/words.ts'
import { type Comparison, concluded, type MatcherResult, nothing } from './result.ts'

interface State {
  readonly isNot: boolean
}

const withSaml = (
  state: State,
  received: unknown,
  expected: string,
  compare: (ended: SamlLogin | SamlLogout, judgement: Judgement) => Omit<Comparison, 'expected'>,
): MatcherResult =>
  concluded(state, received, (judgement) => {
    if (typeof received !== 'object' || received === null || !isSaml(received)) {
      return { pass: false, expected, actual: nothing(received) }
    }
    return { expected, ...compare(received, judgement) }
  })

const assertionsOf = (response: SamlResponse | LogoutAnswer | undefined): number =>
  response && 'assertions' in response ? response.assertions.length + response.encryptions.length : 0

/** Wherever it was to go: nothing came that says who somebody is. */
const givesNothing = (ended: SamlLogin | SamlLogout): boolean =>
  ended.problem === undefined && assertionsOf(ended.response) === 0 && ended.response?.status.code !== statuses.success

const isRefusal = (ended: SamlLogin | SamlLogout): boolean =>
  (ended.kind === 'page' || ended.response !== undefined) && givesNothing(ended)

const CAME_HOME = 'It went to an address in the metadata of the service, and not to the one that was named.'

/** Another address was named, and the assertion is where it does no harm. */
const cameHome = (ended: SamlLogin | SamlLogout): boolean => {
  const { acs, acsIndex } = ended.request
  return ended.kind === 'callback' && (acsIndex !== undefined || (acs !== undefined && acs !== ended.postedTo))
}

type Signed = Pick<SamlResponse, 'signature' | 'assertions'>

const signatureProblem = ({ signature, assertions }: Signed): string | undefined => {
  const made = [signature, ...assertions.map((each) => each.signature)].flatMap((each) => each ?? [])
  const broken = made.find(({ valid }) => !valid)
  if (broken) return `a signature that does not hold: ${broken.why}`
  const bare = signature === undefined && assertions.some((each) => each.signature === undefined)
  return bare ? 'an assertion that nothing signs' : undefined
}

const compareSigned = (ended: SamlLogin | SamlLogout): Omit<Comparison, 'expected'> => {
  const { response } = ended
  if (!response) return { pass: false, actual: inWords(ended) }
  const problem = 'assertions' in response ? signatureProblem(response) : logoutProblem(response)
  return { pass: problem === undefined, actual: problem ?? 'a signature of the identity provider over all that came' }
}

const logoutProblem = ({ signature }: LogoutAnswer): string | undefined => {
  if (signature === undefined) return 'an answer without a signature'
  return signature.valid ? undefined : `a signature that does not hold: ${signature.why}`
}

const hasStatus = (response: SamlLogin['response'] | LogoutAnswer, codes: readonly string[]): boolean => {
  const { code, subCode } = response?.status ?? {}
  return codes.every((wanted) => wanted === code || wanted === subCode)
}

export const samlMatchers = {
  toBeSamlResponse(this: State, received: unknown): MatcherResult {
    return withSaml(this, received, 'the status Success, and an assertion at an address of ours', (ended) => ({
      pass: ended.kind === 'callback' && endedWell(ended),
      actual: inWords(ended),
    }))
  },
  toBeSamlRefusal(this: State, received: unknown): MatcherResult {
    return withSaml(this, received, 'an error page, or an error status without an assertion', (ended, judgement) => {
      if (cameHome(ended)) judgement.lenient = CAME_HOME
      return { pass: isRefusal(ended), actual: inWords(ended), refusal: 'saml-sso' }
    })
  },
  toBeSamlError(this: State, received: unknown, ...wanted: readonly SamlStatusName[]): MatcherResult {
    const codes = wanted.map((name) => statuses[name])
    const names = codes.map((code) => code.split(':').at(-1)).join('/')
    return withSaml(this, received, `an answer with the status ${names}, and no assertion`, (ended) => ({
      pass: ended.kind === 'callback' && isRefusal(ended) && hasStatus(ended.response, codes),
      actual: inWords(ended),
      refusal: 'saml-sso',
    }))
  },
  toBeSignedSaml(this: State, received: unknown): MatcherResult {
    return withSaml(this, received, 'a signature of the identity provider over all that came', compareSigned)
  },
  toBeLoggedOut(this: State, received: unknown): MatcherResult {
    return withSaml(this, received, 'a logout response with the status Success at an address of ours', (ended) => ({
      pass: ended.kind === 'callback' && endedWell(ended),
      actual: inWords(ended),
    }))
  },
}
