import type { Software } from '#libraries/software.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { createCollector } from '#reports/collect.ts'
import type { ScenarioResult } from '#reports/model.ts'
import type { TargetConfiguration } from '#suites/kit/config/resolve.ts'
import { startRun } from '#suites/kit/run.ts'
import { raise } from '#suites/kit/targets/raise.ts'
import type { Row } from './row.ts'
import { versionOf } from './versions.ts'

/** Software, and the service around it as a target that nothing else uses. */
export interface Subject {
  readonly software: Software
  readonly target: () => Promise<TargetConfiguration>
}

export interface PlayOptions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Ids or beginnings of them; all for services when empty. */
  readonly scenarios?: readonly string[]
}

/** What is drawn in a run is the same in the next one. */
const SEED = 'libraries'

interface Pace {
  readonly workers?: number
  readonly concurrency?: number
}

/** One run against one process of the service. */
const playOnce = async (subject: Subject, options: PlayOptions, pace: Pace): Promise<readonly ScenarioResult[]> => {
  const { clock, scenarios = [] } = options
  const { software } = subject
  const stand = await raise([await subject.target()])
  try {
    const startedAt = new Date(clock()).toISOString()
    const id = `${software.id}-${startedAt}-${scenarios.join(' ')}`
    const run = { id, startedAt, harness: '', node: process.version, seed: SEED, selection: '' }
    const { reporter, result } = createCollector({ run, targets: [], clock })
    const selection = { scenarios, requirements: [] }
    await (await startRun({ id, stand, reporter, seed: SEED, selection, ...pace })).done
    const { run: ended, scenarios: results } = result()
    if (ended.complete) return results
    throw new ConfigurationError(`${software.id}: ${ended.interrupted ?? 'the run did not end'}`)
  } finally {
    await stand.close()
  }
}

const isGone = ({ reason = '', checks }: ScenarioResult): boolean =>
  [reason, ...checks.map(({ message }) => message)].some((text) => text.includes('nothing listens there'))

/** Who was under way when the service went down, or came after that. */
const isBrought = ({ reason = '' }: ScenarioResult): boolean => !reason.startsWith('The login before the fault')

const ONE_BY_ONE: Pace = { workers: 1, concurrency: 1 }

/**
 * Starts the service, plays all that there is for services, takes it down. Where one login ends the process of the
 * service the others are played again at a new one, one after the other, so that they are not judged by that one.
 * Throws a ConfigurationError where nothing could be played.
 */
export const playAt = async (subject: Subject, options: PlayOptions): Promise<readonly ScenarioResult[]> => {
  const results = new Map((await playOnce(subject, options, {})).map((result) => [result.id, result]))
  let gone = [...results.values()].filter(isGone)
  while (gone.length > 0) {
    const again = await playOnce(subject, { ...options, scenarios: gone.map(({ id }) => id) }, ONE_BY_ONE)
    for (const result of again) results.set(result.id, result)
    const left = again.filter((result) => isGone(result) && !isBrought(result))
    gone = left.length < gone.length ? left : []
  }
  return [...results.values()]
}

/** The same, with what there is to say where it cannot be played. */
export const playRow = async (subject: Subject, options: PlayOptions): Promise<Row> => {
  const { software } = subject
  const version = versionOf(software)
  const row = { subject: software, version, results: [] }
  if (version === undefined) return { ...row, failure: `${software.software} is not installed.` }
  try {
    return { ...row, results: await playAt(subject, options) }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return { ...row, failure: error.message }
  }
}
