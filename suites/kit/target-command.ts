import type { ShownAttribute } from './target-service.ts'

/** How a program gets tokens, or what it asks of the issuer. */
export const commandFlows = ['device', 'exchange', 'client-credentials', 'introspection'] as const
export type CommandFlow = (typeof commandFlows)[number]

/** What a program says of whoever it acts for: an attribute of the user, or its own name at the issuer. */
export const printedNames = ['sub', 'username', 'email', 'name', 'client_id'] as const
export type PrintedName = ShownAttribute | 'client_id'

/** A program of the command line that is a client of an issuer of ours; plain data. */
export interface CommandSeed {
  /** Ours, and what it promises is ours to say. */
  readonly ours: boolean
  readonly flow: CommandFlow
  /** Role of its registration at the issuer. */
  readonly client: string
  /** In what it prints, a regular expression whose first group is a name. */
  readonly prints?: string
  /** Whose name that is; `sub` unless said, and `client_id` where there is no user. */
  readonly is?: PrintedName
  /** Seconds that one run may take. */
  readonly patience: number
}
