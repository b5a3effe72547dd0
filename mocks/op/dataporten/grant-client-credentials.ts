import { randomUUID } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import type { Issuer } from '../issuer.ts'
import { looking } from '../refusal.ts'
import type { GrantHandler } from './grant.ts'
import { issueTokens } from './issue.ts'
import { grantedScopes } from './scopes.ts'

/** What a faulty provider gives or calls otherwise. */
const bent = (issuer: Issuer, { clientId }: Client, scopes: readonly string[]): readonly string[] => {
  const fault = issuer.faults.behaviour('gatekeeperScopes', clientId)
  if (fault === 'all') return Object.keys(issuer.profile.scopes)
  return fault === 'bare' ? scopes.map((scope) => scope.replace(/^gk_/, '')) : scopes
}

/** A client that acts for itself: no user, and so no openid. */
export const clientCredentials: GrantHandler = (issuer, client, params) => {
  const look = looking(issuer, client.clientId)
  const notEnabled = look('credentials.not-enabled', !client.grants.includes('client-credentials'))
  if (notEnabled) return notEnabled
  const scopes = bent(issuer, client, grantedScopes(issuer, client, params.get('scope')))
  const invalid = look('credentials.scope-invalid', scopes.length === 0)
  if (invalid) return invalid
  return { members: issueTokens(issuer, { grantId: randomUUID(), clientId: client.clientId, scope: scopes.join(' ') }) }
}
