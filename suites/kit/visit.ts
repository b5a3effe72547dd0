import type { ScenarioRecord } from '#reports/model.ts'
import type { ServiceHost } from './service-host.ts'
import type { Placed, World } from './world.ts'

export interface Played {
  readonly record: ScenarioRecord
  /** What should have worked did not: see `Shaken`. */
  readonly shaken: boolean
}

type Play = (world: World) => Promise<Played>

/** Waiting is no time of a scenario: nothing of it has begun. */
const inTurn = async <T>(host: ServiceHost, visit: string, alone: boolean, act: () => Promise<T>): Promise<T> => {
  try {
    await host.enter(visit, alone)
    return await act()
  } finally {
    await host.leave(visit)
  }
}

/** Once more without others, at a fresh process where there is one; what was seen first tells more than one that is gone. */
const again = async (host: ServiceHost, world: World, first: Played, play: Play): Promise<Played> => {
  if (!(await host.hopeful())) return first
  const fresh = (await host.restart()) === true
  // By another seed: logins that bear the same name would be one to the issuer.
  const second = await play({ ...world, seed: `${world.seed}/again` })
  await host.repeated(!second.shaken)
  return second.shaken && !fresh ? first : second
}

/** Plays a scenario of a service when nobody is there who is to be alone, or nobody at all. */
export const visiting = async ({ scenario }: Placed, world: World, play: Play): Promise<ScenarioRecord> => {
  const { target, stage } = world
  const host = target.service ? stage.host?.(target.id) : undefined
  if (!host) return (await play(world)).record
  const alone = scenario.given?.service?.alone ?? false
  const first = await inTurn(host, scenario.id, alone, () => play(world))
  if (!first.shaken || alone) return first.record
  return (await inTurn(host, scenario.id, true, () => again(host, world, first, play))).record
}
