import type { Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { answerOf, errorOf, type Refusal, unlessReplaced } from '../refusal.ts'
import { furtherMembers, refused } from './answers.ts'
import { type Destination, deliver, type Pairs } from './redirects.ts'

export interface Told extends Destination {
  readonly state?: string
}

/** An error at the redirect URI: the error, the state, and whatever else belongs to the case. */
export const refusedByRedirect = (issuer: Issuer, to: Told, refusal: Refusal): Reply => {
  const keepsState = issuer.faults.behaviour('errorState', to.clientId) !== 'lost'
  const state: Pairs = to.state === undefined || !keepsState ? [] : [['state', to.state]]
  const further = Object.entries(furtherMembers(issuer, refusal)).map(([name, value]) => [name, String(value)] as const)
  const params: Pairs = [...Object.entries(errorOf(issuer, refusal)), ...state, ...further]
  return unlessReplaced(issuer, refusal, deliver(issuer, to, params))
}

/** On a page, or at the redirect URI where there is one to be trusted. */
export const refusedAuthorization = (issuer: Issuer, refusal: Refusal, to: Told | undefined): Reply =>
  answerOf(issuer, refusal.condition).as === 'redirect' && to
    ? refusedByRedirect(issuer, to, refusal)
    : refused(issuer, refusal)
