import type { Client } from '#fixtures/schema/client.ts'
import { bend } from '#mocks/faults/bend.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking, NO_STORE, type Refusal } from '../refusal.ts'
import { jsonReply, refused } from './answers.ts'
import { authenticateClient } from './client-auth.ts'
import type { GrantHandler } from './grant.ts'
import { clientCredentials } from './grant-client-credentials.ts'
import { authorizationCode } from './grant-code.ts'
import { DEVICE_CODE, deviceCode } from './grant-device.ts'
import { TOKEN_EXCHANGE, tokenExchange } from './grant-exchange.ts'
import { refresh } from './grant-refresh.ts'
import type { TokenMembers } from './issue.ts'
import { type Params, parametersOf } from './parameters.ts'
import { checkScopes, requestedScopes } from './scopes.ts'

/** Served by the software, and by no client of ours. */
const nobody: GrantHandler = (_issuer, _client, params) => ({
  condition: 'token.grant-type-not-allowed',
  values: { grant_type: params.get('grant_type') ?? '' },
})

const grants: ReadonlyMap<string, GrantHandler> = new Map([
  ['authorization_code', authorizationCode],
  ['refresh_token', refresh],
  ['client_credentials', clientCredentials],
  [DEVICE_CODE, deviceCode],
  [TOKEN_EXCHANGE, tokenExchange],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', nobody],
  ['urn:ietf:params:oauth:grant_type:redelegate', nobody],
])

const scopeConditions: ReadonlyMap<string, Refusal['condition']> = new Map([
  ['refresh_token', 'refresh.scope-invalid'],
  ['client_credentials', 'credentials.scope-invalid'],
])

const offered = (issuer: Issuer, grantType: string): GrantHandler | undefined =>
  grantType === TOKEN_EXCHANGE && !issuer.profile.offers.includes('token-exchange') ? undefined : grants.get(grantType)

/** No check of the software's: what a fault makes a provider stumble over. */
const stumbling = (issuer: Issuer, params: Params, client: string): Refusal | undefined => {
  const grantType = params.get('grant_type') ?? ''
  const unserved = issuer.faults.behaviour('grantsRefused', client)
  return Array.isArray(unserved) && unserved.includes(grantType)
    ? { condition: 'token.grant-type-unsupported', values: { grant_type: grantType } }
    : undefined
}

/** What is looked at before any grant is, in this order. */
const refusalFor = (issuer: Issuer, client: Client, params: Params): Refusal | undefined => {
  const grantType = params.get('grant_type') ?? ''
  const look = looking(issuer, client.clientId)
  const scopes = requestedScopes(issuer, client, params.get('scope'))
  const condition = scopeConditions.get(grantType) ?? 'token.scope-invalid'
  const exchange = grantType === TOKEN_EXCHANGE
  return (
    look('client.other-in-form', (params.get('client_id') ?? client.clientId) !== client.clientId) ??
    (exchange ? undefined : checkScopes(issuer, client, scopes, look, condition)) ??
    look('token.grant-type-missing', grantType.trim() === '') ??
    look('token.grant-type-implicit', grantType === 'implicit') ??
    stumbling(issuer, params, client.clientId)
  )
}

const tokenReply = (issuer: Issuer, client: Client, members: TokenMembers): Reply => {
  const faults = issuer.faults.at('token.response', client.clientId)
  const kept = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
  const replaced = faults.findLast((fault) => fault.answer)?.answer
  const reply = jsonReply(200, bend(faults, kept), NO_STORE)
  if (!replaced) return reply
  return {
    status: replaced.status ?? 200,
    headers: replaced.headers ? Object.entries(replaced.headers) : reply.headers,
    body: replaced.body ?? reply.body,
  }
}

export const token = (issuer: Issuer, call: Call): Reply => {
  const params = parametersOf(call)
  const client = authenticateClient(issuer, call, params)
  if ('condition' in client) return refused(issuer, client)
  if (call.method === 'GET' || call.method === 'HEAD') {
    return refused(issuer, { condition: 'token.method-not-allowed', values: { method: 'GET' } })
  }
  if (call.method !== 'POST') return refused(issuer, { condition: 'http.form-not-allowed' })
  const refusal = refusalFor(issuer, client, params)
  if (refusal) return refused(issuer, refusal)
  const grantType = params.get('grant_type') ?? ''
  const grant = offered(issuer, grantType)
  const granted = grant
    ? grant(issuer, client, params)
    : ({ condition: 'token.grant-type-unsupported', values: { grant_type: grantType } } as const)
  return 'condition' in granted ? refused(issuer, granted) : tokenReply(issuer, client, granted.members)
}
