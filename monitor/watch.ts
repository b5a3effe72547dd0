import type { Clock } from '#mocks/wire/clock.ts'
import type { Thresholds } from './expiries.ts'
import type { History } from './history.ts'
import { type News, newsOf } from './news.ts'
import { type Expiry, type Played, type Round, roundOf, usable } from './round.ts'

/** Resolves after so many milliseconds, or as soon as the signal is given. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

/** A round that has just ended. */
export interface Moment {
  readonly played: Played
  readonly round: Round
  /** Absent when all was as before. */
  readonly news?: News
  /** Why the round could not be kept; a sentence. */
  readonly unkept?: string
}

export interface Watched {
  /** Rounds that play the same at the same targets have the same. */
  readonly series: string
  readonly play: () => Promise<Played>
  readonly certificates: () => Promise<readonly Expiry[]>
  readonly history: History
  readonly thresholds: Thresholds
  /** Milliseconds for which rounds are kept. */
  readonly keepMs: number
  readonly clock: Clock
}

export interface Pace {
  readonly everyMs: number
  /** One round, and no more. */
  readonly once: boolean
  readonly sleep: Sleep
  /** Given when all has to end at once. */
  readonly signal: AbortSignal
}

/** What nobody expected to be thrown is our failure. */
const attempt = async (play: () => Promise<Played>): Promise<Played> => {
  try {
    return usable(await play())
  } catch (error) {
    return { failure: { message: error instanceof Error ? error.message : String(error), ours: true } }
  }
}

/** Undefined when the signal comes first. Nothing of this round hangs on the signal afterwards: there will be thousands. */
const unlessGiven = async <T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> => {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const given = (): void => resolve(undefined)
  signal.addEventListener('abort', given)
  try {
    return signal.aborted ? undefined : await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', given)
  }
}

/** Plays, compares, stores. A round during which the signal is given has never been. */
export const playRound = async (watched: Watched, signal: AbortSignal): Promise<Moment | undefined> => {
  const { series, play, certificates, history, thresholds, keepMs, clock } = watched
  const at = clock()
  const both = await unlessGiven(signal, Promise.all([attempt(play), certificates()]))
  if (both === undefined || signal.aborted) return undefined
  const [played, found] = both
  const round = roundOf(played, { at, durationMs: clock() - at, certificates: found })
  const news = newsOf(played, round, history.known(series), thresholds)
  const told = news !== undefined && 'result' in played ? played.result : undefined
  const unkept = history.add({ series, round, ...(news ? { news } : {}) }, told)
  history.forget(clock() - keepMs)
  return { played, round, ...(news ? { news } : {}), ...(unkept === undefined ? {} : { unkept }) }
}

/** Until the next full interval since the beginning: rounds that take their time shift nothing, and none is caught up with. */
export const untilNext = (everyMs: number, begun: number, now: number): number => everyMs - ((now - begun) % everyMs)

/** Round after round, never two at once. Resolves with the last, when there is to be no other. */
export const watch = async (
  watched: Watched,
  { everyMs, once, sleep, signal }: Pace,
  tell: (moment: Moment) => Promise<void>,
): Promise<Moment | undefined> => {
  const begun = watched.clock()
  let last: Moment | undefined
  while (!signal.aborted) {
    const moment = await playRound(watched, signal)
    if (!moment) break
    last = moment
    await tell(moment)
    if (once) break
    await sleep(untilNext(everyMs, begun, watched.clock()), signal)
  }
  return last
}
