import { json, type Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { NO_STORE } from '../refusal.ts'

/** PHP of old escapes slashes and whatever is not ASCII. */
const escaped = (text: string): string =>
  text
    .replaceAll('/', '\\/')
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

export const jsonReply = (
  issuer: Issuer,
  status: number,
  value: unknown,
  headers: Reply['headers'] = NO_STORE,
): Reply => {
  const reply = json(status, value, headers)
  const charset = { ...reply, headers: [['Content-Type', 'application/json; charset=utf-8'] as const, ...headers] }
  return issuer.dialect.switches.escapedSlashes === true ? { ...charset, body: escaped(reply.body ?? '') } : charset
}
