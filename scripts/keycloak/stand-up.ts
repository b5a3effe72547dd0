import { isAbsolute, resolve } from 'node:path'
import type { Profile } from '#fixtures/schema/profile.ts'
import { keycloakDistribution } from '#mocks/keycloak/distribution.ts'
import { keptDialect, keptProfile, lineOf } from '#mocks/keycloak/kept-profile.ts'
import { realmOf, realmPlace } from '#mocks/keycloak/realm.ts'
import { type RunningKeycloak, startKeycloak } from '#mocks/keycloak/server.ts'
import type { KeycloakVersion } from '#mocks/keycloak/version.ts'
import { profileNames } from '#mocks/profiles/load.ts'
import { configurationFor } from './configuration.ts'
import { filesIn, type KeycloakFiles, makeFolder, writeRealm, writeTarget } from './files.ts'

export interface Wanted {
  /** Name or path of the profile, as given. */
  readonly reference: string
  /** As it shall be kept. */
  readonly profile: Profile
  readonly version: KeycloakVersion
  readonly port: number
  readonly folder: string
  /** Seconds that scenarios may wait. */
  readonly patience: number
  readonly admin?: { readonly username: string; readonly password: string }
  readonly signal?: AbortSignal
  /** Told before each step that takes a while. */
  readonly say: (sentence: string) => void
}

export interface StoodUp {
  readonly keycloak: RunningKeycloak
  readonly issuer: string
  readonly files: KeycloakFiles
  /** What the configuration asks for. */
  readonly environment: Readonly<Record<string, string>>
}

/** Seconds: a code of a usual profile expires meanwhile, its tokens do not. */
export const usualPatience = 90

/** The written profile stands elsewhere than the command ran. */
const anchored = (reference: string): string =>
  profileNames().includes(reference) || isAbsolute(reference) ? reference : resolve(reference)

const start = async (wanted: Wanted, files: KeycloakFiles): Promise<RunningKeycloak> => {
  const { profile, version, port, admin, signal, say } = wanted
  const { relativePath } = realmPlace(profile)
  const realm = realmOf(profile, version)
  await writeRealm(files.realm, realm)
  say(`Looking for Keycloak ${version.text}; the first time Maven fetches 170 MB.`)
  const distribution = await keycloakDistribution(version, { signal })
  say('Starting it with one realm in memory; that takes half a minute or so.')
  return startKeycloak({ distribution, version, realm, relativePath, port, log: files.log, admin, signal })
}

/** Fetches, configures and starts a Keycloak that keeps a profile, and writes what `aai run` needs to meet it. */
export const standUp = async (wanted: Wanted): Promise<StoodUp> => {
  const { profile, version, folder, patience } = wanted
  const line = lineOf(version)
  const files = filesIn(folder)
  await makeFolder(folder)
  const keycloak = await start(wanted, files)
  const { origin } = keycloak
  const kept = keptProfile(profile, { base: anchored(wanted.reference), dialect: './dialect.json', line, origin })
  const issuer = origin + new URL(profile.issuer).pathname
  const place = { id: `keycloak-${line.major}`, title: String(kept.title), issuer, profile: './profile.json', patience }
  const prepared = configurationFor(profile, place)
  await writeTarget(files, { profile: kept, dialect: keptDialect(line), prepared })
  return { keycloak, issuer, files, environment: prepared.environment }
}
