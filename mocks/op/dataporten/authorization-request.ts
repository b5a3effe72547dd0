import type { Carrier } from './redirects.ts'

/** A request that has passed every check. */
export interface AuthorizationRequest {
  readonly clientId: string
  readonly redirectUri: string
  /** Whether the request named its redirect URI. */
  readonly redirectUriNamed: boolean
  readonly responseTypes: ReadonlySet<string>
  readonly carrier: Carrier
  /** Those that were asked for and are approved. */
  readonly scopes: readonly string[]
  readonly state?: string
  readonly nonce?: string
  readonly prompts: readonly string[]
  /** Seconds since the password was typed, at most. */
  readonly maxAge?: number
  readonly loginHint?: string
  /** Authentication levels of which one is asked for. */
  readonly levels: readonly string[]
  readonly challenge?: string
  readonly challengeMethod?: string
}
