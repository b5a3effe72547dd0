import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import type { Holder } from './holder.ts'
import { idToken, lifetimeOf, newAccessToken } from './tokens.ts'

export type TokenMembers = Readonly<Record<string, unknown>>

export const wantsIdToken = (issuer: Issuer, { accountId, clientId, scope }: Holder): boolean =>
  accountId !== undefined &&
  (scopesOf(scope).includes('openid') || issuer.faults.behaviour('idTokenAlways', clientId) === true)

/** The members of a token response; there are no refresh tokens. */
export const issueTokens = (issuer: Issuer, holder: Holder, inFront = false): TokenMembers => {
  const accessToken = newAccessToken(issuer, holder)
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    // What is left of it by the time it is written.
    expires_in: lifetimeOf(issuer, holder.scope) - 1,
    scope: holder.scope,
    ...(wantsIdToken(issuer, holder) ? { id_token: idToken(issuer, holder, { accessToken, inFront }) } : {}),
  }
}
