import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { bareRefusal } from './bare-refusal.ts'
import { authenticateClient } from './client-auth.ts'

/** CIBA is announced by the software, and no client of ours has it. */
export const authenticateByBackchannel = async (issuer: Issuer, call: Call): Promise<Reply> => {
  const client = authenticateClient(issuer, call, call.form ?? new URLSearchParams())
  return bareRefusal(issuer, 'condition' in client ? client : { condition: 'ciba.request-not-allowed' })
}
