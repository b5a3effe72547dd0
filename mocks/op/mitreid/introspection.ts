import type { Client } from '#fixtures/schema/client.ts'
import { bend } from '#mocks/faults/bend.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { claimsFor, scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { looking } from '../refusal.ts'
import { jsonReply, refused } from './answers.ts'
import { authenticateClient } from './client-auth.ts'
import { joined, parametersOf } from './parameters.ts'
import { registeredScopes } from './scopes.ts'
import { findAccessToken, findRefreshToken, hasExpired, type KnownToken } from './token-records.ts'

/** `2026-11-22T03:50:53+0000` */
const written = (at: number): string => new Date(at * 1000).toISOString().replace(/\.\d+Z$/, '+0000')

const released = (issuer: Issuer, { record }: KnownToken): Record<string, unknown> => {
  const { accountId } = record
  const person = issuer.people.get(accountId ?? '')
  if (!person || accountId === undefined) return {}
  return claimsFor(
    issuer.profile,
    'introspection',
    scopesOf(String(record.grantedScope ?? record.scope)),
    person,
    accountId,
  )
}

/** The published release knows a user by the name of the login, and says nothing of itself. */
const userOf = (issuer: Issuer, accountId: string): string =>
  (issuer.dialect.switches.accessTokenNamesLogin === true && issuer.people.get(accountId)?.username) || accountId

/** Of the scopes, those that the caller is registered for, too. */
const describe = (issuer: Issuer, caller: Client, token: KnownToken): Record<string, unknown> => {
  const { record, model } = token
  const registered = registeredScopes(issuer, caller)
  const own = registered.filter((scope) => scopesOf(record.scope).includes(scope))
  return {
    active: true,
    scope: own.join(' '),
    ...(record.exp === undefined ? {} : { expires_at: written(record.exp), exp: record.exp }),
    sub: record.accountId ?? record.clientId,
    ...(record.accountId === undefined ? {} : { user_id: userOf(issuer, record.accountId) }),
    client_id: record.clientId,
    ...(model === 'RefreshToken' ? {} : { token_type: 'Bearer' }),
    ...(issuer.dialect.switches.accessTokenNamesLogin === true ? {} : { iss: issuer.issuer }),
    ...released(issuer, token),
  }
}

const find = (issuer: Issuer, value: string): KnownToken | undefined => {
  const token = findAccessToken(issuer, value) ?? findRefreshToken(issuer, value)
  if (!token) return undefined
  return hasExpired(issuer, token.record) && !issuer.faults.skips('introspection.inactive') ? undefined : token
}

/** RFC 7662, by GET too. An access token in the place of client authentication would need a scope that nobody has. */
export const introspect = (issuer: Issuer, call: Call): Reply => {
  const params = parametersOf(call)
  const bearer = /^bearer\s+(.*)$/i.exec(call.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) {
    return findAccessToken(issuer, bearer)
      ? refused(issuer, { condition: 'introspection.by-token' })
      : refused(issuer, { condition: 'userinfo.token-invalid', values: { access_token: bearer } })
  }
  const client = authenticateClient(issuer, call, params)
  if ('condition' in client) return refused(issuer, client)
  const look = looking(issuer, client.clientId)
  const value = joined(call, 'token')
  const refusal =
    look('http.address-incomplete', value === undefined && call.method === 'GET') ??
    look('introspection.token-missing', value === undefined) ??
    look('introspection.public-client', client.auth === 'none')
  if (refusal) return refused(issuer, refusal)
  const token = find(issuer, value ?? '')
  const faults = issuer.faults.at('introspection.response', client.clientId)
  return jsonReply(200, bend(faults, token ? describe(issuer, client, token) : { active: false }))
}
