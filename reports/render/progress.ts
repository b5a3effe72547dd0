import { type Verdict, verdicts } from '../model.ts'
import { painter } from './paint.ts'
import { cut, flat, visible } from './text.ts'
import { padEnd, padStart, shorten, width } from './width.ts'
import { word, worstFirst } from './words.ts'

/** Where one target stands; the collector sends one whenever a scenario begins or ends. */
export interface ProgressEvent {
  readonly target: string
  readonly done: number
  readonly total: number
  readonly counts: Partial<Readonly<Record<Verdict, number>>>
  /** Id of the scenario that runs. */
  readonly current?: string
}

/** The last event of each target, in the order in which they first spoke. */
export type ProgressState = ReadonlyMap<string, ProgressEvent>

export const nothingYet: ProgressState = new Map()

export const advance = (state: ProgressState, event: ProgressEvent): ProgressState =>
  new Map([...state, [event.target, event]])

export interface ProgressOptions {
  readonly columns: number
  readonly colour: boolean
}

const tame = (text: string): string => flat(visible(cut(text, 300)))

const isOver = ({ done, total }: ProgressEvent): boolean => done >= total

const barColumns = 20

const bar = ({ done, total }: ProgressEvent): string => {
  const filled = total === 0 ? barColumns : Math.min(barColumns, Math.floor((done / total) * barColumns))
  return '━'.repeat(filled) + '─'.repeat(barColumns - filled)
}

/** What is worth a word while it runs: everything that is not pass. */
const remarks = (counts: ProgressEvent['counts']): readonly { verdict: Verdict; text: string }[] =>
  worstFirst
    .filter((verdict) => verdict !== 'pass' && (counts[verdict] ?? 0) > 0)
    .map((verdict) => ({ verdict, text: `${counts[verdict]} ${word(verdict)}` }))

/** What does not fit is left out: first what runs, then the bar. */
const liveLine = (event: ProgressEvent, names: number, { columns, colour }: ProgressOptions): string => {
  const paint = painter(colour)
  const name = padEnd(shorten(tame(event.target), names), names)
  const numbers = `${padStart(String(event.done), String(event.total).length)}/${event.total}`
  const told = remarks(event.counts)
  const plain = [name, numbers, ...told.map(({ text }) => text)].join('  ')
  const room = columns - width(plain)
  if (room < 0) return shorten(plain, columns)
  const drawn = room >= barColumns + 2 ? [paint.dim(bar(event))] : []
  const left = room - barColumns - 4
  const current =
    event.current !== undefined && !isOver(event) && left > 8 ? [paint.dim(shorten(tame(event.current), left))] : []
  return [name, ...drawn, numbers, ...told.map(({ verdict, text }) => paint.verdict(verdict, text)), ...current].join(
    '  ',
  )
}

/** For a terminal: one line per target, to be drawn over the last ones. No line is wider than `columns`. */
export const liveLines = (state: ProgressState, options: ProgressOptions): readonly string[] => {
  const events = [...state.values()]
  const names = Math.min(24, Math.max(0, ...events.map((event) => width(tame(event.target)))))
  return events.map((event) => liveLine(event, names, options))
}

/** Draws `lines` where `before` lines of an earlier drawing stand. */
export const redraw = (lines: readonly string[], before: number): string => {
  const up = before > 0 ? `\u001b[${before}A` : ''
  return `${up}\r\u001b[J${lines.map((each) => `${each}\n`).join('')}`
}

const tenth = ({ done, total }: ProgressEvent): number => (total === 0 ? 10 : Math.floor((done / total) * 10))

const isNews = (event: ProgressEvent, before: ProgressEvent | undefined): boolean => {
  if (!before) return event.done > 0 && tenth(event) > 0
  if (event.done === before.done) return false
  const grown = verdicts.some(
    (verdict) =>
      (verdict === 'fail' || verdict === 'error') && (event.counts[verdict] ?? 0) > (before.counts[verdict] ?? 0),
  )
  return grown || isOver(event) || tenth(event) > tenth(before)
}

/**
 * For a log, which keeps every line: what an event adds to it. A line for each tenth of a target, for the end, and
 * whenever something failed.
 */
export const plainLines = (before: ProgressState, event: ProgressEvent): readonly string[] => {
  if (!isNews(event, before.get(event.target))) return []
  const told = remarks(event.counts).map(({ text }) => text)
  return [[`${tame(event.target)}: ${event.done}/${event.total}`, ...told].join(', ')]
}
