import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import type { Looking, Refusal } from '../refusal.ts'

/** All that a client is registered for; what a request without a scope asks for. */
export const registeredScopes = (issuer: Issuer, client: Client): readonly string[] =>
  client.scopes ?? Object.keys(issuer.profile.scopes)

/** The scopes of a request; all that the client is registered for when it names none. */
export const requestedScopes = (issuer: Issuer, client: Client, scope: string | undefined): readonly string[] => {
  const asked = scopesOf(scope?.replaceAll(/[\s+]/g, ' '))
  return asked.length > 0 ? asked : registeredScopes(issuer, client)
}

const sorted = (scopes: Iterable<string>): readonly string[] => [...new Set(scopes)].sort()

/** As the software prints a set of scopes: in no promised order. `openid` comes first here. */
export const printed = (scopes: Iterable<string>): string =>
  [...sorted(scopes)].sort((a, b) => Number(b === 'openid') - Number(a === 'openid')).join(' ')

/** One place checks the scopes of every request; each endpoint has a name for it. */
export const checkScopes = (
  issuer: Issuer,
  client: Client,
  asked: readonly string[],
  look: Looking,
  condition: Refusal['condition'],
): Refusal | undefined => {
  const registered = registeredScopes(issuer, client)
  return look(
    condition,
    asked.some((scope) => !registered.includes(scope)),
    { requested: sorted(asked).join(', '), allowed: printed(registered) },
  )
}
