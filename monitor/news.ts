import { type DiffResult, type Drift, diffRuns, isDifferent } from '#reports/diff/index.ts'
import type { RunResult } from '#reports/model.ts'
import { type Thresholds, type Urgency, urgencyOf } from './expiries.ts'
import type { Expiry, Failure, Played, Round } from './round.ts'

/** An end that is nearer than it was, or is another one. */
export interface Nearing {
  readonly expiry: Expiry
  readonly urgency: Urgency
  /** When it was to end before, where that has changed. */
  readonly before?: number
}

/** What a round brought that those before had not. */
export interface News {
  /** Nothing was known before. */
  readonly first?: true
  /** Nothing could be played, and before it could, or for another reason it could not. */
  readonly failure?: Failure
  /** Why nothing could be played before. */
  readonly recovered?: Failure
  readonly diff?: DiffResult
  readonly nearing: readonly Nearing[]
}

/** What is known when a round ends. */
export interface Known {
  /** The round before. */
  readonly last?: Round
  /** The last that was no failure. */
  readonly good?: Round
  /** The result that was told last; what came since was as good as the same. */
  readonly told?: RunResult
}

/** Times and sizes are never quite the same twice. */
const TOLERANCE = { absolute: 2, share: 0.01 } as const

const numbersIn = (text: string | undefined): readonly [number] | undefined => {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isNaN(value) ? undefined : [value]
}

const isJitter = ({ group, before, after }: Drift): boolean => {
  const [[was] = [], [is] = []] = [numbersIn(before), numbersIn(after)]
  if (group !== 'measured' || was === undefined || is === undefined) return false
  return Math.abs(was - is) <= Math.max(TOLERANCE.absolute, TOLERANCE.share * Math.abs(was))
}

/** Without the measured things that are as good as the same. */
const settled = (diff: DiffResult): DiffResult => ({
  ...diff,
  pairings: diff.pairings.map((pairing) => ({
    ...pairing,
    drifts: pairing.drifts.filter((drift) => !isJitter(drift)),
  })),
})

const nameOf = ({ run }: RunResult): string => `the round of ${run.startedAt}`

const diffOf = (told: RunResult, now: RunResult): DiffResult | undefined => {
  const diff = settled(diffRuns({ name: nameOf(told), result: told }, { name: nameOf(now), result: now }))
  return isDifferent(diff) ? diff : undefined
}

const sameThing = (one: Expiry, other: Expiry): boolean =>
  one.target === other.target && one.kind === other.kind && one.name === other.name

/** Tokens are new in each round: they end at another time of necessity. */
const nearingOf = (round: Round, before: Round | undefined, thresholds: Thresholds): readonly Nearing[] =>
  round.expiries
    .filter(({ kind }) => kind !== 'token')
    .flatMap((expiry): readonly Nearing[] => {
      const was = before?.expiries.find((each) => sameThing(each, expiry))
      const urgency = urgencyOf(expiry, round.at, thresholds)
      const urgencyBefore = was && before ? urgencyOf(was, before.at, thresholds) : 'none'
      const moved = was !== undefined && was.until !== expiry.until
      if (!moved && urgency === urgencyBefore) return []
      return [{ expiry, urgency, ...(moved ? { before: was.until } : {}) }]
    })

const newsOfFailure = (failure: Failure, last: Round | undefined): Pick<News, 'failure'> =>
  last?.failure?.message === failure.message ? {} : { failure }

/** Undefined when all is as it was. */
export const newsOf = (played: Played, round: Round, known: Known, thresholds: Thresholds): News | undefined => {
  const { last, good, told } = known
  // A failed round knows certificates only, and what it does not know of has not gone.
  const nearing = nearingOf(round, last?.failure === undefined ? last : latest(last, good), thresholds)
  const diff = 'result' in played && told ? diffOf(told, played.result) : undefined
  const news: News = {
    ...('failure' in played ? newsOfFailure(played.failure, last) : {}),
    ...('result' in played && !told ? { first: true as const } : {}),
    ...('result' in played && last?.failure ? { recovered: last.failure } : {}),
    ...(diff ? { diff } : {}),
    nearing,
  }
  return nearing.length > 0 || Object.keys(news).length > 1 ? news : undefined
}

/** A failed round, with what the last good one knew beside it. */
const latest = (failed: Round, good: Round | undefined): Round => ({
  ...failed,
  expiries: [
    ...failed.expiries,
    ...(good?.expiries.filter((each) => !failed.expiries.some((other) => sameThing(other, each))) ?? []),
  ],
})
