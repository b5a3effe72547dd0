import { createHmac } from 'node:crypto'

/** Chance that can be repeated: the same seed draws the same values, in the order they are asked for. */
export interface SeededRandom {
  readonly bytes: (length: number) => Buffer
  /** `length` characters of A-Z a-z 0-9 - . _ ~ (RFC 3986 section 2.3). */
  readonly unreserved: (length: number) => string
  /** A whole number of 0 … below-1, each as likely. */
  readonly below: (below: number) => number
  readonly pick: <T>(from: readonly T[]) => T
}

const UNRESERVED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'

/** HMAC-SHA-256 over a counter; not for keys that have to stay secret, since the seed is in the report. */
export const seededRandom = (seed: string): SeededRandom => {
  let block = Buffer.alloc(0)
  let counter = 0
  const bytes = (length: number): Buffer => {
    while (block.length < length) {
      const next = createHmac('sha256', seed).update(String(counter++)).digest()
      block = Buffer.concat([block, next])
    }
    const drawn = block.subarray(0, length)
    block = block.subarray(length)
    return drawn
  }
  const below = (limit: number): number => {
    // Values above the largest multiple would make the first ones likelier.
    const fair = 2 ** 32 - (2 ** 32 % limit)
    let drawn = fair
    while (drawn >= fair) drawn = bytes(4).readUInt32BE()
    return drawn % limit
  }
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new RangeError('pick: nothing to pick from')
    return from[below(from.length)] as T
  }
  const unreserved = (length: number): string =>
    Array.from({ length }, () => UNRESERVED[below(UNRESERVED.length)]).join('')
  return { bytes, below, pick, unreserved }
}

/** A seed for a run that was given none: short enough to be typed again. */
export const newSeed = (entropy: Uint8Array): string => Buffer.from(entropy.subarray(0, 4)).toString('hex')
