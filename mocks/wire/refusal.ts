/** A service does not take what came; `what` says what was looked at. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly what: string
  /** In the words of the issuer. */
  readonly told: string | undefined
  constructor(what: string, message: string, told?: string) {
    super(message)
    this.what = what
    this.told = told
  }
}
