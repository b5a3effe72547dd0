import { isComplete } from '#suites/kit/prove/proof.ts'
import { prove } from '#suites/kit/prove/prove.ts'
import { firstSignal } from '../run/first-signal.ts'
import { showProgress } from '../run/show-progress.ts'
import { matrix, summary } from './matrix.ts'

export interface ProveCommandOptions {
  readonly fault?: readonly string[]
  readonly scenario?: readonly string[]
  readonly sample?: number
  readonly thorough: boolean
  readonly json: boolean
  readonly seed: string
}

const stopOnSignal = () => {
  const watch = firstSignal()
  const stopped = new AbortController()
  void watch.received.then((signal) => stopped.abort(signal))
  return { signal: stopped.signal, stop: watch.stop }
}

/** Resolves with the exit code: 2 when a scenario broke down or we were stopped, 1 when something is not proven. */
export const run = async (options: ProveCommandOptions): Promise<number> => {
  const { fault: faults = [], scenario: scenarios = [], sample = 0, thorough, json, seed } = options
  const began = performance.now()
  const { signal, stop } = stopOnSignal()
  const progress = showProgress(process.stderr, process.stderr.isTTY && process.stderr.hasColors())
  let errors = 0
  const proof = await prove({
    faults,
    scenarios,
    bystanders: thorough ? Number.POSITIVE_INFINITY : sample,
    seed,
    signal,
    progress: (done, total, { verdict, id, target, reason }) => {
      if (verdict === 'error') errors += 1
      // A log that is read from its end should not have to wait for the summary.
      if (verdict === 'error' && !process.stderr.isTTY) console.error(`prove: error in ${id} at ${target}: ${reason}`)
      progress.tell({ target: 'prove', done, total, counts: { error: errors }, current: id })
    },
  })
  progress.end()
  stop()
  const partial = faults.length > 0 || signal.aborted
  if (json) console.log(JSON.stringify(proof, undefined, 2))
  else
    console.log([matrix(proof), summary(proof, { milliseconds: performance.now() - began, partial, seed })].join('\n'))
  if (signal.aborted) console.error(`aai: stopped by ${signal.reason}; what was not played proves nothing.`)
  if (signal.aborted || proof.mishaps.some(({ verdict }) => verdict === 'error')) return 2
  return isComplete(proof, partial) && proof.mishaps.length === 0 ? 0 : 1
}
