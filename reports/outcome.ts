import { exitCode, type RunResult } from './model.ts'
import { byTarget, judged, tally } from './tally.ts'

export interface Outcome {
  /** One sentence without a full stop: what a reader has to know when they read nothing else. */
  readonly headline: string
  readonly exitCode: 0 | 1 | 2
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

const targetsFailing = (result: RunResult): string => {
  const all = byTarget(result)
  const failing = all.filter(({ counts }) => counts.fail > 0)
  const [only] = failing
  if (failing.length === 1 && only) return `${only.target.title} does not conform`
  if (failing.length === all.length) return all.length === 2 ? 'Neither target conforms' : 'No target conforms'
  return `${failing.length} of ${all.length} targets do not conform`
}

const targetsConforming = (result: RunResult): string => {
  const { length } = result.targets
  if (length === 1) return `${result.targets[0]?.title} conforms`
  return length === 2 ? 'Both targets conform' : `All ${length} targets conform`
}

/** A run that judged nothing has shown nothing, whatever its exit code. */
const headline = (result: RunResult): string => {
  const counts = tally(result.scenarios)
  const count = judged(counts)
  if (!result.run.complete) return 'The run was cut short'
  if (result.targets.length === 0) return 'There was no target'
  if (count === 0 && counts.error === 0) return 'Nothing was judged'
  const failed = counts.fail > 0 ? targetsFailing(result) : undefined
  const broken = counts.error > 0 ? `the harness failed in ${plural(counts.error, 'scenario')}` : undefined
  if (failed && broken) return `${failed}, and ${broken}`
  if (broken) return broken.replace(/^t/, 'T')
  if (failed) return failed
  const stale = result.run.baseline?.problems.length ?? 0
  if (stale > 0) return `${plural(stale, 'entry', 'entries')} of the baseline ${stale === 1 ? 'does' : 'do'} not hold`
  const silent = byTarget(result).filter((each) => judged(each.counts) === 0)
  if (silent.length > 0) return `Nothing was judged at ${plural(silent.length, 'target')}; no failure elsewhere`
  return `${targetsConforming(result)} in what was judged (${plural(count, 'scenario')})`
}

export const outcome = (result: RunResult): Outcome => ({ headline: headline(result), exitCode: exitCode(result) })
