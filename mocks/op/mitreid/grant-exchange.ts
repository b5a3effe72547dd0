import { randomUUID } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { GrantHandler } from './grant.ts'
import { holderOf } from './holder.ts'
import { issueTokens } from './issue.ts'
import type { Params } from './parameters.ts'
import { printed } from './scopes.ts'
import { findAccessToken, hasExpired, type KnownToken } from './token-records.ts'

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

const subjectOf = (issuer: Issuer, client: Client, params: Params): KnownToken | Refusal => {
  const look = looking(issuer, client.clientId)
  const value = params.get('subject_token')
  const type = params.get('subject_token_type')
  if (value === undefined) return { condition: 'exchange.subject-token-missing' }
  const wrongType = look('exchange.subject-token-type-wrong', type !== ACCESS_TOKEN)
  if (wrongType) return wrongType
  const token = findAccessToken(issuer, value)
  if (!token || token.record.accountId === undefined) return { condition: 'exchange.subject-token-invalid' }
  return look('exchange.subject-token-invalid', hasExpired(issuer, token.record)) ?? token
}

/** RFC 8693, which the federation had added to the software; only its own guide tells how. */
export const tokenExchange: GrantHandler = (issuer, client, params) => {
  const look = looking(issuer, client.clientId)
  const refusal =
    look('exchange.public-client', client.auth === 'none') ??
    look('exchange.client-not-enabled', !client.grants.includes('token-exchange'))
  if (refusal) return refusal
  const subject = subjectOf(issuer, client, params)
  if ('condition' in subject) return subject
  const audience = params.get('audience')
  const known = audience !== undefined && issuer.clients.has(audience)
  // One that nobody knows is ignored: the guide of that time told everybody to send `tokenExchange`.
  const unknown = look('exchange.audience-unknown', false)
  if (unknown) return unknown
  const had = scopesOf(String(subject.record.scope))
  const asked = params.has('scope') ? scopesOf(params.get('scope')) : had
  const wider = issuer.faults.behaviour('exchangeWidens', client.clientId) === true
  const scope = printed(wider ? asked : asked.filter((name) => had.includes(name)))
  const holder = {
    ...holderOf(subject.record),
    grantId: randomUUID(),
    clientId: client.clientId,
    audienceAsked: known ? audience : undefined,
    scope,
  }
  return { members: { ...issueTokens(issuer, client, holder), issued_token_type: ACCESS_TOKEN } }
}
