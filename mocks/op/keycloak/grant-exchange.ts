import { looking } from '../refusal.ts'
import { exchangeV1 } from './exchange-v1.ts'
import { exchangeV2 } from './exchange-v2.ts'
import type { GrantHandler } from './token.ts'

/** RFC 8693 in one of the two forms that Keycloak has had for it. */
export const tokenExchange: GrantHandler = async (issuer, client, form, call) => {
  const off = looking(issuer, client.clientId)(
    'exchange.feature-off',
    !issuer.profile.offers.includes('token-exchange'),
  )
  if (off) return off
  return (issuer.dialect.switches.tokenExchange === 'v2' ? exchangeV2 : exchangeV1)(issuer, client, form, call)
}
