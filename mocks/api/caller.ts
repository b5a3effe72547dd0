import type { Call } from '#mocks/wire/message.ts'
import type { ApiRefusal } from './refusal.ts'

/** On whose behalf a request is made, as far as an API believes it. */
export interface Caller {
  /** The user; absent when a system asks for itself. */
  readonly user?: string
  /** Other names of the user: `feide:ada@nordhavn.example`. */
  readonly secondaryIds: readonly string[]
  readonly client?: string
  readonly scopes: readonly string[]
}

/** How an API finds out who calls it. */
export type Authenticate = (call: Call) => Promise<Caller | ApiRefusal>

export const isRefusal = (found: object | string): found is ApiRefusal =>
  typeof found === 'object' && 'condition' in found

/** The issuer could not be asked, so nobody is let in and nobody is turned away for good. */
export class IssuerSilent extends Error {
  override readonly name = 'IssuerSilent'
}
