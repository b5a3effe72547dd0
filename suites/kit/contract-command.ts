import type { RecordedRequest } from '#mocks/op/index.ts'
import type { CommandFlow } from './target-command.ts'

/** What a scenario takes a program to be. */
export interface CommandGiven {
  readonly flow: CommandFlow
}

export interface RunCommandOptions {
  /** The id of an attack, on this run and no other. */
  readonly attack?: string
  /** How many answers bear it; all unless said. */
  readonly times?: number
  /** Role of the user; that of `given.user` unless said. */
  readonly as?: string
  /** Device flow: what the user answers; `allow` unless said, `none` when nobody comes. */
  readonly answer?: 'allow' | 'deny' | 'none'
  /** Device flow: the user comes after so many polls; at once unless said. */
  readonly afterPolls?: number
  /** Instead of a token of the user's. */
  readonly accessToken?: string
}

/** One run of the program, from its start to its end. */
export interface CommandRun {
  /** Its name at the issuer. */
  readonly clientId: string
  /** It met the attack. */
  readonly attacked: boolean
  /** Absent when it did not end by itself. */
  readonly code?: number
  /** `ended with 1` */
  readonly ended: string
  /** We ended it: it asked on and on where there was nothing left to ask for. */
  readonly goesOn: boolean
  /** What it printed, its errors too; the end of it where that is long. */
  readonly output: string
  /** Whoever it says it acts for. */
  readonly named?: string
  /** `sub` of the user it was to act for; absent where there is none. */
  readonly expected?: string
  /** What it sent to the issuer. */
  readonly requests: readonly RecordedRequest[]
  /** `sub` in the access token that it got, as far as that is one to be read. */
  readonly subject?: string
  /** When the user had answered, in milliseconds since the epoch. */
  readonly answeredAt?: number
}

/** A run under an attack, between two without. */
export interface CommandAttempt {
  readonly attack: string
  /** `gave-up`: it ended in failure. `went-on`: in success, or not at all. `unseen`: it never met the attack. */
  readonly outcome: 'gave-up' | 'went-on' | 'unseen' | 'unclear'
  readonly why?: string
  readonly run: CommandRun
}

/** The program under test. */
export interface Command {
  readonly flow: CommandFlow
  /** It is registered with a secret or a key. */
  readonly confidential: boolean
  readonly pkce?: 'S256' | 'plain'
  /** Whether it says in whose name it acts. */
  readonly prints: boolean
  /** Ends the scenario: nobody can tell, and why. */
  readonly untold: (why: string) => never
  /** `clientId`s that the issuer knows. */
  readonly registered: readonly string[]
  /** One run, whatever comes of it. */
  readonly run: (options?: RunCommandOptions) => Promise<CommandRun>
  /** One run that has to end well; ends the scenario otherwise. */
  readonly succeeds: (options?: RunCommandOptions) => Promise<CommandRun>
  /** A run under an attack, or with a user who refuses; ends the scenario if those before and after it fail. */
  readonly attempt: (what: string, options: RunCommandOptions) => Promise<CommandAttempt>
}
