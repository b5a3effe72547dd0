import type { Issuer } from '../issuer.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

const keyOf = (accountId: string, clientId: string): string => `${accountId} ${clientId}`

/** Told and agreed before, for all of these scopes; or of a service that the home organisation has approved for everybody. */
export const hasAgreed = (issuer: Issuer, { clientId, scopes }: AuthorizationRequest, accountId: string): boolean => {
  if (issuer.faults.behaviour('consent', clientId) === 'never') return true
  if (issuer.clients.get(clientId)?.consent !== true) return true
  const agreed = issuer.consents.get(keyOf(accountId, clientId))
  return agreed !== undefined && scopes.every((scope) => agreed.has(scope))
}

export const rememberConsent = (
  issuer: Issuer,
  { clientId, scopes }: AuthorizationRequest,
  accountId: string,
): void => {
  const key = keyOf(accountId, clientId)
  issuer.consents.set(key, new Set([...(issuer.consents.get(key) ?? []), ...scopes]))
}
