import { threadId } from 'node:worker_threads'
import type { Dispatcher } from 'undici'
import { systemClock } from '#mocks/wire/clock.ts'
import { type KnownSecrets, knownSecrets } from '#mocks/wire/redaction.ts'
import type { Given } from './contract.ts'
import { type Controls, createControls } from './controls.ts'
import { createConnections } from './drivers/connections.ts'
import { createLazyBrowserAgent } from './drivers/lazy-browser.ts'
import { ownLimits } from './drivers/limits.ts'
import type { RunPlan } from './plan.ts'
import { driverFor } from './preconditions.ts'
import { KitError } from './signals.ts'
import { joinStage, type Stage } from './stage.ts'
import { secretsOf, type TargetSeed } from './target.ts'
import { relatives } from './targets/relations.ts'
import type { World } from './world.ts'

// A thread plays many scenarios: connections and the way to the main thread are worth keeping.
const connections = new Map<string, Dispatcher>()
const stages = new Map<string, Stage>()
const secrets = new WeakMap<TargetSeed, KnownSecrets>()
const controls = new Map<string, Controls>()

const connectionsOf = (target: TargetSeed): Dispatcher => {
  const { authority, hosts } = target
  const key = JSON.stringify([authority, hosts])
  const known = connections.get(key)
  if (known) return known
  const made = createConnections({ hosts, ...(authority === undefined ? {} : { authority }) })
  connections.set(key, made)
  return made
}

const stageOf = (name: string | undefined): Stage => {
  if (name === undefined) throw new KitError('Scenarios are played by `aai run` only, which brings their targets.')
  const known = stages.get(name)
  if (known) return known
  const made = joinStage(name, String(threadId))
  stages.set(name, made)
  return made
}

/** One user after the other, whichever scenario asks; a real browser shows other things than none. */
const controlsOf = ({ stage }: RunPlan, target: TargetSeed, given: Given): Controls => {
  const key = JSON.stringify([stage, target.id, driverFor(given, target)])
  const known = controls.get(key)
  if (known) return known
  const made = createControls(`${threadId}-`)
  controls.set(key, made)
  return made
}

/** Of the target and of all with which it may be compared. */
const secretsFor = (plan: RunPlan, target: TargetSeed): KnownSecrets => {
  const known = secrets.get(target)
  if (known) return known
  const others = relatives(target).flatMap((id) => plan.pairs[id] ?? [])
  const made = knownSecrets([target, ...others].flatMap(secretsOf))
  secrets.set(target, made)
  return made
}

/** Milliseconds for a scenario at an issuer of ours, however busy the machine. */
const OWN_PATIENCE = 180_000

/** What a scenario finds in this thread. */
export const worldOf = (plan: RunPlan, target: TargetSeed, given: Given = {}): World => {
  const id = given.pair === undefined ? undefined : target[given.pair === true ? 'pair' : given.pair]
  const pair = id === undefined ? undefined : plan.pairs[id]
  return {
    target,
    ...(pair ? { pair } : {}),
    secrets: secretsFor(plan, target),
    seed: plan.seed,
    stage: stageOf(plan.stage),
    clock: systemClock,
    connections: connectionsOf,
    browserAgent: createLazyBrowserAgent,
    ...(target.service ? { controls: controlsOf(plan, target, given) } : {}),
    ...(target.kind === 'embedded' ? { limits: ownLimits, patience: OWN_PATIENCE } : {}),
  }
}
