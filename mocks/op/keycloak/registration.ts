import type { Call, Reply } from '#mocks/wire/message.ts'
import type { Issuer } from '../issuer.ts'
import { jsonRefusal } from './refusal.ts'

/** Announced, and open to nobody: clients come from the federation's registry. */
export const register = async (issuer: Issuer, call: Call): Promise<Reply> =>
  jsonRefusal(issuer, {
    condition:
      call.headers.authorization === undefined ? 'registration.host-not-trusted' : 'registration.token-invalid',
  })
