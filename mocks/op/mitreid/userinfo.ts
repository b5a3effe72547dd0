import { bend } from '#mocks/faults/bend.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { claimsFor, scopesOf } from '../claims.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { signedUserinfo } from '../signed.ts'
import type { StoredRecord } from '../stored-record.ts'
import { jsonReply, refused } from './answers.ts'
import { parametersOf } from './parameters.ts'
import { findAccessToken, hasExpired } from './token-records.ts'
import { userinfoToken } from './tokens.ts'

/** The header first, then query and form alike. */
export const presentedToken = (call: Call): string | undefined => {
  const [scheme = '', ...rest] = (call.headers.authorization ?? '').trim().split(/\s+/)
  if (/^bearer$/i.test(scheme)) return rest.join(' ').split(',', 1)[0] ?? ''
  return parametersOf(call).get('access_token')
}

/** Claims follow what the user granted, even where a refresh has narrowed the token. */
const claimsOf = (issuer: Issuer, { accountId, clientId, grantedScope }: StoredRecord): Record<string, unknown> => {
  const person = issuer.people.get(accountId ?? '')
  if (!person || accountId === undefined) return { sub: clientId }
  const overlooks = issuer.faults.behaviour('userinfoScopes', clientId)
  const all = overlooks === 'all' ? Object.keys(issuer.profile.scopes) : scopesOf(String(grantedScope))
  const scopes = overlooks === 'none' ? [] : all
  return { sub: accountId, ...claimsFor(issuer.profile, 'userinfo', scopes, person, accountId) }
}

const refusalFor = (issuer: Issuer, record: StoredRecord, value: string): Refusal | undefined => {
  const look = looking(issuer, record.clientId)
  return (
    look('userinfo.token-invalid', hasExpired(issuer, record), { access_token: value }) ??
    look('userinfo.no-user', record.accountId === undefined && issuer.dialect.switches.userinfoForUsersOnly === true) ??
    look('userinfo.scope-missing', !scopesOf(String(record.grantedScope)).includes('openid'))
  )
}

export const takesJson = (call: Call): boolean => {
  const { accept } = call.headers
  return accept === undefined || /\*\/\*|application\/(\*|json|jwt)/.test(accept)
}

export const userinfo = (issuer: Issuer, call: Call): Reply => {
  // Found before anything else is: a page for whoever would not understand the answer.
  if (!takesJson(call)) return refused(issuer, { condition: 'userinfo.not-acceptable' })
  const value = presentedToken(call)
  if (value === undefined) return refused(issuer, { condition: 'userinfo.token-missing' })
  const record = findAccessToken(issuer, value)?.record
  if (!record) return refused(issuer, { condition: 'userinfo.token-invalid', values: { access_token: value } })
  const refusal = refusalFor(issuer, record, value)
  if (refusal) return refused(issuer, refusal)
  const faults = [
    ...issuer.faults.at('claims', record.clientId),
    ...issuer.faults.at('userinfo.response', record.clientId),
  ]
  const claims = bend(faults, claimsOf(issuer, record))
  if (!/^application\/jwt\b/.test(call.headers.accept ?? '')) {
    return signedUserinfo(issuer, record.clientId ?? '', claims, jsonReply(200, claims))
  }
  const body = userinfoToken(issuer, record.clientId ?? '', seconds(issuer), claims)
  return { status: 200, headers: [['Content-Type', 'application/jwt;charset=UTF-8']], body }
}
