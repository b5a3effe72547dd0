import type { HttpAnswer } from './contract.ts'
import type { SignIn } from './contract-service.ts'

/**
 * What became of somebody with long tokens. `refused-at-callback`: an error where the login should have ended.
 * `refused-afterwards`: an error at every page after it, because of what the browser brought along. `cookie-dropped`: the
 * browser did not keep a cookie that was too large for it. `lost`: nobody is there, and nothing shows why. `unclear`:
 * nobody can tell, and `why`.
 */
export type SizeOutcome =
  | 'signed-in'
  | 'refused-at-callback'
  | 'refused-afterwards'
  | 'cookie-dropped'
  | 'lost'
  | 'unclear'

/** What was measured of it; bytes. */
export interface Measured {
  /** Characters that each token was to have. */
  readonly length: number
  /** Characters that the longest one had. */
  readonly longest: number
  /** The status that refused; absent where none did, or the connection was cut. */
  readonly status?: number
  /** Status line and headers of the answer to the callback, or to the logout. */
  readonly head?: number
  /** The longest Cookie line that the browser sent to the service. */
  readonly cookieLine: number
  /** Cookies that the browser did not keep. */
  readonly dropped: readonly { readonly name: string; readonly characters: number }[]
  /** It was the proxy that refused, and what it wrote into its log. */
  readonly proxySays?: string
}

/** A login with tokens of one length, and a second page. */
export interface SizedLogin extends Measured {
  readonly outcome: SizeOutcome
  readonly why?: string
  readonly login: SignIn
}

/** A logout after such a login. */
export interface SizedLogout extends Measured {
  readonly outcome: 'signed-out' | 'refused' | 'unclear'
  readonly why?: string
  readonly answer?: HttpAnswer
}

/** One after the other, with the proxy that stood between, if one did. */
export interface Sized<T> {
  readonly each: readonly T[]
  readonly proxy?: { readonly title: string; readonly directives: string }
}

/** Characters of tokens. Where `enough` of them do no harm, the others are not played. */
export interface Lengths {
  readonly all: readonly number[]
  readonly enough?: readonly number[]
}

export interface ServiceSizes {
  /** Logins with tokens of these lengths, each in a fresh browser; ends the scenario where a usual login fails. */
  readonly sized: (lengths: Lengths) => Promise<Sized<SizedLogin>>
  /** The same, and a logout after each login that worked. */
  readonly sizedLogouts: (lengths: Lengths) => Promise<Sized<SizedLogout>>
}
