import type { Client } from '#fixtures/schema/client.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { mayAskFor } from './authorization-checks.ts'
import { issued } from './issued.ts'
import { grantLives, hasExpired, type KnownToken, readRefreshToken, sessionLives } from './read-token.ts'
import { looking, type Refusal } from './refusal.ts'
import { fromEngine, toEngine } from './scopes.ts'
import type { GrantHandler } from './token.ts'

const isOfflineToken = (token: KnownToken): boolean => token.claims.typ === 'Offline'

const refusalFor = (issuer: Issuer, client: Client, token: KnownToken, scope: string | null): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const { record } = token
  const endsEarly = issuer.faults.behaviour('offline', client.clientId) === 'ends-with-session'
  const offline = isOfflineToken(token) && !endsEarly
  const reused = record.consumed !== undefined
  const refusal =
    look('refresh.expired', hasExpired(issuer, record)) ??
    look('refresh.session-ended', !offline && !sessionLives(issuer, record)) ??
    look('refresh.client-session-gone', !grantLives(issuer, record)) ??
    look('refresh.other-client', record.clientId !== client.clientId) ??
    look('refresh.reuse', reused)
  if (reused && refusal?.condition === 'refresh.reuse' && record.grantId) issuer.store.delete('Grant', record.grantId)
  if (refusal || scope === null || issuer.dialect.switches.refreshScope === 'ignore') return refusal
  const unknown = scopesOf(scope).some((name) => !mayAskFor(issuer, client, name))
  return look('refresh.scope-invalid', unknown && issuer.dialect.switches.refreshScope === 'validate', { scope })
}

/** Scopes that were not granted before are dropped without a word. */
const narrowed = (issuer: Issuer, client: Client, token: KnownToken, scope: string | null): readonly string[] => {
  const granted = scopesOf(fromEngine(token.record.scope))
  if (scope === null || issuer.dialect.switches.refreshScope === 'ignore') return granted
  const asked = scopesOf(scope)
  if (issuer.faults.behaviour('refreshWidens', client.clientId) === true) return [...new Set([...granted, ...asked])]
  const narrows = issuer.faults.behaviour('refreshNarrows', client.clientId) !== false
  return narrows ? granted.filter((name) => asked.includes(name)) : granted
}

export const refresh: GrantHandler = async (issuer, client, form) => {
  const value = form.get('refresh_token')
  if (value === null) return { condition: 'refresh.missing' }
  const token = readRefreshToken(issuer, value)
  if (!token) return { condition: 'refresh.invalid' }
  const scope = form.get('scope')
  const refusal = refusalFor(issuer, client, token, scope)
  if (refusal) return refusal
  const engine = await issuer.engine()
  const kept = narrowed(issuer, client, token, scope)
  const answer = await engine.token(token.record.clientId ?? '', {
    grant_type: 'refresh_token',
    refresh_token: token.id,
    scope: toEngine(kept),
  })
  return issued(issuer, answer, token.record)
}
