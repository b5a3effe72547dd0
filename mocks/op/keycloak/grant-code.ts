import type { Client } from '#fixtures/schema/client.ts'
import { uuidOf } from '../identifiers.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { StoredRecord } from '../stored-record.ts'
import { detach, grantLives, hasExpired, placeNamed, sessionLives } from './client-session.ts'
import { issued } from './issued.ts'
import { checkVerifier } from './pkce.ts'
import { redeem } from './redeem.ts'
import type { GrantHandler } from './token.ts'

/** `<code>.<session>.<client>`, of which the last part is whatever follows the second dot. */
const partsOf = (code: string): readonly [uuid: string, sid: string, client: string] | undefined => {
  const [uuid, sid, ...rest] = code.split('.')
  return uuid === undefined || sid === undefined || rest.length === 0 ? undefined : [uuid, sid, rest.join('.')]
}

interface Found {
  readonly id: string
  readonly record: StoredRecord
}

/** A code that never was, or no longer is: it costs the client that it names its place in the session. */
const find = (issuer: Issuer, code: string): Found | undefined => {
  const parts = partsOf(code)
  if (!parts) return undefined
  const [uuid, sid, client] = parts
  const found = issuer.store.byUuid('AuthorizationCode', uuid)
  if (found && issuer.sidOf(found.record.sessionUid ?? '') === sid) return found
  const session = issuer.store.byUuid('Session', sid)?.record.uid
  if (session !== undefined && !found && issuer.profile.codeReplayRevokes) {
    detach(issuer, placeNamed(issuer, session, client))
  }
  return undefined
}

const checkSpent = (issuer: Issuer, client: Client, { record }: Found): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const spent = look('code.spent', record.consumed !== undefined) ?? look('code.expired', hasExpired(issuer, record))
  const revokes = spent !== undefined && issuer.profile.codeReplayRevokes
  if (revokes && issuer.faults.behaviour('replay', client.clientId) !== 'forgiven') detach(issuer, record.grantId)
  return spent
}

const refusalFor = (issuer: Issuer, client: Client, form: URLSearchParams, found: Found): Refusal | undefined => {
  const spent = checkSpent(issuer, client, found)
  if (spent) return spent
  const { record } = found
  // From here on the code is gone, whatever else is wrong with the request.
  record.consumed = true
  const look = looking(issuer, client.clientId)
  const namesClient = partsOf(form.get('code') ?? '')?.[2] === uuidOf(record.clientId ?? '')
  const otherUri = record.redirectUriNamed !== false && form.get('redirect_uri') !== record.redirectUri
  return (
    look('code.session-gone', !sessionLives(issuer, record)) ??
    look('code.session-unknown', !namesClient || !grantLives(issuer, record)) ??
    look('code.redirect-uri-mismatch', otherUri) ??
    look('code.other-client', record.clientId !== client.clientId) ??
    look('code.not-allowed', !client.grants.includes('code')) ??
    checkVerifier(issuer, record, form.get('code_verifier'), look)
  )
}

export const authorizationCode: GrantHandler = async (issuer, client, form) => {
  const code = form.get('code')
  if (code === null) return { condition: 'code.missing' }
  const found = find(issuer, code)
  if (!found) return { condition: 'code.unknown' }
  const refusal = refusalFor(issuer, client, form, found)
  if (refusal) return refusal
  return issued(issuer, await redeem(issuer, found.id, found.record), found.record, 'ac')
}
