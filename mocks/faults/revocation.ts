import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt } from './rows.ts'

export const revocationFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'revocation', {
    'of-others': blind(
      'RFC7009-2.1-client',
      'a client that may revoke the tokens of another',
      'revocation.other-client',
    ),
  }),
  ...faultsAt('refusal', 'revocation', {
    'unknown-refused': [
      'a revocation that is refused because the token is unknown',
      'RFC7009-2.2',
      { also: ['REVOKE'], of: ['revocation.token-unknown'], answer: { status: 400 } },
    ],
  }),
]
