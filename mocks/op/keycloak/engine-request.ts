import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { toEngine } from './scopes.ts'

/** By its prompt, or by an age that newer versions take for no age at all. */
export const asksForLogin = (issuer: Issuer, request: AuthorizationRequest): boolean =>
  request.prompt.includes('login') || (request.maxAge === 0 && issuer.dialect.switches.maxAgeZeroAsks === true)

/** Only prompts that the engine knows; `none` wins, as it does in Keycloak, and only some clients need consent. */
const promptOf = (issuer: Issuer, request: AuthorizationRequest): string | undefined => {
  const { clientId } = request.client
  const asks = request.client.consent || request.device !== undefined
  const ignored = issuer.faults.behaviour('ignoresPrompt', clientId)
  const noneWins = issuer.faults.behaviour('prompts', clientId) !== 'last' || request.prompt.length === 1
  if (request.prompt.includes('none') && noneWins) return 'none'
  const known = [
    ...(asksForLogin(issuer, request) ? ['login'] : []),
    ...(asks && request.prompt.includes('consent') ? ['consent'] : []),
  ].filter((prompt) => prompt !== ignored)
  return known.length > 0 ? known.join(' ') : undefined
}

/** The request in the form that the engine gets to see: everything in it has been checked. */
export const forEngine = (issuer: Issuer, request: AuthorizationRequest): Record<string, string> => {
  const always = Object.entries(issuer.profile.scopes).flatMap(([name, { always: granted }]) => (granted ? [name] : []))
  const order = ['code', 'id_token', 'token', 'none'].filter((type) => request.responseTypes.has(type))
  const prompt = promptOf(issuer, request)
  const agesLogin = issuer.faults.behaviour('ignoresPrompt', request.client.clientId) !== 'max_age'
  return {
    client_id: request.client.clientId,
    // The engine knows no bare `token`; the ID token it adds is left out again.
    response_type: order.join(' ') === 'token' ? 'id_token token' : order.join(' '),
    scope: toEngine([...new Set([...scopesOf(request.scope), ...always])]),
    nonce: request.nonce || 'none',
    ...(prompt === undefined ? {} : { prompt }),
    ...(request.maxAge === undefined || request.maxAge < 0 || !agesLogin ? {} : { max_age: String(request.maxAge) }),
  }
}
