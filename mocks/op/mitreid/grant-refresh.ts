import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { GrantHandler } from './grant.ts'
import { holderOf } from './holder.ts'
import { issueTokens, type TokenMembers } from './issue.ts'
import {
  findAccessToken,
  findRefreshToken,
  forgetAccessTokensOf,
  forgetToken,
  hasExpired,
  type KnownToken,
} from './token-records.ts'

/** Nothing that was not granted may be asked for; nothing asked for is all of it. */
const widens = (issuer: Issuer, client: Client, granted: string, asked: readonly string[]): Refusal | undefined => {
  if (issuer.faults.behaviour('refreshWidens', client.clientId) === true) return undefined
  const had = scopesOf(granted)
  return looking(issuer, client.clientId)(
    'refresh.scope-wider',
    asked.some((scope) => !had.includes(scope)),
  )
}

const refusalFor = (issuer: Issuer, client: Client, token: KnownToken, value: string): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const { record } = token
  return (
    look('refresh.expired', hasExpired(issuer, record), { refresh_token: value }) ??
    look('refresh.other-client', record.clientId !== client.clientId)
  )
}

/** A faulty provider gives an access token that is dead from the start. */
const spoilt = (issuer: Issuer, client: Client, members: TokenMembers): TokenMembers => {
  const token = findAccessToken(issuer, String(members.access_token))
  if (token && issuer.faults.behaviour('refreshed', client.clientId) === 'dead') forgetToken(token)
  return members
}

/** The token stays as it is, unless the profile replaces it; the access tokens that it gave before are gone. */
export const refresh: GrantHandler = (issuer, client, params) => {
  const look = looking(issuer, client.clientId)
  const notAllowed = look('refresh.not-allowed', !client.grants.includes('refresh'))
  if (notAllowed) return notAllowed
  const value = params.get('refresh_token')
  if (value === undefined) return { condition: 'refresh.missing' }
  const token = findRefreshToken(issuer, value)
  if (!token) return { condition: 'refresh.invalid', values: { refresh_token: value } }
  const refusal = refusalFor(issuer, client, token, value)
  if (refusal) return refusal
  const holder = holderOf(token.record)
  const asked = scopesOf(params.get('scope'))
  const wider = widens(issuer, client, holder.scope, asked)
  if (wider) return wider
  if (issuer.dialect.switches.clearsAccessTokensOnRefresh === true) forgetAccessTokensOf(issuer, token)
  const rotates = issuer.profile.refresh.rotation
  if (rotates) forgetToken(token)
  const kept = rotates ? {} : { kept: { id: token.id, value } }
  const narrows = asked.length > 0 && issuer.faults.behaviour('refreshNarrows', client.clientId) !== false
  return {
    members: spoilt(
      issuer,
      client,
      issueTokens(issuer, client, holder, { ...kept, ...(narrows ? { scopes: asked } : {}) }),
    ),
  }
}
