/** What the engine keeps, by model. Times in seconds since the epoch. */
export interface StoredRecord {
  jti?: string
  uid?: string
  iat?: number
  exp?: number
  consumed?: unknown
  grantId?: string
  clientId?: string
  accountId?: string
  sessionUid?: string
  scope?: string
  redirectUri?: string
  /** PKCE as the client sent it: ours to judge, so under names that the engine does not look at. */
  challenge?: string
  challengeMethod?: string
  nonce?: string
  authTime?: number
  /** Clients for which an exchanged token was asked. */
  audience?: readonly string[]
  acr?: string
  loginTs?: number
  /** Of a device code: polls before this moment come too early. */
  nextPoll?: number
  /** Of a grant: the refresh token used last, how often, and when. */
  current?: string
  uses?: number
  refreshedAt?: number
  /** Of a code: whether the authorization request named its redirect URI. */
  redirectUriNamed?: boolean
  authorizations?: Record<string, { sid?: string; grantId?: string } | undefined>
  [member: string]: unknown
}

export type ModelName =
  | 'AuthorizationCode'
  | 'AccessToken'
  | 'RefreshToken'
  | 'Session'
  | 'Grant'
  | 'Interaction'
  | 'ClientCredentials'
  | 'DeviceCode'
