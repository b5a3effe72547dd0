import type { Client } from '#fixtures/schema/client.ts'
import type { ResponseMode } from './response-mode.ts'

/** A request that has passed every check; kept while the user logs in. */
export interface AuthorizationRequest {
  readonly client: Client
  readonly redirectUri: string
  /** False when the request did not name it: then the token request need not either. */
  readonly redirectUriNamed?: boolean
  readonly responseTypes: ReadonlySet<string>
  readonly responseMode: ResponseMode
  /** As the client sent it. */
  readonly scope: string
  readonly state?: string
  readonly nonce?: string
  readonly prompt: readonly string[]
  readonly maxAge?: number
  readonly loginHint?: string
  /** The device code that this login is for: no client waits for an answer at the redirect URI. */
  readonly device?: string
  /** As it was read, to begin again from; absent for a device, whose login begins elsewhere. */
  readonly sent?: URLSearchParams
  readonly pkce?: { readonly challenge: string; readonly method: string }
}
