/** A map that forgets the oldest beyond `limit`: what is watched may run for days. */
export class Memory<V> {
  readonly #values = new Map<string, V>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: string): V | undefined {
    return this.#values.get(key)
  }

  set(key: string, value: V): void {
    this.#values.delete(key)
    this.#values.set(key, value)
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#limit) return
      this.#values.delete(oldest)
    }
  }

  clear(): void {
    this.#values.clear()
  }
}
