import { bend } from '#mocks/faults/bend.ts'
import { type Call, json, type Reply, repeatedIn } from '#mocks/wire/message.ts'
import { claimsFor, scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { authenticateClient } from './client-auth.ts'
import { grantLives, hasExpired, sessionLives } from './client-session.ts'
import { type KnownToken, readAccessToken, readRefreshToken } from './read-token.ts'
import { jsonRefusal, looking } from './refusal.ts'

const HINTS = new Set(['access_token', 'refresh_token', 'requesting_party_token'])

const isActive = (issuer: Issuer, { record, claims }: KnownToken): boolean => {
  if (hasExpired(issuer, record) || record.revoked === true) return false
  if (record.sessionUid === undefined) return true
  const offline = scopesOf(String(claims.scope)).includes('offline_access')
  return grantLives(issuer, record) && (offline || sessionLives(issuer, record))
}

const describe = (issuer: Issuer, token: KnownToken): Record<string, unknown> => {
  const { record, claims } = token
  const subject = record.accountId ?? ''
  const person = issuer.people.get(subject)
  const released = person
    ? claimsFor(issuer.profile, 'introspection', scopesOf(String(claims.scope)), person, subject)
    : {}
  return {
    ...claims,
    ...released,
    client_id: record.clientId,
    username: person?.username ?? `service-account-${record.clientId?.toLowerCase()}`,
    ...(issuer.dialect.switches.introspectionTokenType === true ? { token_type: 'Bearer' } : {}),
    active: true,
  }
}

export const introspect = async (issuer: Issuer, call: Call): Promise<Reply> => {
  const form = call.form ?? new URLSearchParams()
  const client = authenticateClient(issuer, call, form)
  if ('condition' in client) return jsonRefusal(issuer, { condition: 'introspection.unauthenticated' })
  const look = looking(issuer, client.clientId)
  const hint = form.get('token_type_hint')
  const value = form.get('token')
  const refusal =
    look('token.duplicated-parameter', repeatedIn(form).length > 0) ??
    look('introspection.public-client', client.auth === 'none') ??
    look('introspection.token-missing', value === null) ??
    look('introspection.hint-unknown', hint !== null && !HINTS.has(hint), { hint: hint ?? '' })
  if (refusal) return jsonRefusal(issuer, refusal)
  const token = readAccessToken(issuer, value ?? '') ?? readRefreshToken(issuer, value ?? '')
  const active = token !== undefined && (isActive(issuer, token) || issuer.faults.skips('introspection.inactive'))
  const faults = issuer.faults.at('introspection.response', client.clientId)
  return json(200, bend(faults, active ? describe(issuer, token) : { active: false }))
}
