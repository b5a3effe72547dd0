import type { Clock } from '#mocks/wire/clock.ts'

/** A map whose entries go after `lifetime` milliseconds; swept as it grows. */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, { value: V; until: number }>()
  readonly #lifetime: number
  readonly #now: Clock

  constructor(lifetime: number, now: Clock) {
    this.#lifetime = lifetime
    this.#now = now
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key)
    return entry && entry.until > this.#now() ? entry.value : undefined
  }

  set(key: string, value: V): void {
    const now = this.#now()
    // Entries expire in the order they came, so the oldest are always at the front.
    for (const [old, { until }] of this.#entries) {
      if (until > now) break
      this.#entries.delete(old)
    }
    this.#entries.delete(key)
    this.#entries.set(key, { value, until: now + this.#lifetime })
  }

  /** Those that have not expired, in the order they came. */
  *values(): Generator<V> {
    const now = this.#now()
    for (const { value, until } of this.#entries.values()) if (until > now) yield value
  }

  take(key: string): V | undefined {
    const value = this.get(key)
    this.#entries.delete(key)
    return value
  }
}
