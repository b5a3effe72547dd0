import { relative } from 'node:path'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { withBaseline } from '#reports/baseline.ts'
import { type Collector, createCollector } from '#reports/collect.ts'
import { makeFolder } from '#reports/folder.ts'
import { exitCode, type RunResult } from '#reports/model.ts'
import { renderTerminal } from '#reports/render/terminal.ts'
import { resultText, writeReports } from '#reports/write.ts'
import { selectTags } from '#suites/kit/catalogue.ts'
import { type Running, startRun } from '#suites/kit/run.ts'
import type { Stand } from '#suites/kit/targets/raise.ts'
import { readExplainedBaseline } from '../baseline/read.ts'
import { firstSignal, type SignalWatch } from './first-signal.ts'
import { type RunCommandOptions, selectionOf } from './options.ts'
import { describeRun, raiseAsked, usedRequests } from './prepare.ts'
import { showProgress } from './show-progress.ts'

/** What a target may take to close when somebody waits at the keyboard. */
const CLOSING_MS = 1_500

const colours = (stream: NodeJS.WriteStream): boolean => stream.isTTY && stream.hasColors()

/** Down to the last byte: a pipe takes its time, and the process may be about to end. */
const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(text, () => resolve())
  })

/** With the key of a file, or the user's own. */
export const seal = async (folder: string, key: string | true): Promise<void> => {
  const [{ keyFrom }, { sealFolder }] = await Promise.all([import('../ready/key.ts'), import('../ready/sealed-run.ts')])
  await sealFolder(folder, await keyFrom(key === true ? undefined : key))
}

/** Down to the seal; resolves with the paths of what was written. */
export const keep = async (
  result: RunResult,
  { out, seal: sealed }: Pick<RunCommandOptions, 'out' | 'seal'>,
): Promise<readonly string[]> => {
  const paths = await writeReports(result, out)
  if (sealed) await seal(out, sealed)
  return paths
}

const report = async (result: RunResult, options: RunCommandOptions): Promise<void> => {
  const paths = await keep(result, options)
  if (options.json) {
    await print(resultText(result))
    return
  }
  const { columns } = process.stdout
  await print(renderTerminal(result, { ...(columns ? { columns } : {}), colour: colours(process.stdout) }))
  const page = paths.find((path) => path.endsWith('.html'))
  if (page) await print(`\nThe report: ${relative('', page)}\n`)
}

/** What becomes of a result: written, and shown where that is what was asked for. */
export type Tell = (result: RunResult, options: RunCommandOptions) => Promise<unknown>

const nothingPlayed = (result: RunResult): boolean => result.run.complete && result.scenarios.length === 0

export const codeOf = (result: RunResult, { strict }: RunCommandOptions): number => {
  const code = exitCode(result)
  return code === 0 && strict && result.scenarios.some(({ verdict }) => verdict === 'warn') ? 1 : code
}

/** Writes what there is, takes everything down, ends. */
const stopNow = async (
  signal: NodeJS.Signals,
  collector: Collector,
  running: Running,
  stand: Stand,
  told: (result: RunResult) => Promise<unknown>,
): Promise<never> => {
  collector.interrupt(`stopped by ${signal}`)
  // Nobody waits for the scenarios under way: their targets are about to go.
  void running.cancel().catch(() => {})
  await told(collector.result())
  await Promise.race([stand.close(), new Promise((resolve) => setTimeout(resolve, CLOSING_MS))])
  process.exit(2)
}

/** Lets the scenarios begin. */
export const begin = async (
  options: RunCommandOptions,
  stand: Stand,
  collector: Collector,
  id: string,
): Promise<Running> => {
  const tags = await selectTags(options.tag)
  return startRun({
    id,
    stand,
    reporter: collector.reporter,
    seed: collector.result().run.seed,
    selection: { scenarios: options.scenario, requirements: options.requirement },
    ...(tags ? { tags } : {}),
    shuffle: options.shuffle,
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  })
}

const playAll = async (
  options: RunCommandOptions,
  stand: Stand,
  watch: SignalWatch,
  tell: Tell,
): Promise<RunResult> => {
  const progress = showProgress(process.stderr, colours(process.stderr))
  const described = describeRun(options, stand)
  const collector = createCollector({ ...described, progress: progress.tell })
  const running = await begin(options, stand, collector, described.run.id)
  const signal = await Promise.race([running.done, watch.received])
  progress.end()
  if (signal !== undefined) await stopNow(signal, collector, running, stand, (result) => tell(result, options))
  return collector.result()
}

/** Reads what is known before anything is played; what a run gives is seen in its light. */
export const inTheLightOf = async (file: string | undefined): Promise<(result: RunResult) => RunResult> => {
  if (file === undefined) return (result) => result
  const baseline = await readExplainedBaseline(file)
  return (result) => withBaseline(result, baseline, file)
}

/** What takes minutes is not begun where it could not be kept. */
const checkFolder = (out: string): void => {
  try {
    makeFolder(out)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigurationError(`No report can be written to ${out} (${why}): name another folder with --out.`, {
      cause,
    })
  }
}

/** Plays what is asked for, and tells what came of it; whoever stops it is told what there is by then, and the process ends. */
export const playAsked = async (options: RunCommandOptions, tell: Tell): Promise<RunResult> => {
  const seen = await inTheLightOf(options.baseline)
  checkFolder(options.out)
  const watch = firstSignal()
  const stand = await Promise.race([raiseAsked(options, console.error), watch.received])
  if (typeof stand === 'string') {
    console.error(`aai: stopped by ${stand} before anything was played.`)
    process.exit(2)
  }
  try {
    const result = seen(await playAll(options, stand, watch, tell))
    if (nothingPlayed(result)) {
      throw new ConfigurationError(`No scenario is meant by ${selectionOf(options)}: aai list names them all.`)
    }
    for (const line of usedRequests(stand)) console.error(line)
    await tell(result, options)
    return result
  } finally {
    watch.stop()
    await stand.close()
  }
}

/** Resolves with the exit code. */
export const run = async (options: RunCommandOptions): Promise<number> =>
  codeOf(await playAsked(options, report), options)
