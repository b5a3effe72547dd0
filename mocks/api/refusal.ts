import type { Answer } from '#fixtures/schema/dialect.ts'
import { bend, replaced } from '#mocks/faults/bend.ts'
import type { FaultBook } from '#mocks/op/fault-book.ts'
import { json, type Reply } from '#mocks/wire/message.ts'
import { type ApiCondition, apiConditions } from './conditions.ts'

/** A condition that was met: the request goes no further. */
export interface ApiRefusal {
  readonly condition: ApiCondition
  /** The word that the scope lacks. */
  readonly scope?: string
}

/** Looks for a condition; an armed fault makes it blind to it. */
export type Looking = (condition: ApiCondition, met: boolean) => ApiRefusal | undefined

export const lookingWith =
  (faults: FaultBook): Looking =>
  (condition, met) =>
    met && !faults.skips(condition) ? { condition } : undefined

export interface Refusing {
  readonly realm: string
  /** How whoever is to be called identifies the caller: `Basic` behind a gatekeeper. */
  readonly scheme: 'Bearer' | 'Basic'
  readonly faults: FaultBook
}

const quoted = (text: string): string => text.replaceAll(/[^\x20-\x7e]|["\\]/g, '')

const challenge = ({ realm, scheme }: Refusing, members: Readonly<Record<string, unknown>>): string => {
  const parts = [['realm', realm], ...Object.entries(members)].map(([name, value]) => `${name}="${quoted(`${value}`)}"`)
  return `${scheme} ${parts.join(', ')}`
}

/** Status, challenge and a body that says the same (RFC 6750 section 3.1). */
export const refusalReply = (refusing: Refusing, { condition, scope }: ApiRefusal): Reply => {
  const { status = 401, error, description }: Omit<Answer, 'as'> = apiConditions[condition]
  const bent = refusing.faults.refusing(condition)
  const words = {
    ...(error === undefined ? {} : { error }),
    ...(error === undefined || description === undefined ? {} : { error_description: description }),
    ...(scope === undefined ? {} : { scope }),
  }
  const members = refusing.scheme === 'Bearer' ? bend(bent, words) : {}
  const challenged = status === 401 || error !== undefined
  const headers: Reply['headers'] = [
    ['Cache-Control', 'no-store'],
    ...(challenged ? [['WWW-Authenticate', challenge(refusing, members)] as const] : []),
  ]
  return replaced(bent, json(status, { ...members, message: description ?? 'Not authorized' }, headers))
}
