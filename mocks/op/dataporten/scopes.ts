import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'

/** All that a client has been approved for; what a request without a scope asks for. */
export const approvedScopes = (issuer: Issuer, client: Client): readonly string[] =>
  client.scopes ?? Object.keys(issuer.profile.scopes)

/** What is granted of a request: those of its scopes that are approved, each once. Others are left out without a word. */
export const grantedScopes = (issuer: Issuer, client: Client, scope: string | undefined): readonly string[] => {
  const approved = approvedScopes(issuer, client)
  const asked = scopesOf(scope)
  return asked.length === 0 ? approved : [...new Set(asked)].filter((name) => approved.includes(name))
}
