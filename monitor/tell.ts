import type { Verdict } from '#reports/model.ts'
import { plural } from '#reports/outcome.ts'
import { renderDiffTerminal } from '#reports/render/diff/terminal.ts'
import { painter } from '#reports/render/paint.ts'
import { visible } from '#reports/render/text.ts'
import { word } from '#reports/render/words.ts'
import type { Entry } from './history.ts'
import type { Nearing, News } from './news.ts'
import type { Failure, Round, Standing } from './round.ts'

export interface Shown {
  readonly columns?: number
  readonly colour?: boolean
}

const moment = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const line = (text: string): string => visible(text).replaceAll(/[\n\t]/g, ' ')

const failed = ({ ours, message }: Failure): string =>
  `${ours ? 'The round could not be played' : 'The issuer could not be used'}: ${message}`

const countsOf = ({ counts }: Standing): string =>
  Object.entries(counts)
    .flatMap(([verdict, count]) => (count > 0 ? `${count} ${word(verdict as Verdict)}` : []))
    .join(', ')

const standingLines = (standing: Standing): readonly string[] => [
  `  ${standing.title}: ${countsOf(standing) || 'nothing was played'}`,
  ...standing.found.map(({ scenario, verdict }) => `    ${word(verdict)}  ${scenario}`),
]

const whenOf = ({ expiry: { until }, urgency }: Nearing): string => {
  const day = new Date(until).toISOString().slice(0, 10)
  return urgency === 'over' ? `ran out on ${day}` : `runs out on ${day}`
}

const nearingLine = (nearing: Nearing): string => {
  const { target, kind, name } = nearing.expiry
  const before =
    nearing.before === undefined ? '' : `, before on ${new Date(nearing.before).toISOString().slice(0, 10)}`
  return `  ${target}: the ${kind === 'key' ? 'certificate of key' : kind} ${name} ${whenOf(nearing)}${before}`
}

const headline = ({ first, failure, recovered, diff }: News): string => {
  if (failure) return failed(failure)
  if (recovered) return `Played again, after: ${recovered.message}`
  if (first) return 'The first round, with which others are compared'
  return diff ? 'Something is not as it was' : 'Something ends on another day, or soon'
}

/** What a round brought; nothing else is worth a word. */
export const renderNews = (round: Round, news: News, { columns = 80, colour = false }: Shown = {}): string => {
  const paint = painter(colour)
  return [
    paint.bold(`${moment(round.at)}  ${line(headline(news))}`),
    ...(news.first ? round.standings.flatMap(standingLines) : []).map(line),
    ...news.nearing.map((each) => line(nearingLine(each))),
    ...(news.diff ? [renderDiffTerminal(news.diff, { columns, colour }).trimEnd()] : []),
    '',
    '',
  ].join('\n')
}

const quiet = (rounds: readonly Round[]): string => {
  const [first, last] = [rounds[0], rounds.at(-1)]
  if (!first || !last) return ''
  const [from, to] = [moment(first.at), moment(last.at)]
  return `${from === to ? from : `${from} to ${to}`}  ${plural(rounds.length, 'round')} as before\n\n`
}

/** Entries of one series, from the oldest on: rounds that brought nothing are only counted. */
export function* renderEntries(entries: Iterable<Entry>, shown: Shown = {}): Generator<string> {
  let silent: Round[] = []
  for (const { round, news } of entries) {
    if (!news) {
      silent.push(round)
      continue
    }
    if (silent.length > 0) yield quiet(silent)
    silent = []
    yield renderNews(round, news, shown)
  }
  if (silent.length > 0) yield quiet(silent)
}
