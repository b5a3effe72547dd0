import { setTimeout } from 'node:timers/promises'
import type { KeycloakLine } from '#fixtures/keycloak/lines.ts'
import { keycloakDistribution } from '../keycloak/distribution.ts'
import { realmOf, realmPlace } from '../keycloak/realm.ts'
import { startKeycloak } from '../keycloak/server.ts'
import { keycloakVersion } from '../keycloak/version.ts'
import { onOrigin } from '../op/played-profile.ts'
import { fidelityProfile, type RunningParty } from './our-party.ts'
import type { Party } from './party.ts'

const age: Party['age'] = async (_handle, seconds, issuedAt) => {
  await setTimeout(Math.max(0, issuedAt + seconds * 1000 - Date.now()))
}

/** A Keycloak that already listens, with the realm of the profile. */
export const keycloakAt = (origin: string, line: KeycloakLine): Party => {
  const profile = onOrigin(fidelityProfile(), origin)
  return { name: `Keycloak ${line.release}`, origin, issuer: profile.issuer, profile, age }
}

/** Starts the release of a line that we know best. Throws a ConfigurationError where there is none to be had. */
export const realKeycloak = async (line: KeycloakLine, signal?: AbortSignal): Promise<RunningParty> => {
  const version = keycloakVersion(line.release)
  const distribution = await keycloakDistribution(version, { signal })
  const profile = fidelityProfile()
  const { relativePath } = realmPlace(profile)
  const realm = realmOf(profile, version)
  const { origin, close } = await startKeycloak({ distribution, version, realm, relativePath, port: 0, signal })
  return { party: keycloakAt(origin, line), close }
}
