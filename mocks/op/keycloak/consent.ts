import { type Call, type Reply, withHeaders } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import type { Issuer } from '../issuer.ts'
import { consentKey } from './consent-key.ts'
import { restartExpired } from './cookies.ts'
import { deny, deviceStatusUrl } from './device-decision.ts'
import { goOn } from './login.ts'
import { locate } from './login-lookup.ts'
import { consentPage, expiredPage } from './login-pages.ts'
import { CONSENT } from './login-urls.ts'
import { type Pending, type PendingLogins, waitsForConsent } from './pending.ts'
import { deliverError, destinationOf, redirect } from './respond.ts'

/** Where the browser is sent when something is left to do after the password. */
export const requiredAction = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const pending = await locate(issuer, logins, call)
  if ('status' in pending) return pending
  const here = waitsForConsent(pending) && call.query.get('execution') === CONSENT
  return here ? consentPage(issuer, pending) : expiredPage(issuer, pending)
}

/** A refusal leaves nobody signed in who was not so before. */
const refuse = (issuer: Issuer, logins: PendingLogins, pending: Pending): Reply => {
  logins.take(pending.tab)
  logins.end(pending.root)
  if (!pending.hadSession && pending.session) issuer.store.delete('Session', pending.session.id)
  const { device } = pending.request
  if (device !== undefined) return deny(issuer, device)
  const reply = deliverError(issuer, destinationOf(pending.request), { condition: 'authorization.consent-denied' })
  return withHeaders(reply, [restartExpired(issuer)])
}

/** Keycloak looks for the button that refuses, and for nothing else. */
export const consent = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const pending = await locate(issuer, logins, call)
  if ('status' in pending) return pending
  if (!waitsForConsent(pending)) return expiredPage(issuer, pending)
  const { client, scope } = pending.request
  const denied = call.form?.has('cancel') === true
  const { device } = pending.request
  const forgotten = device !== undefined && issuer.dialect.switches.denialForgotten === true
  if (denied && !forgotten && !issuer.faults.skips('authorization.consent-denied', client.clientId)) {
    return refuse(issuer, logins, pending)
  }
  const key = consentKey(pending.session?.accountId ?? '', client.clientId)
  issuer.consents.set(key, new Set([...(issuer.consents.get(key) ?? []), ...scopesOf(scope)]))
  const reply = await goOn(issuer, logins, call, pending, { consent: {} })
  return denied && forgotten ? redirect(deviceStatusUrl(issuer, 'access_denied')) : reply
}
