import type { Exchange, Role } from '#reports/model.ts'
import type { Clock } from './clock.ts'
import type { RawExchange, Redactor } from './redaction.ts'

/** An exchange under way, as whoever makes it knows it. */
export interface Started {
  readonly from: Role
  readonly to: Role
  readonly label: string
  readonly request: RawExchange['request']
}

export interface Ended extends Pick<RawExchange, 'response' | 'failure'> {
  readonly request?: RawExchange['request']
}

/** Keeps the exchanges of one scenario, redacted before they are kept. */
export interface Recorder {
  /**
   * Call the result once, with the answer or with why none came; it returns the key of the exchange. A browser
   * tells late what it really sent: `request` then takes the place of what was known at the start.
   */
  readonly start: (started: Started) => (ended: Ended) => string
  /** In the order in which they began. */
  readonly exchanges: () => Readonly<Record<string, Exchange>>
}

export interface RecorderOptions {
  /** Before the number of each key. */
  readonly prefix: string
  readonly redactor: Redactor
  readonly clock: Clock
}

export const createRecorder = ({ prefix, redactor, clock }: RecorderOptions): Recorder => {
  const kept = new Map<string, Exchange>()
  const zero = clock()
  let count = 0
  return {
    start: (started) => {
      count += 1
      const number = String(count).padStart(3, '0')
      const key = `${prefix}${number}`
      const began = clock()
      return (ended) => {
        const exchange = redactor.exchange({ ...started, ...ended, atMs: began - zero, durationMs: clock() - began })
        kept.set(key, exchange)
        return key
      }
    },
    exchanges: () => Object.fromEntries([...kept].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}
