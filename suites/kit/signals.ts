/** Ends a scenario early without judging the target: something held it back, or it does not apply. */
export class HeldBack extends Error {
  override readonly name = 'HeldBack'
  readonly verdict: 'skip' | 'not-applicable'

  constructor(verdict: 'skip' | 'not-applicable', reason: string) {
    super(reason)
    this.verdict = verdict
  }
}

/** What works by itself did not: others who are there at the same time may be to blame, so it is played again without them. */
export class Shaken extends HeldBack {
  constructor(reason: string) {
    super('skip', reason)
  }
}

/** A scenario or the kit is wrong, whatever the target does: the verdict is `error`. */
export class KitError extends Error {
  override readonly name = 'KitError'
}
