import type { Placed, World } from './world.ts'

/** Plays a scenario of a service when nobody is there who is to be alone, or nobody at all. */
export const visiting = async <T>(
  { scenario }: Placed,
  { target, stage }: World,
  play: () => Promise<T>,
): Promise<T> => {
  const host = target.service ? stage.host?.(target.id) : undefined
  if (!host) return play()
  try {
    // Waiting is no time of the scenario: nothing of it has begun.
    await host.enter(scenario.id, scenario.given?.service?.alone ?? false)
    return await play()
  } finally {
    await host.leave(scenario.id)
  }
}
