import type { Call, Reply } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { StoredRecord } from '../stored-record.ts'
import { refused } from './answers.ts'
import { tokenOf } from './bearer.ts'
import { jsonReply } from './json.ts'
import { claimsOf } from './tokens.ts'

type User = { readonly record: StoredRecord; readonly accountId: string }

/** The user of the token of a request, or why there is none. */
export const userOf = (issuer: Issuer, call: Call, without: Refusal['condition']): User | Refusal => {
  const found = tokenOf(issuer, call)
  if ('condition' in found) return found
  const { record } = found
  const { accountId, clientId } = record
  const known = accountId !== undefined && issuer.people.has(accountId)
  const refusal = looking(issuer, clientId)(without, !known)
  return refusal || accountId === undefined ? (refusal ?? { condition: without }) : { record, accountId }
}

const photoOf = (picture: unknown): string | undefined =>
  typeof picture === 'string' ? picture.slice(picture.lastIndexOf('/') + 1) : undefined

/** Before OpenID Connect: the user in one member, the client in another. Some services still ask here. */
export const oldUserinfo = (issuer: Issuer, call: Call): Reply => {
  const user = userOf(issuer, call, 'userinfo.no-user')
  if ('condition' in user) return refused(issuer, user)
  const { accountId, record } = user
  const claims = claimsOf(issuer, 'userinfo', scopesOf(record.scope), accountId)
  const members = {
    userid: accountId,
    userid_sec: claims['dataporten-userid_sec'] ?? [],
    name: claims.name,
    email: claims.email,
    profilephoto: photoOf(claims.picture),
  }
  return jsonReply(issuer, 200, { user: members, audience: record.clientId })
}

/** Attributes of the directory of a home organisation, by the scope that opens each. */
const EXTENDED: readonly (readonly [attribute: string, from: string, scope: string, many: boolean])[] = [
  ['displayName', 'name', 'userinfo-name', false],
  ['cn', 'name', 'userinfo-name', true],
  ['mail', 'email', 'email', true],
  ['eduPersonPrincipalName', 'eduPersonPrincipalName', 'userid-feide', false],
  ['preferredLanguage', 'preferredLanguage', 'userinfo-language', false],
  ['eduPersonAffiliation', 'affiliation', 'userinfo-extra', true],
]

/** Extended userinfo, for users of Feide only. */
export const extendedUserinfo = (issuer: Issuer, call: Call): Reply => {
  const user = userOf(issuer, call, 'groups.no-user')
  if ('condition' in user) return refused(issuer, user)
  const attributes = issuer.people.get(user.accountId)?.attributes ?? {}
  if (attributes.eduPersonPrincipalName === undefined) return refused(issuer, { condition: 'userinfo.not-feide' })
  const scopes = scopesOf(user.record.scope)
  const members = EXTENDED.flatMap(([attribute, from, scope, many]) => {
    const value = attributes[from]
    if (value === undefined || !scopes.includes(scope)) return []
    return [[attribute, many ? [value].flat() : value] as const]
  })
  return jsonReply(issuer, 200, Object.fromEntries(members))
}
