import { randomUUID } from 'node:crypto'
import { looking } from '../refusal.ts'
import type { GrantHandler } from './grant.ts'
import { issueTokens } from './issue.ts'
import { printed, requestedScopes } from './scopes.ts'

/** A client that acts for itself is known by its own name, to everybody. */
export const clientCredentials: GrantHandler = (issuer, client, params) => {
  const look = looking(issuer, client.clientId)
  const enabled = client.grants.includes('client-credentials')
  const refusal =
    look('credentials.public-client', client.auth === 'none' && !enabled) ?? look('credentials.not-enabled', !enabled)
  if (refusal) return refusal
  const scope = printed(requestedScopes(issuer, client, params.get('scope')))
  return { members: issueTokens(issuer, client, { grantId: randomUUID(), clientId: client.clientId, scope }) }
}
