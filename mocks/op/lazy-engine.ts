import { scopesOf } from './claims.ts'
import type { Engine } from './engine-api.ts'
import type { EngineOptions } from './engine-configuration.ts'
import type { Issuer } from './issuer.ts'
import { consentKey } from './keycloak/consent-key.ts'
import { engineScopes, fromEngine, isOffline } from './keycloak/scopes.ts'

const GRACE = 120

const optionsFor = (issuer: Omit<Issuer, 'engine'>): EngineOptions => {
  const { profile, faults } = issuer
  const { lifetimes } = profile
  return {
    issuer: issuer.issuer,
    store: issuer.store,
    jwk: issuer.keys.active.privateKey.export({ format: 'jwk' }),
    scopes: engineScopes(Object.keys(profile.scopes)),
    lifetimes: {
      code: lifetimes.code,
      accessToken: lifetimes.accessToken,
      // An offline token outlives everything; the dialect shortens the others.
      refreshToken: Math.max(lifetimes.refreshToken, lifetimes.offlineToken) || 10 * 31_536_000,
      session: lifetimes.session,
      login: lifetimes.login + GRACE,
    },
    knowsClient: (id) => issuer.clients.has(id),
    person: (accountId) => issuer.people.get(accountId),
    needsConsent: (clientId, accountId, scopes, forced) => {
      if (faults.behaviour('consent', clientId) === 'never') return false
      if (forced && faults.behaviour('ignoresPrompt', clientId) !== 'consent') return true
      if (!issuer.clients.get(clientId)?.consent) return false
      const agreed = issuer.consents.get(consentKey(accountId, clientId))
      return agreed === undefined || scopesOf(fromEngine(scopes.join(' '))).some((scope) => !agreed.has(scope))
    },
    issuesRefreshToken: (clientId, scopes) => {
      const { refreshTokens, grants = [] } = issuer.clients.get(clientId) ?? {}
      const wanted = refreshTokens ?? (!profile.refresh.needsOfflineAccess && grants.includes('refresh'))
      const always = faults.behaviour('refreshTokens', clientId) === 'always'
      return wanted || always || isOffline(scopes)
    },
    // Every refresh brings a new token; whether the old one goes on is for the dialect to say.
    rotates: () => true,
    endsWithSession: (scopes) => !isOffline(scopes),
  }
}

/** The engine takes most of the start-up time, so it is loaded beside the first request and not before it. */
export const lazyEngine = (issuer: Omit<Issuer, 'engine'>): Issuer => {
  let engine: Promise<Engine> | undefined
  return {
    ...issuer,
    engine: () => {
      engine ??= import('./engine.ts').then(({ createEngine }) => createEngine(optionsFor(issuer)))
      return engine
    },
  }
}
