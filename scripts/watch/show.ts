import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { History } from '#monitor/history.ts'
import { type Measured, renderMetrics } from '#monitor/metrics.ts'
import { renderEntries, renderNews } from '#monitor/tell.ts'
import type { Moment } from '#monitor/watch.ts'
import { replaceFile } from '#reports/replace-file.ts'
import { writeReports } from '#reports/write.ts'
import { seal } from '../run/run.ts'
import type { WatchCommandOptions } from './options.ts'

/** Down to the last byte: the process may be about to end. */
export const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(text, () => resolve())
  })

const shown = () => {
  const { columns, isTTY } = process.stdout
  return { ...(columns ? { columns } : {}), colour: isTTY && process.stdout.hasColors() }
}

/** One line for each round that brought something. */
const jsonLine = ({ round, news }: Moment): string => `${JSON.stringify({ round, news })}\n`

export const printNews = async (moment: Moment, { json }: Pick<WatchCommandOptions, 'json'>): Promise<void> => {
  const { round, news } = moment
  if (news) await print(json ? jsonLine(moment) : renderNews(round, news, shown()))
}

/** Only where a folder was named: whoever watches for months looks at what changed. */
export const writeLast = async (
  { played }: Moment,
  { reported, out, seal: sealed }: WatchCommandOptions & { readonly reported: boolean },
): Promise<void> => {
  if (!reported || !('result' in played)) return
  await writeReports(played.result, out)
  if (sealed) await seal(out, sealed)
}

export const measure = (history: History, series: string, targets: readonly string[], now: number): string => {
  const { last, good } = history.known(series)
  const measured: Measured = { targets, now, ...(last ? { last } : {}), ...(good ? { good } : {}) }
  return renderMetrics(measured)
}

/** Writes them as they are known by now, so that a file that cannot be written is told before anything is played. */
export const metricsFile = async (file: string | undefined, text: () => string): Promise<() => Promise<void>> => {
  if (file === undefined) return async () => {}
  const failed = (error: unknown): string =>
    `The metrics cannot be written to ${file} (${error instanceof Error ? error.message : String(error)}): name another file with --metrics.`
  await replaceFile(file, text()).catch((cause: unknown) => {
    throw new ConfigurationError(failed(cause), { cause })
  })
  // What fails later may pass, and rounds are kept meanwhile.
  return () => replaceFile(file, text()).catch((error: unknown) => console.error(failed(error)))
}

/** Each series by itself, for only what is played alike is compared. */
export const printHistory = async (history: History): Promise<void> => {
  const all = Map.groupBy(history.entries(), ({ series }) => series)
  for (const [series, entries] of all) {
    await print(`${series}\n\n`)
    for (const text of renderEntries(entries, shown())) await print(text)
  }
  if (all.size === 0) await print('No round has been played yet.\n')
}
