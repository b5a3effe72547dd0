import { json, type Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { answerOf, errorOf, NO_STORE, type Refusal, unlessReplaced, worded } from '../refusal.ts'
import { errorPage } from './pages.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Spring writes descriptions as HTML; so what a client sent is harmless in a header, too. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']|[^\x20-\x7e]/gu, (character) => ENTITIES[character] ?? `&#${character.codePointAt(0)};`)

const JSON_TYPE = ['Content-Type', 'application/json;charset=UTF-8'] as const

export const jsonReply = (status: number, value: unknown, headers: Reply['headers'] = []): Reply => {
  const reply = json(status, value, headers)
  return { ...reply, headers: [JSON_TYPE, ...headers] }
}

/** Members beside the error, with the values of the case in them. */
export const furtherMembers = (issuer: Issuer, { condition, values }: Refusal): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answerOf(issuer, condition).members ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? worded(value, values) : value,
    ]),
  )

const headersOf = (issuer: Issuer, { condition }: Refusal, error: Readonly<Record<string, string>>): Reply['headers'] =>
  Object.entries(answerOf(issuer, condition).headers ?? {}).map(([name, value]) => [name, worded(value, error)])

const asJson = (issuer: Issuer, refusal: Refusal, status: number): Reply => {
  const error = Object.fromEntries(
    Object.entries(errorOf(issuer, refusal)).map(([name, value]) => [name, escaped(value)]),
  )
  const members = { ...error, ...furtherMembers(issuer, refusal) }
  return jsonReply(status, members, [...NO_STORE, ...headersOf(issuer, refusal, error)])
}

/** How a condition that is not told by redirect leaves the provider. */
export const refused = (issuer: Issuer, refusal: Refusal): Reply => {
  const { as, status = 400 } = answerOf(issuer, refusal.condition)
  const { error, error_description: message = '' } = errorOf(issuer, refusal)
  const reply =
    as === 'json'
      ? asJson(issuer, refusal, status)
      : as === 'empty'
        ? { status, headers: headersOf(issuer, refusal, {}) }
        : errorPage(issuer, status, { error, message })
  return unlessReplaced(issuer, refusal, reply)
}
