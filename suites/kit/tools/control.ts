import type { Arrival, HttpAnswer, TokenAnswer } from '../contract.ts'
import type { SamlLogin, SamlLogout } from '../contract-saml.ts'
import type { Ledger } from '../ledger.ts'
import * as saml from '../saml/words.ts'
import { HeldBack } from '../signals.ts'
import { wasRefused } from './authorization.ts'

const isAuthorization = (answer: Arrival | HttpAnswer): answer is Arrival => 'kind' in answer

const titleOf = (html: string): string => /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.trim() ?? ''

const worded = (error: string, description: string | undefined): string =>
  description ? `${error} "${description}"` : error

const isErrorBody = (json: unknown): json is { readonly error: string; readonly error_description?: string } =>
  typeof json === 'object' && json !== null && 'error' in json && typeof json.error === 'string'

/** One phrase: what came. */
export const describeAnswer = ({ status, json, text }: HttpAnswer): string => {
  if (isErrorBody(json)) return `${status} ${worded(json.error, json.error_description)}`
  const title = titleOf(text)
  return title ? `${status} and the page "${title}"` : `${status}`
}

export const describeAuthorization = (authorization: Arrival): string => {
  const { kind, params, answer, elsewhere } = authorization
  if (kind === 'callback') {
    if (params.error) return `the error ${worded(params.error, params.error_description)} at the redirect URI`
    return params.code ? 'a code at the redirect URI' : 'the redirect URI without a code'
  }
  if (wasRefused(authorization)) return 'the login page again after the password was typed'
  if (kind === 'elsewhere') return `a redirect to ${elsewhere}, which is no redirect URI of ours`
  if (kind === 'page') return describeAnswer(answer)
  return `the ${kind.replace('-', ' ')}`
}

type Answer = Arrival | HttpAnswer | SamlLogin | SamlLogout

export const describe = (answer: Answer): string => {
  if (saml.isSaml(answer)) return saml.inWords(answer)
  return isAuthorization(answer) ? describeAuthorization(answer) : describeAnswer(answer)
}

const endedWell = (answer: Answer): boolean => {
  if (saml.isSaml(answer)) return saml.endedWell(answer)
  if (!isAuthorization(answer)) return answer.status >= 200 && answer.status < 300
  const { kind, params } = answer
  if (kind === 'page' || kind === 'elsewhere' || wasRefused(answer)) return false
  // A logout brings nothing back where nothing was sent along.
  const complete = !('request' in answer) || Object.keys(params).length > 0
  return kind !== 'callback' || (params.error === undefined && complete)
}

export const failedControl = (what: string): HeldBack =>
  new HeldBack('skip', `The flow without the fault does not work, so a refusal would prove nothing: got ${what}.`)

/** The flow with nothing bent: handed back when it ended well, the end of the scenario otherwise. */
export const controlled = <T extends Answer | TokenAnswer>(ledger: Ledger, answer: T): T => {
  if (!endedWell(answer)) throw failedControl(describe(answer))
  ledger.controlled()
  return answer
}
