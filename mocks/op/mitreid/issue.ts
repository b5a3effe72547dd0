import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import { type Issuer, seconds } from '../issuer.ts'
import type { Holder } from './holder.ts'
import { printed } from './scopes.ts'
import { addToken, newTokenId } from './token-records.ts'
import { accessToken, idToken, refreshToken } from './tokens.ts'

export interface Kept {
  readonly id: string
  readonly value: string
}

export interface Issue {
  /** Of the access token, where it is narrower than what was granted. */
  readonly scopes?: readonly string[]
  /** The refresh token that stays, instead of a new one. */
  readonly kept?: Kept
  /** To the front channel: the ID token has to vouch for the access token. */
  readonly inFront?: true
}

export type TokenMembers = Readonly<Record<string, unknown>>

const newRefreshToken = (issuer: Issuer, holder: Holder, iat: number): Kept => {
  const id = newTokenId()
  const lifetime = issuer.profile.lifetimes.offlineToken
  const exp = lifetime > 0 ? iat + lifetime : undefined
  const value = refreshToken(issuer, id, holder, { iat, exp })
  addToken(issuer, 'RefreshToken', id, value, { ...holder, iat, exp })
  return { id, value }
}

/** Only who asked for offline access gets one, and only if its registration lets it refresh. */
const refreshFor = (issuer: Issuer, client: Client, holder: Holder, iat: number): Kept | undefined => {
  const always = issuer.faults.behaviour('refreshTokens', client.clientId) === 'always'
  const offline = scopesOf(holder.scope).includes('offline_access') && client.grants.includes('refresh')
  return offline || always ? newRefreshToken(issuer, holder, iat) : undefined
}

const newAccessToken = (issuer: Issuer, holder: Holder, iat: number, scope: string, refresh?: Kept): string => {
  const id = newTokenId()
  const exp = iat + issuer.profile.lifetimes.accessToken
  const value = accessToken(issuer, id, holder, { iat, exp })
  const model = holder.accountId === undefined ? 'ClientCredentials' : 'AccessToken'
  addToken(issuer, model, id, value, { ...holder, scope, grantedScope: holder.scope, iat, exp, refreshId: refresh?.id })
  return value
}

/** The members of a token response, in the order in which the software writes them. */
export const issueTokens = (issuer: Issuer, client: Client, holder: Holder, issue: Issue = {}): TokenMembers => {
  const iat = seconds(issuer)
  const refresh = issue.kept ?? refreshFor(issuer, client, holder, iat)
  const scope = issue.scopes ? printed(issue.scopes) : holder.scope
  const value = newAccessToken(issuer, holder, iat, scope, refresh)
  const always = issuer.faults.behaviour('idTokenAlways', client.clientId) === true
  const openid = holder.accountId !== undefined && (always || scopesOf(holder.scope).includes('openid'))
  return {
    access_token: value,
    token_type: 'Bearer',
    refresh_token: refresh?.value,
    // What is left of it by the time it is written.
    expires_in: issuer.profile.lifetimes.accessToken - 1,
    scope: scope || undefined,
    id_token: openid ? idToken(issuer, holder, iat, issue.inFront && value) : undefined,
  }
}
