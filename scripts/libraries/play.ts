import type { Library } from '#libraries/index.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { createCollector } from '#reports/collect.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { startRun } from '#suites/kit/run.ts'
import { raise } from '#suites/kit/targets/raise.ts'
import { targetOf } from './configuration.ts'
import type { Row } from './row.ts'
import { versionOf } from './versions.ts'

export interface PlayOptions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Ids or beginnings of them; all for services when empty. */
  readonly scenarios?: readonly string[]
}

/** What is drawn in a run is the same in the next one. */
const SEED = 'libraries'

/** Starts the service, plays all that there is for services, takes it down. Throws where that could not be done. */
export const playAt = async (library: Library, options: PlayOptions): Promise<readonly ScenarioResult[]> => {
  const { clock, scenarios = [] } = options
  const stand = await raise([await targetOf(library)])
  try {
    const startedAt = new Date(clock()).toISOString()
    const id = `${library.id}-${startedAt}`
    const run = { id, startedAt, harness: '', node: process.version, seed: SEED, selection: '' }
    const { reporter, result } = createCollector({ run, targets: [], clock })
    const selection = { scenarios, requirements: [] }
    await (await startRun({ id, stand, reporter, seed: SEED, selection })).done
    const { run: ended, scenarios: results } = result()
    if (ended.complete) return results
    throw new ConfigurationError(`${library.id}: ${ended.interrupted ?? 'the run did not end'}`)
  } finally {
    await stand.close()
  }
}

/** The same, with what there is to say where it cannot be played. */
export const playRow = async (library: Library, options: PlayOptions): Promise<Row> => {
  const version = versionOf(library)
  if (version === undefined) return { library, results: [], failure: `${library.software} is not installed.` }
  try {
    return { library, version, results: await playAt(library, options) }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return { library, version, results: [], failure: error.message }
  }
}
