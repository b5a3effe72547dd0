import { isAbsolute, resolve } from 'node:path'
import type { Profile } from '#fixtures/schema/profile.ts'
import { keycloakDistribution } from '#mocks/keycloak/distribution.ts'
import { keptProfile, lineOf } from '#mocks/keycloak/kept-profile.ts'
import { realmOf, realmPlace } from '#mocks/keycloak/realm.ts'
import { type RunningKeycloak, startKeycloak } from '#mocks/keycloak/server.ts'
import type { KeycloakVersion } from '#mocks/keycloak/version.ts'
import { profileNames } from '#mocks/profiles/load.ts'
import { configurationFor } from './configuration.ts'
import { filesIn, type KeycloakFiles, makeFolder, writeRealm, writeTarget } from './files.ts'

export interface Wanted {
  /** Name or path of the profile, as given. */
  readonly reference: string
  readonly profile: Profile
  readonly version: KeycloakVersion
  readonly port: number
  readonly folder: string
  readonly admin?: { readonly username: string; readonly password: string }
  readonly signal?: AbortSignal
  /** Told before each step that takes a while. */
  readonly say: (sentence: string) => void
}

export interface StoodUp {
  readonly keycloak: RunningKeycloak
  readonly issuer: string
  readonly files: KeycloakFiles
}

/** The written profile stands elsewhere than the command ran. */
const anchored = (reference: string): string =>
  profileNames().includes(reference) || isAbsolute(reference) ? reference : resolve(reference)

/** Fetches, configures and starts a Keycloak that keeps a profile, and writes what `aai run` needs to meet it. */
export const standUp = async (wanted: Wanted): Promise<StoodUp> => {
  const { profile, version, folder, port, admin, signal, say } = wanted
  const line = lineOf(version)
  const { relativePath } = realmPlace(profile)
  const files = filesIn(folder)
  await makeFolder(folder)
  const realm = realmOf(profile, version)
  await writeRealm(files.realm, realm)
  say(`Looking for Keycloak ${version.text}; the first time Maven fetches 170 MB.`)
  const distribution = await keycloakDistribution(version, { signal })
  say('Starting it with one realm in memory; that takes half a minute or so.')
  const keycloak = await startKeycloak({
    distribution,
    version,
    realm,
    relativePath,
    port,
    log: files.log,
    admin,
    signal,
  })
  const kept = keptProfile(profile, anchored(wanted.reference), line, keycloak.origin)
  const issuer = keycloak.origin + new URL(profile.issuer).pathname
  const place = { id: `keycloak-${line.major}`, title: String(kept.title), issuer, profile: './profile.json' }
  await writeTarget(files, kept, configurationFor(profile, place))
  return { keycloak, issuer, files }
}
