import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { systemClock } from '#mocks/wire/clock.ts'
import { newSeed } from '#mocks/wire/random.ts'
import type { CollectOptions } from '#reports/collect.ts'
import type { Target } from '#reports/model.ts'
import { findConfiguration, readConfiguration } from '#suites/kit/config/read.ts'
import { resolveTargets, type TargetConfiguration } from '#suites/kit/config/resolve.ts'
import type { TargetSeed } from '#suites/kit/target.ts'
import { chooseTargets } from '#suites/kit/targets/choose.ts'
import { raise, type Stand } from '#suites/kit/targets/raise.ts'
import manifest from '../../package.json' with { type: 'json' }
import { type RunCommandOptions, selectionOf } from './options.ts'

const configuredTargets = async (file: string | undefined): Promise<readonly TargetConfiguration[] | undefined> => {
  const name = file ?? findConfiguration(process.cwd())
  return name === undefined ? undefined : resolveTargets(await readConfiguration(name), process.env)
}

/** The targets that an invocation asks for, ready to be played. */
export const raiseAsked = async (options: RunCommandOptions): Promise<Stand> => {
  const { target: targets, profile: profiles, driver } = options
  const configured = await configuredTargets(options.config)
  const { wanted, pairs } = await chooseTargets(configured, { targets, profiles, ...(driver ? { driver } : {}) })
  return raise(wanted, pairs)
}

/** Only a hint for the progress shown: scenarios may have come or gone since. */
const lockedScenarios = (): number => {
  try {
    const lock = readFileSync(new URL('../../suites/ids.lock', import.meta.url), 'utf8')
    return lock.split('\n').filter((line) => /^\w/.test(line)).length
  } catch {
    return 0
  }
}

const targetOf = ({ id, title, kind, issuer, profile, dialect }: TargetSeed): Target => ({
  id,
  title,
  plays: 'op',
  kind,
  issuer,
  profile: profile.id,
  dialect,
  facts: {},
})

/** What the result says of the run itself. */
export const describeRun = (options: RunCommandOptions, stand: Stand): Omit<CollectOptions, 'progress'> => {
  const startedAt = new Date(systemClock()).toISOString()
  const seed = options.seed ?? newSeed(randomBytes(4))
  const selection = selectionOf(options)
  return {
    run: {
      id: `${startedAt.replaceAll(/[-:]|\.\d+/g, '')}-${seed}`,
      startedAt,
      harness: manifest.version,
      node: process.version,
      seed,
      selection,
    },
    targets: stand.targets.map(targetOf),
    clock: systemClock,
    ...(selection === 'everything' ? { expected: lockedScenarios() } : {}),
  }
}

/** What the owner of an issuer that is not ours should know before it begins. */
export const announcements = (stand: Stand): readonly string[] =>
  stand.targets
    .filter(({ kind }) => kind === 'configured')
    .map(({ id, issuer, intrusive }) => {
      const acts = intrusive
        ? 'wrong passwords and the like included, as ownerAgreed says'
        : 'none with wrong passwords or floods, since ownerAgreed is not set'
      return `${id}: scenarios of some five requests each at ${issuer}, ${acts}.`
    })
