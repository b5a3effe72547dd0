import type { Client } from '#fixtures/schema/client.ts'
import { bend, replaced } from '#mocks/faults/bend.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { refused } from './answers.ts'
import { authenticateClient } from './client-auth.ts'
import type { GrantHandler } from './grant.ts'
import { clientCredentials } from './grant-client-credentials.ts'
import { authorizationCode } from './grant-code.ts'
import { TOKEN_EXCHANGE, tokenExchange } from './grant-exchange.ts'
import type { TokenMembers } from './issue.ts'
import { jsonReply } from './json.ts'
import { formOf, type Params, parametersOf } from './parameters.ts'

const grants: ReadonlyMap<string, GrantHandler> = new Map([
  ['authorization_code', authorizationCode],
  ['client_credentials', clientCredentials],
  [TOKEN_EXCHANGE, tokenExchange],
])

const isServed = (issuer: Issuer, grantType: string, { clientId }: Client): boolean => {
  const unserved = issuer.faults.behaviour('grantsRefused', clientId)
  if (Array.isArray(unserved) && unserved.includes(grantType)) return false
  return grantType !== TOKEN_EXCHANGE || issuer.profile.offers.includes('jwt-exchange')
}

const refusalFor = (issuer: Issuer, client: Client, params: Params): Refusal | undefined => {
  const grantType = params.get('grant_type')
  const look = looking(issuer, client.clientId)
  const served = grantType !== undefined && grants.has(grantType) && isServed(issuer, grantType, client)
  return (
    look('token.grant-type-missing', !grantType) ??
    look('token.grant-type-unsupported', !served) ??
    look('token.duplicated-parameter', false)
  )
}

const tokenReply = (issuer: Issuer, { clientId }: Client, members: TokenMembers): Reply => {
  const faults = issuer.faults.at('token.response', clientId)
  return replaced(faults, jsonReply(issuer, 200, bend(faults, { ...members })))
}

export const token = (issuer: Issuer, call: Call): Reply => {
  if (call.method !== 'POST') return refused(issuer, { condition: 'token.method-not-allowed' })
  const anywhere = issuer.faults.behaviour('credentials', parametersOf(call).get('client_id')) === 'query'
  const params = anywhere ? parametersOf(call) : formOf(call)
  const client = authenticateClient(issuer, call, params)
  if ('condition' in client) return refused(issuer, client)
  const refusal = refusalFor(issuer, client, params)
  if (refusal) return refused(issuer, refusal)
  const grant = grants.get(params.get('grant_type') ?? '')
  const granted = grant?.(issuer, client, params) ?? ({ condition: 'token.grant-type-unsupported' } as const)
  return 'condition' in granted ? refused(issuer, granted) : tokenReply(issuer, client, granted.members)
}
