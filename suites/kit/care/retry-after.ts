import type { Clock } from '#mocks/wire/clock.ts'
import type { HttpAnswer } from '../contract.ts'
import { courtesy } from '../drivers/limits.ts'

/** RFC 9110 section 10.2.3: seconds, or a date. */
const secondsOf = (value: string, clock: Clock): number | undefined => {
  const text = value.trim()
  if (/^\d+$/.test(text)) return Number(text)
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - clock()) / 1000))
}

/**
 * Seconds for which an answer asks to be left alone. 429 (RFC 6585 section 4) asks whatever it says; 503 asks
 * where it names a time, and is an answer like any other where it does not.
 */
export const pauseAskedBy = ({ status, headers }: Pick<HttpAnswer, 'status' | 'headers'>, clock: Clock) => {
  const named = headers.get('retry-after')
  const seconds = named === null ? undefined : secondsOf(named, clock)
  if (status === 429) return seconds ?? courtesy.usualPause
  return status === 503 ? seconds : undefined
}
