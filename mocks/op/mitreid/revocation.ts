import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking } from '../refusal.ts'
import { refused } from './answers.ts'
import { authenticateClient } from './client-auth.ts'
import { joined, parametersOf } from './parameters.ts'
import { findAccessToken, findRefreshToken, forgetAccessTokensOf, forgetToken } from './token-records.ts'

/** RFC 7009, by GET too. A refresh token takes its access tokens with it. */
export const revoke = (issuer: Issuer, call: Call): Reply => {
  const params = parametersOf(call)
  const client = authenticateClient(issuer, call, params)
  if ('condition' in client) return refused(issuer, client)
  const look = looking(issuer, client.clientId)
  const value = joined(call, 'token')
  const missing =
    look('http.address-incomplete', value === undefined && call.method === 'GET') ??
    look('revocation.token-missing', value === undefined)
  if (missing) return refused(issuer, missing)
  const token = findAccessToken(issuer, value ?? '') ?? findRefreshToken(issuer, value ?? '')
  if (!token) return refused(issuer, { condition: 'revocation.token-unknown' })
  const foreign = look('revocation.other-client', token.record.clientId !== client.clientId)
  if (foreign) return refused(issuer, foreign)
  if (issuer.faults.behaviour('revocation', client.clientId) !== 'forgets') {
    if (token.model === 'RefreshToken') forgetAccessTokensOf(issuer, token)
    forgetToken(token)
  }
  return refused(issuer, { condition: 'revocation.done' })
}
