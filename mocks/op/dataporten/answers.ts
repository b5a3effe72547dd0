import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { answerOf, errorOf, NO_STORE, type Refusal, unlessReplaced, worded } from '../refusal.ts'
import { jsonReply } from './json.ts'
import { errorPage } from './pages.ts'

/** What no header may hold. */
const inHeader = (text: string): string => text.replace(/[^\x20-\x7e]|["\\]/gu, '?')

/** Every error of OAuth names a page to read on. */
export const errorUri = (issuer: Issuer): Readonly<Record<string, string>> => {
  const uri = issuer.dialect.switches.errorUri
  return typeof uri === 'string' ? { error_uri: uri } : {}
}

const headersOf = (issuer: Issuer, { condition }: Refusal, error: Readonly<Record<string, string>>): Reply['headers'] =>
  Object.entries(answerOf(issuer, condition).headers ?? {}).map(([name, value]) => [
    name,
    worded(value, Object.fromEntries(Object.entries(error).map(([member, of]) => [member, inHeader(of)]))),
  ])

/** How a condition that is not told by redirect leaves the provider. */
export const refused = (issuer: Issuer, refusal: Refusal): Reply => {
  const { as, status = 400, members } = answerOf(issuer, refusal.condition)
  const error = errorOf(issuer, refusal)
  if (as === 'page') return unlessReplaced(issuer, refusal, errorPage(issuer, status, error.error_description ?? ''))
  const headers = [...NO_STORE, ...headersOf(issuer, refusal, error)]
  const oauth = members === undefined ? { ...error, ...errorUri(issuer) } : { ...error, ...members }
  const body = as === 'bearer' && members !== undefined ? members : oauth
  return unlessReplaced(issuer, refusal, jsonReply(issuer, status, body, headers))
}
