import type { EngineAnswer } from '../engine-api.ts'
import { type Issuer, seconds } from '../issuer.ts'
import type { StoredRecord } from '../stored-record.ts'
import { ensurePlace } from './client-session.ts'

/**
 * Hands a code to the engine. The engine looks at use, age and place again; they have been judged before, or an armed
 * fault has overlooked them.
 */
export const redeem = async (issuer: Issuer, id: string, record: StoredRecord): Promise<EngineAnswer> => {
  record.exp = Math.max(record.exp ?? 0, seconds(issuer) + 60)
  ensurePlace(issuer, record)
  const engine = await issuer.engine()
  return engine.token(record.clientId ?? '', {
    grant_type: 'authorization_code',
    code: id,
    redirect_uri: record.redirectUri ?? '',
  })
}
