import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { TargetConfiguration } from '../config/resolve.ts'
import { type ChromiumServer, createChromiumServer } from '../drivers/chromium-server.ts'
import type { Stage } from '../stage.ts'
import type { TargetSeed } from '../target.ts'
import { raiseConfigured } from './configured.ts'
import { type EmbeddedTarget, type Raised, raiseEmbedded } from './embedded.ts'

/** Targets that stand ready, what only this process can do for them, and how to take everything down. */
export interface Stand {
  /** Those asked for, in that order. */
  readonly targets: readonly TargetSeed[]
  /** All with which they may be compared, by id. */
  readonly pairs: Readonly<Record<string, TargetSeed>>
  readonly stage: Stage
  readonly close: () => Promise<void>
}

const stageOf = (raised: readonly Raised[], chromium: ChromiumServer): Stage => ({
  age: async (id, handle, seconds) => {
    const target = raised.find(({ seed }) => seed.id === id)
    if (!target) throw new ConfigurationError(`There is no target "${id}" in this run.`)
    await target.age(handle, seconds)
  },
  browser: chromium.shared,
})

const hostsOf = (raised: readonly Raised[]): Record<string, string> =>
  Object.assign({}, ...raised.map(({ seed }) => seed.hosts))

/** All of them, or none: what stands already is taken down when one fails. */
const raiseAll = async (wanted: readonly TargetConfiguration[]): Promise<readonly Raised[]> => {
  const outcomes = await Promise.allSettled(wanted.map(raiseOne))
  const raised = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const failed = outcomes.find((each) => each.status === 'rejected')
  if (!failed) return raised
  await Promise.all(raised.map(({ close }) => close()))
  throw failed.reason
}

/** Each by its kind. */
const raiseOne = (target: TargetConfiguration): Promise<Raised> =>
  target.kind === 'embedded' ? raiseEmbedded(target) : raiseConfigured(target)

/**
 * Makes the targets ready. `pairs` are targets that are only asked for to be compared with.
 * Rejects with a ConfigurationError that names what cannot be used.
 */
export const raise = async (
  wanted: readonly TargetConfiguration[],
  pairs: readonly TargetConfiguration[] = [],
): Promise<Stand> => {
  const raised = await raiseAll([...wanted, ...pairs])
  const chromium = createChromiumServer(hostsOf(raised))
  const seeds = raised.map(({ seed }) => seed)
  return {
    targets: seeds.slice(0, wanted.length),
    pairs: Object.fromEntries(seeds.map((seed) => [seed.id, seed])),
    stage: stageOf(raised, chromium),
    close: async () => {
      await Promise.all([chromium.close(), ...raised.map(({ close }) => close())])
    },
  }
}

/** Issuers of our own only, as `aai prove` needs them. */
export const raiseEmbeddedTargets = (
  wanted: readonly EmbeddedTarget[],
  pairs: readonly EmbeddedTarget[] = [],
): Promise<Stand> => raise(wanted, pairs)
