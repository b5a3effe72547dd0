import { bend } from '#mocks/faults/bend.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { signedUserinfo } from '../signed.ts'
import type { StoredRecord } from '../stored-record.ts'
import { refused } from './answers.ts'
import { tokenOf } from './bearer.ts'
import { jsonReply } from './json.ts'
import { claimsOf } from './tokens.ts'

const refusalFor = (issuer: Issuer, { accountId, clientId, scope }: StoredRecord): Refusal | undefined => {
  const look = looking(issuer, clientId)
  return (
    look('userinfo.no-user', accountId === undefined || !issuer.people.has(accountId)) ??
    look('userinfo.scope-missing', accountId !== undefined && !scopesOf(scope).includes('openid'))
  )
}

const membersOf = (issuer: Issuer, { accountId, clientId, scope }: StoredRecord): Record<string, unknown> => {
  const aud = 'aud' in issuer.profile.claims ? { aud: clientId } : {}
  if (accountId === undefined) return { ...aud, sub: clientId }
  const overlooks = issuer.faults.behaviour('userinfoScopes', clientId)
  const all = overlooks === 'all' ? Object.keys(issuer.profile.scopes) : scopesOf(scope)
  const scopes = overlooks === 'none' ? [] : all
  return { ...aud, sub: accountId, ...claimsOf(issuer, 'userinfo', scopes, accountId) }
}

/** OpenID Connect's own: flat, with names of three generations for the same identifiers. */
export const userinfo = (issuer: Issuer, call: Call): Reply => {
  const found = tokenOf(issuer, call)
  if ('condition' in found) return refused(issuer, found)
  const { record } = found
  const refusal = refusalFor(issuer, record)
  if (refusal) return refused(issuer, refusal)
  const faults = [
    ...issuer.faults.at('claims', record.clientId),
    ...issuer.faults.at('userinfo.response', record.clientId),
  ]
  const claims = bend(faults, membersOf(issuer, record))
  return signedUserinfo(issuer, record.clientId ?? '', claims, jsonReply(issuer, 200, claims))
}
