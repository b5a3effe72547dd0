import type { Profile } from '#fixtures/schema/profile.ts'
import { loadProfile } from '../../profiles/load.ts'
import { realmOf } from '../realm.ts'
import type { ClientRepresentation, MapperRepresentation } from '../representation.ts'
import { keycloakVersion } from '../version.ts'

/** The client of a role as a current Keycloak imports it. */
export const clientOf = (role: string, profile: Profile = loadProfile('openaire-beta')): ClientRepresentation => {
  const id = profile.clients[role]?.clientId
  const { clients } = realmOf(profile, keycloakVersion('26.7.3'))
  const found = clients.find((client): client is ClientRepresentation => client.clientId === id)
  if (!found) throw new Error(`no client ${role}`)
  return found
}

/** What a mapper of that name is told. */
export const mapperOf = (mappers: readonly MapperRepresentation[] | undefined, name: string) =>
  mappers?.find((mapper) => mapper.name === name)?.config
