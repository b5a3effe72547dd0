import type { ConditionId } from '#fixtures/dialects/conditions.ts'
import type { Answer } from '#fixtures/schema/dialect.ts'
import { bend, replaced } from '#mocks/faults/bend.ts'
import { json, type Reply } from '#mocks/wire/message.ts'
import type { Issuer } from './issuer.ts'

/** A condition of the dialect that was met: the request goes no further. */
export interface Refusal {
  readonly condition: ConditionId
  /** Fill `{name}` in the dialect's wording. */
  readonly values?: Readonly<Record<string, string>>
}

/** Looks for conditions on behalf of one client; an armed fault may make it blind to some, or see them everywhere. */
export type Looking = (condition: ConditionId, met: boolean, values?: Refusal['values']) => Refusal | undefined

export const looking =
  (issuer: Issuer, client?: string): Looking =>
  (condition, met, values) => {
    const seen = met ? !issuer.faults.skips(condition, client) : issuer.faults.sees(condition, client)
    return seen ? { condition, values } : undefined
  }

export const answerOf = (issuer: Issuer, condition: ConditionId): Answer => {
  const answer = issuer.dialect.conditions[condition]
  if (!answer) throw new Error(`dialect ${issuer.dialect.id} has no condition ${condition}`)
  return answer
}

export const worded = (text: string, values: Refusal['values'] = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)

/** error and error_description, as the dialect words them; and what a fault makes of them. */
export const errorOf = (issuer: Issuer, { condition, values }: Refusal): Record<string, string> => {
  const { error, description } = answerOf(issuer, condition)
  const members = {
    ...(error === undefined ? {} : { error: worded(error, values) }),
    ...(description === undefined ? {} : { error_description: worded(description, values) }),
  }
  const bent = bend(issuer.faults.refusing(condition), members)
  return Object.fromEntries(Object.entries(bent).map(([name, value]) => [name, String(value)]))
}

/** The reply to a refusal, or what a fault answers instead. */
export const unlessReplaced = (issuer: Issuer, { condition }: Refusal, reply: Reply): Reply =>
  replaced(issuer.faults.refusing(condition), reply)

export const NO_STORE = [
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
] as const

/** An OAuth error object, not to be cached unless said otherwise. */
export const jsonRefusal = (issuer: Issuer, refusal: Refusal, headers: Reply['headers'] = NO_STORE): Reply => {
  const answer = answerOf(issuer, refusal.condition)
  const reply = json(answer.status ?? 400, { ...errorOf(issuer, refusal), ...answer.members }, headers)
  return unlessReplaced(issuer, refusal, reply)
}
