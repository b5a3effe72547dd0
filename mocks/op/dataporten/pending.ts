import { randomUUID } from 'node:crypto'
import { type Issuer, seconds } from '../issuer.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { Choice } from './hints.ts'
import type { BrowserSession } from './session.ts'

/** A request that has passed every check, and what its user has said so far. */
export interface PendingLogin {
  readonly id: string
  readonly request: AuthorizationRequest
  /** Seconds since the epoch. */
  readonly until: number
  choice?: Choice
  /** Whoever is logged in may go on, although it is not who was expected. */
  anyUser?: true
  /** The password was typed for this request. */
  fresh?: true
  agreed?: true
}

/** More tabs than anybody has open; the oldest goes. */
const MOST = 20

export const newPending = (issuer: Issuer, session: BrowserSession, request: AuthorizationRequest): PendingLogin => {
  const until = seconds(issuer) + issuer.profile.lifetimes.login
  const pending: PendingLogin = { id: randomUUID(), request, until }
  const [oldest] = session.pending.keys()
  if (oldest !== undefined && session.pending.size >= MOST) session.pending.delete(oldest)
  session.pending.set(pending.id, pending)
  return pending
}

export const findPending = (
  issuer: Issuer,
  session: BrowserSession,
  id: string | undefined,
): PendingLogin | undefined => {
  const pending = session.pending.get(id ?? '')
  return pending && pending.until > seconds(issuer) ? pending : undefined
}
