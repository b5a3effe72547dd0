import type { KeycloakLine } from '#fixtures/keycloak/lines.ts'
import type { Client } from '#fixtures/schema/client.ts'
import type { Profile } from '#fixtures/schema/profile.ts'

type Audiences = Readonly<Record<string, Pick<Client, 'audience'>>>

/**
 * The federations' build exchanges every token for a client that is registered for it. The published one wants it
 * named in the token, so the clients of those roles that a profile has name it there.
 */
export const audiencesOf = ({ clients }: Profile, { audience }: KeycloakLine): Audiences =>
  Object.fromEntries(
    Object.entries(audience)
      .filter(([role]) => role in clients)
      .map(([role, named]) => [role, { audience: named.filter((other) => other in clients) }]),
  )

export const withAudiences = (profile: Profile, line: KeycloakLine): Profile => {
  const clients = { ...profile.clients }
  for (const [role, audience] of Object.entries(audiencesOf(profile, line))) {
    const client = clients[role]
    if (client) clients[role] = { ...client, ...audience }
  }
  return { ...profile, clients }
}
