import type { Person } from '#fixtures/schema/person.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Issuer, personByUsername } from '../issuer.ts'
import { answerOf } from '../refusal.ts'
import { sameText } from '../same-text.ts'
import { sessionOf } from './cookies.ts'
import { locate, restart } from './login-lookup.ts'
import { expiredPage } from './login-pages.ts'
import { continueUrl, executionOf } from './login-urls.ts'
import { UNCACHED } from './pages.ts'
import { keep, type Pending, type PendingLogins, waitsForConsent } from './pending.ts'
import { proceed } from './proceed.ts'
import { redirect, refusalPage } from './respond.ts'
import { show } from './steps.ts'

export interface StepResult {
  readonly login?: { readonly accountId: string; readonly acr: string }
  readonly consent?: Record<string, never>
}

/** From one step of a login to whatever the engine wants next. */
export const goOn = async (
  issuer: Issuer,
  logins: PendingLogins,
  call: Call,
  pending: Pending,
  result: StepResult,
): Promise<Reply> => {
  logins.take(pending.tab)
  const engine = await issuer.engine()
  const session = pending.session?.accountId ? pending.session.id : sessionOf(issuer, call)?.id
  const outcome = await engine.resume(pending.interaction.uid, result, session)
  const { request, root, tab, hadSession } = pending
  const authenticated = pending.authenticated || result.login !== undefined
  return proceed(issuer, logins, outcome, { request, root, tab, hadSession, authenticated })
}

interface Known {
  readonly subject: string
  readonly person: Person
}

/** Whom the form names: somebody who proves to be there still cannot name another. */
const named = (issuer: Issuer, call: Call, { interaction }: Pending): Known | undefined => {
  const subject = interaction.accountId
  const person = subject === undefined ? undefined : issuer.people.get(subject)
  if (subject !== undefined && person) return { subject, person }
  return personByUsername(issuer, call.form?.get('username') ?? '')
}

const checkPassword = async (issuer: Issuer, logins: PendingLogins, call: Call, pending: Pending): Promise<Reply> => {
  const found = named(issuer, call, pending)
  const client = pending.request.client.clientId
  const right = found !== undefined && sameText(call.form?.get('password') ?? '', found.person.password)
  if (!found || (!right && !issuer.faults.skips('login.wrong-password', client))) {
    const again = pending.interaction.accountId !== undefined
    const { description: error } = answerOf(issuer, again ? 'login.wrong-own-password' : 'login.wrong-password')
    return show(issuer, logins, pending, { username: call.form?.get('username') ?? '', error })
  }
  const others = sessionOf(issuer, call)?.accountId
  if (others !== undefined && others !== found.subject) {
    const username = issuer.people.get(others)?.username ?? ''
    return refusalPage(issuer, { condition: 'login.other-user', values: { username } })
  }
  return goOn(issuer, logins, call, pending, { login: { accountId: found.subject, acr: '1' } })
}

/** The page of a login and its form. The address alone shows the page; only its newest form is taken. */
export const authenticate = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const pending = await locate(issuer, logins, call)
  if ('status' in pending) return pending
  const code = call.query.get('session_code')
  if (code === null) return show(issuer, logins, pending)
  if (waitsForConsent(pending)) return expiredPage(issuer, pending)
  if (!sameText(code, pending.formCode)) {
    const kept = keep(logins, { ...pending, note: 'login.action-expired' })
    return redirect(continueUrl(issuer, kept), [UNCACHED])
  }
  if (call.query.get('execution') !== executionOf(issuer)) return expiredPage(issuer, pending)
  // An address with its code is a form that was sent, if an empty one.
  return checkPassword(issuer, logins, call, pending)
}

export const startAgain = async (issuer: Issuer, logins: PendingLogins, call: Call): Promise<Reply> => {
  const pending = await locate(issuer, logins, call)
  if ('status' in pending) return pending
  logins.take(pending.tab)
  return restart(issuer, logins, call, pending.request)
}
