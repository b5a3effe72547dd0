import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Issuer, personByUsername } from '../issuer.ts'
import { advance } from './advance.ts'
import { checkAuthorization } from './authorization-checks.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { type Choice, organisationsOf, readHint } from './hints.ts'
import { parametersOf } from './parameters.ts'
import { newPending } from './pending.ts'
import { refusedAuthorization } from './redirects.ts'
import { type BrowserSession, isLoggedIn, loggedIn, openSession, withCookie } from './session.ts'

/** What a faulty provider makes of a hint. */
const misread = (issuer: Issuer, fault: unknown, hint: string | undefined): Choice | undefined => {
  const choice = readHint(issuer, hint)
  if (fault === 'guessed' && hint !== undefined) return choice ?? { kind: 'feide' }
  if (fault !== 'astray' || choice?.kind !== 'feide' || choice.realm === undefined) return choice
  const others = organisationsOf(issuer).filter(({ kind, realm }) => kind === 'feide' && realm !== choice.realm)
  return { kind: 'feide', realm: others[0]?.realm ?? choice.realm }
}

/** A hint counts only with openid, and only for a client that does not require user interaction. */
const choiceOf = (issuer: Issuer, { clientId, scopes, loginHint }: AuthorizationRequest): Choice | undefined => {
  const fault = issuer.faults.behaviour('feideHint', clientId)
  const interactive = issuer.clients.get(clientId)?.requiresInteraction === true
  const counts = fault === 'always' || (!interactive && scopes.includes('openid') && fault !== 'ignored')
  return counts ? misread(issuer, fault, loginHint) : undefined
}

/** Whom a faulty provider signs in without being shown a password; nobody, unless a fault is armed. */
const impostor = (issuer: Issuer, { clientId, loginHint, prompts }: AuthorizationRequest): string | undefined => {
  if (loginHint !== undefined && issuer.faults.behaviour('loginHint', clientId) === 'proof') {
    return personByUsername(issuer, loginHint.split('|').at(-1) ?? '')?.subject
  }
  const silently = issuer.faults.behaviour('promptNone', clientId) === 'signs-in' && prompts.includes('none')
  return silently ? issuer.people.keys().next().value : undefined
}

/** The authorization endpoint: the request first, its user afterwards. */
export const authorize = (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
  const params = parametersOf(call)
  const request = checkAuthorization(issuer, params)
  if ('refusal' in request) return refusedAuthorization(issuer, request.refusal, request.to)
  const forgetful = issuer.faults.behaviour('ignoreSession', request.clientId) === true
  const given = forgetful ? openSession(issuer) : session
  const stranger = isLoggedIn(given) ? undefined : impostor(issuer, request)
  const current = stranger === undefined ? given : loggedIn(issuer, given, stranger)
  const pending = newPending(issuer, current, request)
  pending.choice = choiceOf(issuer, request)
  const reply = advance(issuer, current, pending)
  return current === session ? reply : withCookie(issuer, current, reply)
}
