import { type Clock, systemClock } from '#mocks/wire/clock.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { free, sleep } from '../care/care.ts'
import { createGate, type Gate } from '../care/gate.ts'
import type { TargetConfiguration } from '../config/resolve.ts'
import { type ChromiumServer, createChromiumServer } from '../drivers/chromium-server.ts'
import type { Stage } from '../stage.ts'
import type { TargetSeed } from '../target.ts'
import { withApiInReach } from './api-in-reach.ts'
import { checkCommands } from './command-in-reach.ts'
import { raiseConfigured } from './configured.ts'
import { type EmbeddedTarget, type Raised, raiseEmbedded } from './embedded.ts'
import { checkRealNames } from './real-names.ts'
import { checkServices } from './service-in-reach.ts'

/** Targets that stand ready, what only this process can do for them, and how to take everything down. */
export interface Stand {
  /** Those asked for, in that order. */
  readonly targets: readonly TargetSeed[]
  /** All with which they may be compared, by id. */
  readonly pairs: Readonly<Record<string, TargetSeed>>
  readonly stage: Stage
  /** Requests sent so far to targets of others, by id. */
  readonly used: () => Readonly<Record<string, number>>
  /** Targets of others that stopped answering, or asked to be left alone: why nothing more was sent there, by id. */
  readonly leftAlone: () => Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

export interface RaiseOptions {
  /** Requests that may be sent to targets of others, by id; without a limit unless said. */
  readonly budgets?: Readonly<Record<string, number>>
  readonly clock?: Clock
  /** Resolves after so many seconds. */
  readonly wait?: (seconds: number) => Promise<void>
}

const among = (raised: readonly Raised[], id: string): Raised => {
  const target = raised.find(({ seed }) => seed.id === id)
  if (target) return target
  throw new ConfigurationError(`There is no target "${id}" in this run.`)
}

const stageOf = (raised: readonly Raised[], chromium: ChromiumServer): Stage => ({
  age: async (id, handle, seconds) => among(raised, id).age(handle, seconds),
  desk: (id) => {
    const { desk } = among(raised, id)
    if (desk) return desk
    throw new ConfigurationError(`Faults are played at issuers of ours only, and "${id}" is none.`)
  },
  host: (id) => {
    const { host } = among(raised, id)
    if (host) return host
    throw new ConfigurationError(`"${id}" is no service.`)
  },
  resign: async (id, token, change) => among(raised, id).resign(token, change),
  browser: chromium.shared,
  care: (id) => among(raised, id).care,
})

const hostsOf = (raised: readonly Raised[]): Record<string, string> =>
  Object.assign({}, ...raised.map(({ seed }) => seed.hosts))

type Gates = Readonly<Record<string, Gate>>

const gatesFor = (targets: readonly TargetConfiguration[], options: RaiseOptions): Gates => {
  const { budgets = {}, clock = systemClock, wait = sleep } = options
  return Object.fromEntries(
    targets
      .filter(({ kind }) => kind === 'configured')
      .map(({ id }) => {
        const budget = budgets[id]
        return [id, createGate({ target: id, clock, wait, ...(budget === undefined ? {} : { budget }) })]
      }),
  )
}

/** All of them, or none: what stands already is taken down when one fails. */
const raiseAll = async (wanted: readonly TargetConfiguration[], gates: Gates): Promise<readonly Raised[]> => {
  const outcomes = await Promise.allSettled(wanted.map((target) => raiseOne(target, gates)))
  const raised = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const failed = outcomes.find((each) => each.status === 'rejected')
  if (!failed) return raised
  await Promise.all(raised.map(({ close }) => close()))
  throw failed.reason
}

/** Each by its kind. */
const raiseOne = (target: TargetConfiguration, gates: Gates): Promise<Raised> =>
  target.kind === 'embedded'
    ? withApiInReach(raiseEmbedded(target), target.source)
    : raiseConfigured(target, gates[target.id] ?? free)

/**
 * Makes the targets ready. `pairs` are targets that are only asked for to be compared with.
 * Rejects with a ConfigurationError that names what cannot be used.
 */
export const raise = async (
  wanted: readonly TargetConfiguration[],
  pairs: readonly TargetConfiguration[] = [],
  options: RaiseOptions = {},
): Promise<Stand> => {
  checkRealNames([...wanted, ...pairs])
  const gates = gatesFor([...wanted, ...pairs], options)
  const raised = await raiseAll([...wanted, ...pairs], gates)
  const chromium = createChromiumServer(hostsOf(raised))
  const seeds = raised.map(({ seed }) => seed)
  const close = async (): Promise<void> => {
    await Promise.all([chromium.close(), ...raised.map((each) => each.close())])
  }
  const sources = [...wanted, ...pairs].map(({ source }) => source)
  const sourced = raised.map((each, index) => ({ ...each, source: sources[index] }))
  const check = async (): Promise<void> => {
    await checkServices(sourced, chromium.shared)
    await checkCommands(sourced, chromium.shared)
  }
  await check().catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    targets: seeds.slice(0, wanted.length),
    pairs: Object.fromEntries(seeds.map((seed) => [seed.id, seed])),
    stage: stageOf(raised, chromium),
    used: () => Object.fromEntries(Object.entries(gates).map(([id, { used }]) => [id, used()])),
    leftAlone: () =>
      Object.fromEntries(
        Object.entries(gates).flatMap(([id, { leftAlone }]) => {
          const why = leftAlone()
          return why === undefined ? [] : [[id, why]]
        }),
      ),
    close,
  }
}

/** Issuers of our own only, as `aai prove` needs them. */
export const raiseEmbeddedTargets = (
  wanted: readonly EmbeddedTarget[],
  pairs: readonly EmbeddedTarget[] = [],
): Promise<Stand> => raise(wanted, pairs)
