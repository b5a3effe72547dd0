import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import { clientSessionIdOf } from '../identifiers.ts'
import type { Issuer } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { hasExpired, loginLives } from './client-session.ts'
import { issued } from './issued.ts'
import { type KnownToken, readAccessToken } from './read-token.ts'
import { fromEngine, toEngine } from './scopes.ts'
import type { Granted } from './token.ts'

const TYPE = 'urn:ietf:params:oauth:token-type:'
export const ACCESS_TOKEN = `${TYPE}access_token`
export const REFRESH_TOKEN = `${TYPE}refresh_token`
export const ID_TOKEN = `${TYPE}id_token`

/** An access token of a user of ours that still means something; the same answer for all others. */
export const readSubject = (issuer: Issuer, client: Client, value: string): KnownToken | Refusal => {
  const token = readAccessToken(issuer, value)
  const { accountId, sessionUid } = token?.record ?? {}
  const outside = token && issuer.dialect.switches.exchangeChecksAudience === true && !isWithinAudience(token, client)
  if (outside && sessionUid === undefined) return { condition: 'exchange.not-in-audience' }
  if (!token || accountId === undefined || sessionUid === undefined) {
    return { condition: 'exchange.subject-token-invalid' }
  }
  const { record } = token
  const dead = hasExpired(issuer, record) || record.revoked === true || !loginLives(issuer, record)
  return looking(issuer, client.clientId)('exchange.subject-token-invalid', dead) ?? token
}

export const isWithinAudience = ({ record, claims }: KnownToken, client: Client): boolean =>
  record.clientId === client.clientId || [claims.aud].flat().includes(client.clientId)

export const subjectScopes = ({ record }: KnownToken): readonly string[] => scopesOf(fromEngine(record.scope))

export interface Exchange {
  readonly scopes: readonly string[]
  /** Identifiers of clients; absent: those that the client's tokens always name. */
  readonly audience: readonly string[] | undefined
  readonly refresh: boolean
}

/** Tokens for the client that asks, of the same user in the same session (RFC 8693 section 2.2). */
export const exchanged = async (
  issuer: Issuer,
  client: Client,
  { record, claims }: KnownToken,
  { scopes, audience, refresh }: Exchange,
): Promise<Granted> => {
  const { clientId } = client
  const { accountId = '', sessionUid = '' } = record
  const engine = await issuer.engine()
  const answer = await engine.issue({
    clientId,
    accountId,
    sessionUid,
    scope: toEngine(scopes),
    refresh,
    endsWithSession: !scopes.includes('offline_access'),
  })
  const source = {
    clientId,
    accountId,
    sessionUid,
    grantId: clientSessionIdOf(sessionUid, clientId),
    authTime: typeof claims.auth_time === 'number' ? claims.auth_time : undefined,
    acr: typeof claims.acr === 'string' ? claims.acr : undefined,
    audience,
  }
  return issued(issuer, answer, source, 'te')
}
