/** A request that has passed every check; kept in the session while the user is asked. */
export interface AuthorizationRequest {
  readonly clientId: string
  readonly redirectUri: string
  /** Whether the request named its redirect URI. */
  readonly redirectUriNamed: boolean
  readonly responseTypes: ReadonlySet<string>
  readonly scopes: readonly string[]
  readonly state?: string
  readonly nonce?: string
  /** Brings auth_time into the ID token. */
  readonly maxAge?: string
  readonly challenge?: string
  readonly challengeMethod?: string
  /** A parameter of the software's own: the audience of the access token. */
  readonly audience?: string
}
