import type { Call, Reply } from '#mocks/wire/message.ts'
import { scopesOf } from '../claims.ts'
import { type Issuer, personByUsername } from '../issuer.ts'
import { proceed } from './authorization.ts'
import { consentKey } from './consent-key.ts'
import { authSessionOf, sessionOf } from './cookies.ts'
import { deny } from './device-decision.ts'
import { errorPage } from './pages.ts'
import type { Pending, PendingLogins } from './pending.ts'
import { answerOf } from './refusal.ts'
import { deliverError, destinationOf, refusalPage } from './respond.ts'
import { sameText } from './same-text.ts'
import { show } from './steps.ts'

/** The login of this browser and tab, or the answer to a request that belongs to none. */
const waiting = (issuer: Issuer, logins: PendingLogins, call: Call): Pending | Reply => {
  const pending = logins.get(call.query.get('tab_id') ?? '')
  const root = authSessionOf(call)
  if (root === undefined) return refusalPage(issuer, { condition: 'login.cookie-missing' })
  if (!pending || pending.root !== root) {
    return errorPage(issuer, 400, answerOf(issuer, 'login.expired').description ?? '')
  }
  return pending
}

/** The page of a login once more: where a device sends the browser, and where reloading leads. */
export const revisit = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const pending = waiting(issuer, logins, call)
  return 'status' in pending ? pending : show(issuer, logins, pending)
}

/** The login that a form belongs to, of which only the newest may be sent. */
const find = (issuer: Issuer, logins: PendingLogins, call: Call): Pending | Reply => {
  const pending = waiting(issuer, logins, call)
  if ('status' in pending) return pending
  const fresh = sameText(call.query.get('session_code') ?? '', pending.formCode)
  return fresh ? pending : show(issuer, logins, pending, { error: answerOf(issuer, 'login.expired').description })
}

const goOn = async (
  issuer: Issuer,
  logins: PendingLogins,
  call: Call,
  pending: Pending,
  result: { login?: { accountId: string; acr: string }; consent?: Record<string, never> },
): Promise<Reply> => {
  logins.take(pending.interaction.uid)
  const engine = await issuer.engine()
  const session = pending.session?.accountId ? pending.session.id : sessionOf(issuer, call)?.id
  const outcome = await engine.resume(pending.interaction.uid, result, session)
  const { request, root, hadSession } = pending
  return proceed(issuer, logins, outcome, {
    request,
    root,
    hadSession,
    authenticated: pending.authenticated || result.login !== undefined,
  })
}

export const authenticate = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const pending = find(issuer, logins, call)
  if ('status' in pending) return pending
  const username = call.form?.get('username') ?? ''
  const found = personByUsername(issuer, username)
  const client = pending.request.client.clientId
  const right = found !== undefined && sameText(call.form?.get('password') ?? '', found.person.password)
  if (!found || (!right && !issuer.faults.skips('login.wrong-password', client))) {
    return show(issuer, logins, pending, { username, error: answerOf(issuer, 'login.wrong-password').description })
  }
  const { accountId } = pending.interaction
  if (accountId !== undefined && accountId !== found.subject) {
    return errorPage(
      issuer,
      400,
      'You are already authenticated as different user in this session. Please sign out first.',
    )
  }
  return goOn(issuer, logins, call, pending, { login: { accountId: found.subject, acr: '1' } })
}

/** A refusal leaves nobody signed in who was not so before. */
const refuse = (issuer: Issuer, logins: PendingLogins, pending: Pending): Reply => {
  logins.take(pending.interaction.uid)
  if (!pending.hadSession && pending.session) issuer.store.delete('Session', pending.session.id)
  const { device } = pending.request
  if (device !== undefined) return deny(issuer, device)
  return deliverError(issuer, destinationOf(pending.request), { condition: 'authorization.consent-denied' })
}

export const consent = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const pending = find(issuer, logins, call)
  if ('status' in pending) return pending
  const { client } = pending.request
  const denied = call.form?.has('cancel') === true || call.form?.has('accept') !== true
  if (denied && !issuer.faults.skips('authorization.consent-denied', client.clientId)) {
    return refuse(issuer, logins, pending)
  }
  const subject = pending.session?.accountId ?? ''
  const key = consentKey(subject, client.clientId)
  issuer.consents.set(key, new Set([...(issuer.consents.get(key) ?? []), ...scopesOf(pending.request.scope)]))
  return goOn(issuer, logins, call, pending, { consent: {} })
}
