import { randomUUID } from 'node:crypto'
import type { StoredRecord } from '../stored-record.ts'

/** On what tokens rest: a login, or what a client asked for itself. */
export interface Holder extends StoredRecord {
  grantId: string
  clientId: string
  /** Absent for a client that acts for itself. */
  accountId?: string
  /** The browser session, which only ages with it. */
  sessionUid?: string
  scope: string
  nonce?: string
  authTime?: number
  acr?: string
}

/** The part of a record that is its holder. */
export const holderOf = (record: StoredRecord): Holder => {
  const { grantId = randomUUID(), clientId = '', accountId, sessionUid, scope = '', nonce, authTime, acr } = record
  return { grantId, clientId, accountId, sessionUid, scope, nonce, authTime, acr }
}
