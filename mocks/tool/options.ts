import type { ToolHabit } from './habits.ts'

/** What a user would put into the environment of the program. */
export interface ToolOptions {
  readonly issuer: string
  readonly clientId: string
  /** Absent: a public client. */
  readonly secret?: string
  /** Registered for PKCE with S256. */
  readonly pkce?: boolean
  /** For programs that are handed a token of somebody's. */
  readonly accessToken?: string
  /** What a token is exchanged for; the program's own client unless said. */
  readonly audience?: string
  /** PEM of an authority to trust beside the usual ones. */
  readonly trust?: string
  /** None unless said. */
  readonly careless?: readonly ToolHabit[]
}

/** Where a program prints, and how it hears that it is to end. */
export interface Terminal {
  readonly print: (line: string) => void
  readonly signal: AbortSignal
}
