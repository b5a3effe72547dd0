import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { looking } from '../refusal.ts'
import { bareRefusal } from './bare-refusal.ts'
import { authenticateClient } from './client-auth.ts'
import { endSession } from './end-session.ts'
import { readRefreshToken } from './read-token.ts'

/** An offline token takes its grant with it, any other the browser session; a second time is no error. */
export const logoutByRefreshToken = async (issuer: Issuer, call: Call, form: URLSearchParams): Promise<Reply> => {
  const client = authenticateClient(issuer, call, form)
  if ('condition' in client) return bareRefusal(issuer, client)
  const token = readRefreshToken(issuer, form.get('refresh_token') ?? '')
  if (!token) return bareRefusal(issuer, { condition: 'logout.refresh-token-invalid' })
  const { record, claims } = token
  const foreign = looking(issuer, client.clientId)('refresh.other-client', record.clientId !== client.clientId)
  if (foreign) return bareRefusal(issuer, foreign)
  if (claims.typ === 'Offline' && record.grantId !== undefined) issuer.store.delete('Grant', record.grantId)
  const session = record.sessionUid === undefined ? undefined : issuer.store.byUid('Session', record.sessionUid)
  if (session?.jti !== undefined && claims.typ !== 'Offline') endSession(issuer, session.jti, client.clientId)
  return { status: 204, headers: [] }
}
