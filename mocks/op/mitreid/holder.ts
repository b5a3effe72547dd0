import { randomUUID } from 'node:crypto'
import type { Issuer } from '../issuer.ts'
import type { StoredRecord } from '../stored-record.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { printed } from './scopes.ts'
import type { BrowserSession } from './session.ts'

/** On what tokens rest: the request that a user approved, or what a client asked for itself. Outlives its session. */
export interface Holder extends StoredRecord {
  grantId: string
  clientId: string
  /** Absent for a client that acts for itself. */
  accountId?: string
  /** The browser session, which only ages with it. */
  sessionUid?: string
  /** What was granted. */
  scope: string
  nonce?: string
  authTime?: number
  maxAge?: string
  audienceAsked?: string
}

export const newHolder = (issuer: Issuer, request: AuthorizationRequest, session: BrowserSession): Holder => ({
  grantId: randomUUID(),
  clientId: request.clientId,
  accountId: session.accountId,
  sessionUid: session.uid,
  scope: printed(request.scopes),
  nonce: request.nonce,
  authTime: session.loginTs ?? Math.floor(issuer.now() / 1000),
  maxAge: request.maxAge,
  audienceAsked: request.audience,
})

/** The part of a record that is its holder. */
export const holderOf = (record: StoredRecord): Holder => {
  const { grantId = '', clientId = '', accountId, sessionUid, nonce, authTime, maxAge, audienceAsked } = record
  const scope = String(record.grantedScope ?? record.scope ?? '')
  return {
    grantId,
    clientId,
    accountId,
    sessionUid,
    scope,
    nonce,
    authTime,
    maxAge: typeof maxAge === 'string' ? maxAge : undefined,
    audienceAsked: typeof audienceAsked === 'string' ? audienceAsked : undefined,
  }
}
