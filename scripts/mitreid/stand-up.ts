import { join } from 'node:path'
import type { Profile } from '#fixtures/schema/profile.ts'
import { contextPath } from '#mocks/mitreid/base.ts'
import { mitreidDistribution, mitreidTitle } from '#mocks/mitreid/distribution.ts'
import { keptDialect, keptPeople, keptProfile } from '#mocks/mitreid/kept-profile.ts'
import { startMitreid } from '#mocks/mitreid/server.ts'
import { configurationFor, type Prepared } from '../real/configuration.ts'
import { anchored, makeFolder, type RunFiles, runFiles, targetFiles, writeJson, writeRun } from '../real/files.ts'

export interface Wanted {
  /** Name or path of the profile, as given. */
  readonly reference: string
  readonly profile: Profile
  readonly port: number
  readonly folder: string
  /** Seconds that scenarios may wait. */
  readonly patience: number
  readonly signal?: AbortSignal
  /** Told before each step that takes a while. */
  readonly say: (sentence: string) => void
}

export interface StoodUp {
  readonly target: string
  /** With the slash at its end. */
  readonly issuer: string
  /** Path of everything it says. */
  readonly log: string
  readonly files: RunFiles
  /** What the configuration asks for. */
  readonly environment: Readonly<Record<string, string>>
  /** Resolves when it is gone, whoever ended it. */
  readonly ended: Promise<void>
  readonly close: () => Promise<void>
}

const target = 'mitreid'

/** Its other environment costs nothing where ours plays it. */
const other = 'openaire-beta'

const withOther = ({ configuration, environment }: Prepared): Prepared => ({
  configuration: { targets: { ...configuration.targets, [other]: { kind: 'embedded', profile: other } } },
  environment,
})

const prepare = async ({ reference, profile, folder, patience }: Wanted, issuer: string): Promise<Prepared> => {
  const files = targetFiles(target)
  const dialect = `./${files.dialect}`
  const kept = keptProfile(profile, { base: anchored(reference), dialect, issuer })
  await writeJson(join(folder, files.profile), kept)
  await writeJson(join(folder, files.dialect), keptDialect())
  const place = {
    id: target,
    title: String(kept.title),
    issuer,
    profile: `./${files.profile}`,
    patience,
    pair: other,
  }
  return withOther(configurationFor({ ...profile, people: keptPeople(profile) }, place))
}

/** Fetches, configures and starts a MITREid Connect that keeps a profile, and writes what `aai run` needs to meet it. */
export const standUp = async (wanted: Wanted): Promise<StoodUp> => {
  const { profile, port, folder, signal, say } = wanted
  // What cannot be kept is refused before anything is fetched.
  contextPath(profile)
  await makeFolder(folder)
  say(`Looking for ${mitreidTitle}; the first time Maven fetches 60 MB.`)
  const distribution = await mitreidDistribution({ signal })
  say('Starting it with its database in memory; that takes ten seconds or so.')
  const log = join(folder, targetFiles(target).log)
  const { issuer, ended, close } = await startMitreid({ profile, distribution, port, log, signal })
  const files = runFiles(folder, target)
  try {
    const prepared = await prepare(wanted, issuer)
    await writeRun(files, prepared)
    return { target, issuer, log, files, environment: prepared.environment, ended, close }
  } catch (error) {
    await close()
    throw error
  }
}
