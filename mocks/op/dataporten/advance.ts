import type { Person } from '#fixtures/schema/person.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { type Issuer, seconds } from '../issuer.ts'
import { looking, type Refusal } from '../refusal.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { respond } from './authorization-response.ts'
import { chooserPage, organisationPage } from './chooser.ts'
import { hasAgreed } from './consents.ts'
import { type Choice, organisationAt } from './hints.ts'
import { levelOf } from './levels.ts'
import { factorPage, loginPage } from './login-page.ts'
import type { PendingLogin } from './pending.ts'
import { consentPage, warningPage } from './questions.ts'
import { refusedAuthorization } from './redirects.ts'
import { type BrowserSession, isLoggedIn, type LoggedIn } from './session.ts'

/** Where the login of this person took place, and whether that is what was chosen. */
export const fits = (issuer: Issuer, person: Person | undefined, { kind, realm, expected }: Choice): boolean => {
  const home = organisationAt(issuer, person?.attributes.home_organisation)
  return (
    home?.kind === kind &&
    (realm === undefined || home.realm === realm) &&
    (expected === undefined || expected.toLowerCase() === person?.username.toLowerCase())
  )
}

const isTooOld = (issuer: Issuer, { maxAge }: AuthorizationRequest, { loginTs }: LoggedIn): boolean =>
  maxAge !== undefined && seconds(issuer) - loginTs >= maxAge + Number(issuer.dialect.switches.clockSkew)

/** The software of old only noted that a level was not reached. */
const isStrict = (issuer: Issuer): boolean => issuer.dialect.switches.levelUnmet === 'refuse'

const refusing = (issuer: Issuer, request: AuthorizationRequest, refusal: Refusal): Reply =>
  refusedAuthorization(issuer, refusal, request)

/** Nobody may be asked anything: every question is an error. */
const passively = (issuer: Issuer, session: BrowserSession, { request }: PendingLogin): Reply => {
  const { clientId } = request
  const look = looking(issuer, clientId)
  const interactive = issuer.clients.get(clientId)?.requiresInteraction === true
  const current = isLoggedIn(session) && !isTooOld(issuer, request, session) ? session : undefined
  const refusal =
    look('authorization.interaction-required', interactive) ??
    look('authorization.login-required', current === undefined)
  if (refusal || !current) return refusing(issuer, request, refusal ?? { condition: 'authorization.login-required' })
  const person = issuer.people.get(current.accountId)
  const later =
    look('authorization.level-unmet', isStrict(issuer) && levelOf(issuer, request, current, person) !== 'met') ??
    look('authorization.consent-required', !hasAgreed(issuer, request, current.accountId))
  return later ? refusing(issuer, request, later) : respond(issuer, request, current)
}

/** Who logs in where: asked as long as it is not known. Undefined when somebody is logged in who may go on. */
const identify = (issuer: Issuer, session: BrowserSession, pending: PendingLogin): Reply | undefined => {
  const { request, choice } = pending
  const current = isLoggedIn(session) ? session : undefined
  const fault = issuer.faults.behaviour('feideHint', request.clientId)
  const interactive = issuer.clients.get(request.clientId)?.requiresInteraction === true && fault !== 'no-chooser'
  if (!choice && (interactive || !current)) return chooserPage(issuer, session, pending)
  const person = issuer.people.get(current?.accountId ?? '')
  const other = choice !== undefined && pending.anyUser !== true && !fits(issuer, person, choice)
  if (current && other && fault !== 'silent') return warningPage(issuer, current, pending)
  if (current && (pending.fresh || !isTooOld(issuer, request, current))) return undefined
  // Too old: at the same organisation once more.
  const home = person?.attributes.home_organisation
  const again = organisationAt(issuer, choice?.realm ?? (choice && !current ? undefined : home))
  if (!again) return organisationPage(issuer, session, pending)
  pending.choice = { ...choice, kind: again.kind, realm: again.realm }
  return loginPage(issuer, session, pending)
}

/** Everything that may stand between a login and its answer, one after the other. */
export const advance = (issuer: Issuer, session: BrowserSession, pending: PendingLogin): Reply => {
  const { request } = pending
  if (request.prompts.includes('none')) return passively(issuer, session, pending)
  const question = identify(issuer, session, pending)
  if (question) return question
  if (!isLoggedIn(session)) return chooserPage(issuer, session, pending)
  const level = levelOf(issuer, request, session, issuer.people.get(session.accountId))
  if (level === 'reachable') return factorPage(issuer, session, pending)
  const look = looking(issuer, request.clientId)
  const unmet = look('authorization.level-unmet', isStrict(issuer) && level === 'out-of-reach')
  if (unmet) return refusing(issuer, request, unmet)
  if (!pending.agreed && !hasAgreed(issuer, request, session.accountId)) return consentPage(issuer, session, pending)
  session.pending.delete(pending.id)
  return respond(issuer, request, session)
}
