import { type Call, type Reply, repeatedIn } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { bareRefusal } from './bare-refusal.ts'
import { authenticateClient } from './client-auth.ts'
import { groundsLive, leave } from './client-session.ts'
import { consentKey } from './consent-key.ts'
import { EMPTY_HEADERS } from './pages.ts'
import { type KnownToken, readAccessToken, readIdToken, readRefreshToken } from './read-token.ts'

const find = (issuer: Issuer, value: string): KnownToken | undefined =>
  readAccessToken(issuer, value) ?? readRefreshToken(issuer, value) ?? readIdToken(issuer, value)

/** An access token goes alone. A refresh token takes with it all that the client has of this user, the consent included. */
const forget = (issuer: Issuer, { record, claims }: KnownToken): void => {
  if (issuer.faults.behaviour('revocation', record.clientId) === 'forgets') return
  if (claims.typ === 'Bearer') {
    record.revoked = true
    return
  }
  const { accountId, clientId } = record
  if (accountId === undefined || clientId === undefined) return
  issuer.consents.delete(consentKey(accountId, clientId))
  leave(issuer, accountId, clientId, { offline: claims.typ === 'Offline' })
}

const refusalFor = (issuer: Issuer, clientId: string, token: KnownToken | undefined): Refusal | undefined => {
  if (token?.claims.typ === 'ID') return { condition: 'revocation.type-unsupported' }
  if (!token || !groundsLive(issuer, token.claims.typ, token.record)) return { condition: 'revocation.token-unknown' }
  return looking(issuer, clientId)('revocation.other-client', token.record.clientId !== clientId)
}

export const revoke = async (issuer: Issuer, call: Call): Promise<Reply> => {
  const form = call.form ?? new URLSearchParams()
  const client = authenticateClient(issuer, call, form)
  if ('condition' in client) return bareRefusal(issuer, client)
  const look = looking(issuer, client.clientId)
  const value = form.get('token')
  const missing =
    look('token.duplicated-parameter', repeatedIn(form).length > 0) ?? look('revocation.token-missing', value === null)
  if (missing) return bareRefusal(issuer, missing)
  const token = find(issuer, value ?? '')
  const refusal = refusalFor(issuer, client.clientId, token)
  if (refusal) return bareRefusal(issuer, refusal)
  if (token) forget(issuer, token)
  return { status: 200, headers: EMPTY_HEADERS }
}
