import { statuses } from '#mocks/saml/names.ts'
import { readPage } from '#mocks/wire/html.ts'
import type { LogoutAnswer, SamlLogin, SamlLogout, SamlResponse } from '../contract-saml.ts'

type Ended = SamlLogin | SamlLogout

export const isSaml = (answer: object): answer is Ended => 'sp' in answer && 'request' in answer && 'kind' in answer

const isLogin = (response: SamlResponse | LogoutAnswer): response is SamlResponse => 'assertions' in response

const short = (uri: string): string => uri.split(':').at(-1) ?? uri

/** `Responder/NoPassive "not now"` */
export const statusInWords = ({ status }: SamlResponse | LogoutAnswer): string => {
  const { code, subCode, message } = status
  return `${[code, subCode].flatMap((each) => (each ? short(each) : [])).join('/')}${message ? ` "${message}"` : ''}`
}

const contents = (response: SamlResponse | LogoutAnswer): string => {
  if (!isLogin(response)) return ''
  const { assertions, encryptions } = response
  const closed = encryptions.find(({ problem }) => problem !== undefined)?.problem
  const count =
    assertions.length === 0
      ? 'no assertion'
      : assertions.length === 1
        ? 'an assertion'
        : `${assertions.length} assertions`
  return ` and ${count}${closed === undefined ? '' : `, and one that does not open: ${closed}`}`
}

const LONGEST_QUOTE = 160

const pageInWords = ({ answer }: Ended): string => {
  const { title, text } = readPage(answer.text)
  const says = [title, text].filter((each) => each !== '').join(': ')
  return `${answer.status} and a page${says === '' ? '' : ` that says "${says.slice(0, LONGEST_QUOTE)}"`}`
}

/** One phrase: what came of a login or a logout. */
export const inWords = (ended: Ended): string => {
  const { kind, response, problem, postedTo } = ended
  const where = kind === 'elsewhere' ? `, bound for ${postedTo ?? ended.elsewhere}, which is no address of ours` : ''
  if (problem !== undefined) return `a message of which nothing can be made (${problem})${where}`
  if (response) return `the status ${statusInWords(response)}${contents(response)}${where}`
  if (kind === 'elsewhere') return `a way to ${ended.elsewhere}, which is no address of ours`
  return kind === 'page' ? pageInWords(ended) : `the ${kind.replace('-', ' ')}`
}

/** Whether it did what it is there for, or asks the user on the way. */
export const endedWell = ({ kind, response }: Ended): boolean => {
  if (kind !== 'callback') return kind !== 'page' && kind !== 'elsewhere'
  if (response?.status.code !== statuses.success) return false
  return !isLogin(response) || response.assertions.length > 0
}
