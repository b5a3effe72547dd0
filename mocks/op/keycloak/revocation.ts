import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type Call, type Reply, repeatedIn } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { authenticateClient } from './client-auth.ts'
import { grantLives } from './client-session.ts'
import { readAccessToken, readRefreshToken } from './read-token.ts'
import { jsonRefusal, looking } from './refusal.ts'

const isIdToken = (value: string): boolean => decodeJwt(value)?.claims.typ === 'ID'

/** A refresh token takes its client session with it, and the browser session when no other client is in it. */
const endSession = (issuer: Issuer, grantId: string, sessionUid: string | undefined, offline: boolean): void => {
  issuer.store.delete('Grant', grantId)
  const session = sessionUid === undefined ? undefined : issuer.store.byUid('Session', sessionUid)
  if (!session?.jti || offline) return
  const others = Object.values(session.authorizations ?? {}).filter(
    (authorization) => authorization?.grantId !== undefined && issuer.store.get('Grant', authorization.grantId),
  )
  if (others.length === 0) issuer.store.delete('Session', session.jti)
}

export const revoke = async (issuer: Issuer, call: Call): Promise<Reply> => {
  const form = call.form ?? new URLSearchParams()
  const client = authenticateClient(issuer, call, form)
  if ('condition' in client) return jsonRefusal(issuer, client)
  const look = looking(issuer, client.clientId)
  const value = form.get('token')
  const missing =
    look('token.duplicated-parameter', repeatedIn(form).length > 0) ?? look('revocation.token-missing', value === null)
  if (missing || value === null) return jsonRefusal(issuer, missing ?? { condition: 'revocation.token-missing' })
  const access = readAccessToken(issuer, value)
  const refresh = readRefreshToken(issuer, value)
  const token = access ?? refresh
  if (isIdToken(value)) return jsonRefusal(issuer, { condition: 'revocation.type-unsupported' })
  if (!token || (refresh && !grantLives(issuer, refresh.record))) {
    return jsonRefusal(issuer, { condition: 'revocation.token-unknown' })
  }
  const foreign = look('revocation.other-client', token.record.clientId !== client.clientId)
  if (foreign) return jsonRefusal(issuer, foreign)
  if (issuer.faults.behaviour('revocation', client.clientId) !== 'forgets') {
    if (access) access.record.revoked = true
    if (refresh?.record.grantId) {
      endSession(issuer, refresh.record.grantId, refresh.record.sessionUid, refresh.claims.typ === 'Offline')
    }
  }
  return { status: 200, headers: [] }
}
