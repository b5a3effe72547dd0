import { join } from 'node:path'
import type { Profile } from '#fixtures/schema/profile.ts'
import { keycloakDistribution } from '#mocks/keycloak/distribution.ts'
import { keptDialect, keptProfile, lineOf } from '#mocks/keycloak/kept-profile.ts'
import { realmOf, realmPlace } from '#mocks/keycloak/realm.ts'
import { type RunningKeycloak, startKeycloak } from '#mocks/keycloak/server.ts'
import type { KeycloakVersion } from '#mocks/keycloak/version.ts'
import { configurationFor, joined, type Prepared } from '../real/configuration.ts'
import {
  anchored,
  makeFolder,
  ownerOnly,
  type RunFiles,
  runFiles,
  targetFiles,
  writeJson,
  writeRun,
} from '../real/files.ts'

export interface KeptIssuer {
  /** Name or path of the profile, as given. */
  readonly reference: string
  /** As it shall be kept. */
  readonly profile: Profile
}

export interface Wanted extends KeptIssuer {
  /** The other environment, at a Keycloak of its own. */
  readonly pair?: KeptIssuer
  readonly version: KeycloakVersion
  /** The other environment takes any free one. */
  readonly port: number
  readonly folder: string
  /** Seconds that scenarios may wait. */
  readonly patience: number
  readonly admin?: { readonly username: string; readonly password: string }
  readonly signal?: AbortSignal
  /** Told before each step that takes a while. */
  readonly say: (sentence: string) => void
}

interface StoodUpTarget {
  readonly id: string
  readonly issuer: string
  /** Path of everything it says. */
  readonly log: string
}

export interface StoodUp {
  /** The target asked for, then its pair. */
  readonly targets: readonly StoodUpTarget[]
  readonly files: RunFiles
  /** What the configuration asks for. */
  readonly environment: Readonly<Record<string, string>>
  /** Resolves when one is gone, whoever ended it. */
  readonly ended: Promise<void>
  readonly close: () => Promise<void>
}

interface Started extends StoodUpTarget {
  readonly keycloak: RunningKeycloak
  readonly prepared: Prepared
}

const start = async (wanted: Wanted, distribution: string, id: string, pair?: string): Promise<Started> => {
  const { profile, version, port, folder, patience, admin, signal } = wanted
  const line = lineOf(version)
  const files = targetFiles(id)
  const log = join(folder, files.log)
  const { relativePath } = realmPlace(profile)
  const realm = realmOf(profile, version)
  await writeJson(join(folder, `${id}.realm.json`), realm, ownerOnly)
  const keycloak = await startKeycloak({ distribution, version, realm, relativePath, port, log, admin, signal })
  const { origin } = keycloak
  const dialect = `./${files.dialect}`
  const kept = keptProfile(profile, { base: anchored(wanted.reference), dialect, line, origin })
  await writeJson(join(folder, files.profile), kept)
  await writeJson(join(folder, files.dialect), keptDialect(line))
  const issuer = origin + new URL(profile.issuer).pathname
  const place = { id, title: String(kept.title), issuer, profile: `./${files.profile}`, patience, pair }
  return { id, issuer, log, keycloak, prepared: configurationFor(profile, place) }
}

/** All of them, or none. */
const startAll = async (wanted: Wanted, distribution: string): Promise<readonly Started[]> => {
  const id = `keycloak-${lineOf(wanted.version).major}`
  const pairId = `${id}-pair`
  const first = await start(wanted, distribution, id, wanted.pair && pairId)
  if (wanted.pair === undefined) return [first]
  try {
    return [first, await start({ ...wanted, ...wanted.pair, port: 0 }, distribution, pairId, id)]
  } catch (error) {
    await first.keycloak.close()
    throw error
  }
}

/** Fetches, configures and starts a Keycloak that keeps a profile, and writes what `aai run` needs to meet it. */
export const standUp = async (wanted: Wanted): Promise<StoodUp> => {
  const { version, folder, signal, say } = wanted
  // What cannot be kept is refused before anything is fetched.
  lineOf(version)
  for (const issuer of [wanted, ...(wanted.pair ? [wanted.pair] : [])]) realmPlace(issuer.profile)
  await makeFolder(folder)
  say(`Looking for Keycloak ${version.text}; the first time Maven fetches 170 MB.`)
  const distribution = await keycloakDistribution(version, { signal })
  say('Starting it with one realm in memory; that takes half a minute or so.')
  const targets = await startAll(wanted, distribution)
  const keycloaks = targets.map(({ keycloak }) => keycloak)
  const files = runFiles(folder, 'keycloak')
  const prepared = joined(targets.map((each) => each.prepared))
  await writeRun(files, prepared)
  return {
    targets,
    files,
    environment: prepared.environment,
    ended: Promise.race(keycloaks.map(({ ended }) => ended)),
    close: async () => {
      await Promise.all(keycloaks.map(({ close }) => close()))
    },
  }
}
