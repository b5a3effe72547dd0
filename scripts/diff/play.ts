import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { type DiffResult, diffTargets } from '#reports/diff/index.ts'
import type { PlayOptions } from '../run/options.ts'
import { keep, playAsked } from '../run/run.ts'

/** Plays the same scenarios at two targets, leaves the report of that run in `out`, and compares what came of it. */
export const playBoth = async (
  ids: readonly [string, string],
  options: PlayOptions,
  out: string,
): Promise<DiffResult> => {
  const asked = { ...options, target: ids, profile: [], out, strict: false, json: false }
  const result = await playAsked(asked, keep)
  const [one, other] = result.targets
  const diff = one && other && diffTargets({ name: out, result }, one.id, other.id)
  if (diff) return diff
  throw new ConfigurationError(`${ids.join(' and ')} are one and the same target: name two.`)
}
