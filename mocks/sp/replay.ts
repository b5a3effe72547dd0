/** IDs that counted once, as long as the message could count again. */
export class Replays {
  readonly #until = new Map<string, number>()

  /** Whether the ID came before; from now on it did. Instants in milliseconds since the epoch. */
  isReplayed(id: string, until: number, now: number): boolean {
    for (const [known, end] of this.#until) if (end <= now) this.#until.delete(known)
    if (this.#until.has(id)) return true
    this.#until.set(id, until)
    return false
  }
}
