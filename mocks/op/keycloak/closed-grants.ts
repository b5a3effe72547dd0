import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { Issuer } from '../issuer.ts'
import type { Refusal } from '../refusal.ts'
import type { GrantHandler } from './token.ts'

const UMA = 'urn:ietf:params:oauth:grant-type:uma-ticket'
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const CIBA = 'urn:openid:params:grant-type:ciba'

const never =
  (condition: Refusal['condition']): GrantHandler =>
  async () => ({ condition })

/** Permissions, for which none of our clients is registered (User-Managed Access 2.0 section 3.3.1). */
const uma: GrantHandler = async (_issuer, client, form) => {
  if (client.auth === 'none') return { condition: 'credentials.public-client' }
  if (!client.grants.includes('client-credentials')) return { condition: 'credentials.not-enabled' }
  return { condition: form.has('audience') ? 'uma.no-permissions' : 'uma.audience-missing' }
}

/** RFC 7523 section 2.1, which is switched on client by client. */
const jwtBearer: GrantHandler = async (_issuer, _client, form) => {
  const assertion = form.get('assertion')
  if (assertion === null) return { condition: 'jwt-grant.assertion-missing' }
  return { condition: decodeJwt(assertion) ? 'jwt-grant.not-enabled' : 'jwt-grant.assertion-invalid' }
}

/** Grants that Keycloak knows and gives nothing for, since no client of ours is registered for them. */
export const closedGrants = ({ dialect }: Issuer): Readonly<Record<string, GrantHandler>> => ({
  password: never('password.not-allowed'),
  [CIBA]: never('ciba.not-allowed'),
  [UMA]: uma,
  // Newer versions know it.
  ...('jwt-grant.not-enabled' in dialect.conditions ? { [JWT_BEARER]: jwtBearer } : {}),
})
