import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { text } from './pages.ts'
import type { Params } from './parameters.ts'

/**
 * No client of ours has registered how it would sign a request object, so each one that can be read is refused; what
 * cannot be read is ignored.
 */
export const requestObjectFlaw = (issuer: Issuer, params: Params): Refusal | undefined => {
  const object = params.get('request')
  const jwt = object === undefined ? undefined : decodeJwt(object)
  if (!jwt) return undefined
  const clientId = params.get('client_id') ?? String(jwt.claims.client_id)
  const look = looking(issuer, clientId)
  const reason = issuer.clients.has(clientId)
    ? text(issuer, jwt.header.alg === 'none' ? 'request-object.unsigned' : 'request-object.signed', {
        alg: String(jwt.header.alg),
      })
    : text(issuer, 'request-object.client', { client_id: clientId })
  return look('authorization.request-object-invalid', true, { reason })
}
