import { setTimeout as wait } from 'node:timers/promises'
import { systemClock } from '#mocks/wire/clock.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { certificatesAt } from '#monitor/certificate.ts'
import { durationText } from '#monitor/durations.ts'
import { serveMetrics } from '#monitor/exporter.ts'
import { existingHistory, type History, openHistory } from '#monitor/history.ts'
import { pluginOutput, unknown } from '#monitor/nagios.ts'
import { type Moment, type Sleep, type Watched, watch } from '#monitor/watch.ts'
import { announcementOf } from '#suites/kit/care/budgets.ts'
import { firstSignal } from '../run/first-signal.ts'
import { selectionOf } from '../run/options.ts'
import { type Prepared, prepareAsked } from '../run/prepare.ts'
import { codeOf, inTheLightOf } from '../run/run.ts'
import { DEFAULTS, isPolite, type WatchCommandOptions, withSelection } from './options.ts'
import { createPlayer, tlsPlaces } from './play.ts'
import { measure, metricsFile, print, printHistory, printNews, writeLast } from './show.ts'

interface Asked extends WatchCommandOptions {
  /** A folder for reports was named. */
  readonly reported: boolean
}

/** A check that is called every few minutes leaves nothing behind unless told where. */
const folderOf = ({ history, nagios }: WatchCommandOptions): string | undefined =>
  history ?? (nagios ? undefined : DEFAULTS.history)

const targetsOf = ({ choice }: Prepared): readonly string[] => choice.wanted.map(({ id }) => id)

const seriesOf = (prepared: Prepared, options: WatchCommandOptions): string => {
  const selection = isPolite(options) ? 'the usual few' : selectionOf(options)
  return `${targetsOf(prepared).join(', ')}: ${selection}${options.driver ? `, driver ${options.driver}` : ''}`
}

const sleep: Sleep = async (ms, signal) => {
  await wait(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}

const announce = ({ budgets }: Prepared, options: WatchCommandOptions): void => {
  if (options.nagios) return
  const selected = withSelection(options)
  if (isPolite(options))
    console.error(
      `Playing ${selected.scenario.length} scenarios that ask little of an issuer; -s, --tag and -r choose others.`,
    )
  for (const budget of budgets) console.error(announcementOf(budget))
  if (!options.once)
    console.error(`A round every ${durationText(options.every)}. What stays as it is, is not told; Ctrl-C ends it.`)
}

/** What goes on round after round is told once, until it was over for a while. */
const once = (tell: (text: string) => void) => {
  let told: string | undefined
  return (text: string | undefined): void => {
    if (text !== undefined && text !== told) tell(text)
    told = text
  }
}

const exitCodeOf = (moment: Moment | undefined, options: WatchCommandOptions): number => {
  if (!options.once) return 0
  return moment && 'result' in moment.played ? codeOf(moment.played.result, options) : 2
}

/** Metrics are served until the returned function is called. */
const serving = async ({ metricsPort: port, metricsHost: host }: Asked, text: () => string) => {
  if (port === undefined) return async () => {}
  const server = await serveMetrics({ host, port }, text).catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigurationError(
      `No metrics can be served at ${host}:${port} (${cause.code}): name another --metrics-port.`,
    )
  })
  console.error(`Metrics: ${server.origin}/metrics`)
  return server.close
}

const thresholdsOf = ({ warningDays: warning, criticalDays: critical }: WatchCommandOptions) => ({ warning, critical })

const ended = async (moment: Moment | undefined, options: Asked): Promise<number> => {
  if (!options.nagios) return exitCodeOf(moment, options)
  const output = moment
    ? pluginOutput(moment.round, systemClock(), thresholdsOf(options))
    : unknown('stopped before the round had ended')
  await print(`${output.line}\n`)
  return output.exitCode
}

const watchAll = async (options: Asked, history: History): Promise<number> => {
  const selected = withSelection(options)
  const [prepared, seen] = [await prepareAsked(selected), await inTheLightOf(options.baseline)]
  announce(prepared, options)
  const [series, player] = [seriesOf(prepared, options), createPlayer(prepared, selected, seen)]
  const text = (): string => measure(history, series, targetsOf(prepared), systemClock())
  const writeAgain = await metricsFile(options.metrics, text)
  const close = await serving(options, text)
  const [stopping, signals] = [new AbortController(), firstSignal()]
  void signals.received.then(() => stopping.abort())
  const watched: Watched = {
    series,
    play: player.play,
    certificates: () => certificatesAt(tlsPlaces(prepared)),
    history,
    thresholds: thresholdsOf(options),
    keepMs: options.keep,
    clock: systemClock,
  }
  const pace = { everyMs: options.every, once: options.once || options.nagios, sleep, signal: stopping.signal }
  const complain = once(console.error)
  const last = await watch(watched, pace, async (moment) => {
    complain(moment.unkept)
    if (!options.nagios) await printNews(moment, options)
    await writeAgain()
    await writeLast(moment, options)
  })
  await Promise.all([close(), player.stop()])
  return ended(stopping.signal.aborted && pace.once ? undefined : last, options)
}

const withHistory = async <T>(folder: string | undefined, use: (history: History) => Promise<T>): Promise<T> => {
  const history = openHistory(folder)
  try {
    return await use(history)
  } finally {
    history.close()
  }
}

const list = async (options: Asked): Promise<number> => {
  const folder = options.history ?? DEFAULTS.history
  const history = existingHistory(folder)
  if (!history)
    throw new ConfigurationError(`There is no history in ${folder}: aai watch keeps one, or name its folder.`)
  try {
    await printHistory(history)
  } finally {
    history.close()
  }
  return 0
}

/** Resolves with the exit code; a scenario that was under way when a signal came may still hold on to the process. */
export const runWatch = async (options: Asked): Promise<number> => {
  if (options.list) return list(options)
  try {
    return await withHistory(folderOf(options), (history) => watchAll(options, history))
  } catch (error) {
    if (!options.nagios) throw error
    const { line, exitCode } = unknown(error instanceof Error ? error.message : String(error))
    await print(`${line}\n`)
    return exitCode
  }
}
