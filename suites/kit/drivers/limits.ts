/**
 * What a run puts up with from an issuer, whoever drives. An issuer may be broken or hostile: each exchange ends in
 * bounded time and memory, and so does the run. `docs/configuring-targets.md` has the same numbers for readers.
 */
export interface Limits {
  /** Of one request, from its start to the last byte of the answer; of one step of a browser. */
  readonly milliseconds: number
  /** Of a body, unpacked. */
  readonly bytes: number
  readonly redirects: number
}

export const usualLimits: Limits = { milliseconds: 10_000, bytes: 5_000_000, redirects: 20 }

/** An issuer of ours that takes longer runs on a machine that is busy, which is no fault of the issuer. */
export const ownLimits: Limits = { ...usualLimits, milliseconds: 60_000 }

/** Before the first scenario a person waits. */
export const preflightLimits: Limits = { ...usualLimits, milliseconds: 5_000 }

/** Bytes. A token of a user with many groups, in the fragment of a redirect, is larger than the usual limit. */
export const MOST_HEADERS = 1_048_576

/** Of one browser without scripts; real ones keep as many of one site, and drop whose name and value are longer. */
export const cookieLimits = { count: 180, bytes: 4_096 } as const

/** How an issuer that others use as well is treated. Seconds, unless said. */
export const courtesy = {
  /** A pause that was asked for without a length (429 without Retry-After). */
  usualPause: 10,
  /** A longer one ends the run at this target. */
  longestPause: 60,
  /** All pauses of a run together. */
  allPauses: 300,
  /** RFC 8628 section 3.2: between two polls where the issuer names no interval. */
  usualInterval: 5,
  /** RFC 8628 section 3.5: what slow_down adds. */
  slowDown: 5,
  /** On top of the interval: requests do not all travel at the same speed. */
  intervalMargin: 1,
  /** An issuer that wants more between two polls is not polled, unless patience says so. */
  longestInterval: 30,
  /** Requests in a row without a usable answer, after which nothing more is sent. */
  mostSilences: 5,
} as const
