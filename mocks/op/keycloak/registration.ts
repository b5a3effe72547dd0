import { type Call, mediaType, type Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import type { Refusal } from '../refusal.ts'
import { bareRefusal } from './bare-refusal.ts'

const refusalFor = (call: Call): Refusal['condition'] => {
  if (mediaType(call.headers) !== 'application/json') return 'http.unsupported-media-type'
  return call.headers.authorization === undefined ? 'registration.host-not-trusted' : 'registration.token-invalid'
}

/** Announced, and open to nobody: clients come from the federation's registry. */
export const register = async (issuer: Issuer, call: Call): Promise<Reply> =>
  bareRefusal(issuer, { condition: refusalFor(call) })
