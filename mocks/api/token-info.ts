/** What is known of a token, whoever was asked. */
export interface TokenInfo {
  /** `unknown` also where the issuer does not tell expired tokens from those that it never gave. */
  readonly standing: 'live' | 'expired' | 'unknown'
  /** It is good for something else: a refresh token. */
  readonly isOther?: boolean
  /** Absent when it stands for no user. */
  readonly user?: string
  readonly secondaryIds: readonly string[]
  readonly client?: string
  readonly scopes: readonly string[]
}

/** Never rejects for a bad token; does when nobody can say. */
export type TokenLookup = (token: string) => TokenInfo | Promise<TokenInfo>
