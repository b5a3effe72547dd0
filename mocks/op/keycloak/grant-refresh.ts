import type { Client } from '#fixtures/schema/client.ts'
import { scopeParts, scopesOf } from '../claims.ts'
import type { EngineAnswer } from '../engine-api.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import { mayAskFor } from './authorization-checks.ts'
import { detach, ensurePlace, grantLives, hasExpired, sessionLives } from './client-session.ts'
import { issued } from './issued.ts'
import { type KnownToken, readRefreshToken } from './read-token.ts'
import { fromEngine, toEngine } from './scopes.ts'
import type { GrantHandler } from './token.ts'

const isOfflineToken = (token: KnownToken): boolean => token.claims.typ === 'Offline'

/** Reuse as Keycloak counts it: by the token used last in this client session, in whole seconds. */
const checkReuse = (issuer: Issuer, client: Client, { id, record }: KnownToken): Refusal | undefined => {
  const place = record.grantId === undefined ? undefined : issuer.store.get('Grant', record.grantId)
  if (!issuer.profile.refresh.rotation || !place) return undefined
  const look = looking(issuer, client.clientId)
  const { current, uses = 0, refreshedAt = 0 } = place
  const stale = current !== undefined && current !== id && (record.iat ?? 0) < refreshedAt
  const refusal = look('refresh.stale', stale) ?? look('refresh.reuse', current === id && uses > 0)
  if (refusal) detach(issuer, record.grantId)
  else Object.assign(place, { current: id, uses: current === id ? uses + 1 : 1 })
  return refusal
}

const checkScope = (issuer: Issuer, client: Client, scope: string | null): Refusal | undefined => {
  if (scope === null || issuer.dialect.switches.refreshScope !== 'validate') return undefined
  const unknown = scopeParts(scope).some((name) => !mayAskFor(issuer, client, name))
  return looking(issuer, client.clientId)('refresh.scope-invalid', unknown, { scope })
}

const refusalFor = (issuer: Issuer, client: Client, token: KnownToken, scope: string | null): Refusal | undefined => {
  const look = looking(issuer, client.clientId)
  const { record } = token
  const endsEarly = issuer.faults.behaviour('offline', client.clientId) === 'ends-with-session'
  const offline = isOfflineToken(token) && !endsEarly
  return (
    look('refresh.expired', hasExpired(issuer, record)) ??
    look('refresh.other-client', record.clientId !== client.clientId) ??
    look('refresh.offline-session-ended', offline && !grantLives(issuer, record)) ??
    look('refresh.session-ended', !offline && !sessionLives(issuer, record)) ??
    look('refresh.client-session-gone', !offline && !grantLives(issuer, record)) ??
    checkScope(issuer, client, scope) ??
    checkReuse(issuer, client, token)
  )
}

/** Scopes that were not granted before are dropped without a word. */
const narrowed = (issuer: Issuer, client: Client, token: KnownToken, scope: string | null): readonly string[] => {
  const granted = scopesOf(fromEngine(token.record.scope))
  if (scope === null || issuer.dialect.switches.refreshScope === 'ignore') return granted
  const asked = scopesOf(scope)
  const narrows = issuer.faults.behaviour('refreshNarrows', client.clientId) !== false
  return narrows ? granted.filter((name) => asked.includes(name)) : granted
}

/** What a faulty provider makes of the engine's answer: all that was asked for, or a token that is dead from the start. */
const spoilt = (issuer: Issuer, answer: EngineAnswer, client: Client, scope: string | null): EngineAnswer => {
  const { body } = answer
  if (issuer.faults.behaviour('refreshed', client.clientId) === 'dead') {
    const token = issuer.store.get('AccessToken', String(body.access_token))
    if (token) token.revoked = true
  }
  const widens = issuer.faults.behaviour('refreshWidens', client.clientId) === true && scope !== null
  if (!widens) return answer
  return {
    ...answer,
    body: { ...body, scope: toEngine([...new Set([...scopesOf(fromEngine(String(body.scope))), ...scopesOf(scope)])]) },
  }
}

export const refresh: GrantHandler = async (issuer, client, form) => {
  const value = form.get('refresh_token')
  if (value === null) return { condition: 'refresh.missing' }
  const token = readRefreshToken(issuer, value)
  if (!token) return { condition: 'refresh.invalid' }
  const scope = form.get('scope')
  const refusal = refusalFor(issuer, client, token, scope)
  if (refusal) return refusal
  const { record, id } = token
  ensurePlace(issuer, record)
  // The engine looks at the age again, which an armed fault may have overlooked here.
  if (hasExpired(issuer, record)) record.exp = seconds(issuer) + 60
  const engine = await issuer.engine()
  const answer = await engine.token(record.clientId ?? '', {
    grant_type: 'refresh_token',
    refresh_token: id,
    scope: toEngine(narrowed(issuer, client, token, scope)),
  })
  const place = record.grantId === undefined ? undefined : issuer.store.get('Grant', record.grantId)
  if (place) place.refreshedAt = seconds(issuer)
  return issued(issuer, spoilt(issuer, answer, client, scope), record, 'rt')
}
