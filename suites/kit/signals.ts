/** Ends a scenario early without judging the target: something held it back, or it does not apply. */
export class HeldBack extends Error {
  override readonly name = 'HeldBack'
  readonly verdict: 'skip' | 'not-applicable'

  constructor(verdict: 'skip' | 'not-applicable', reason: string) {
    super(reason)
    this.verdict = verdict
  }
}

/** A scenario or the kit is wrong, whatever the target does: the verdict is `error`. */
export class KitError extends Error {
  override readonly name = 'KitError'
}
