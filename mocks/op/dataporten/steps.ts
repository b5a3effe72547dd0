import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Issuer, personByUsername } from '../issuer.ts'
import { answerOf, looking } from '../refusal.ts'
import { sameText } from '../same-text.ts'
import { advance, fits } from './advance.ts'
import { refused } from './answers.ts'
import { organisationPage } from './chooser.ts'
import { rememberConsent } from './consents.ts'
import { type Choice, organisationAt } from './hints.ts'
import { loginPage } from './login-page.ts'
import { formOf, type Params } from './parameters.ts'
import { findPending, type PendingLogin } from './pending.ts'
import { refusedAuthorization } from './redirects.ts'
import { type BrowserSession, isLoggedIn, loggedIn, openSession, withCookie } from './session.ts'

type Step = (issuer: Issuer, session: BrowserSession, pending: PendingLogin, params: Params) => Reply

/** Whether a form came from a page of this session. */
export const isOwnForm = (params: Params, session: BrowserSession): boolean =>
  sameText(params.get('verifier') ?? '', session.verifier)

/**
 * The answer to one of the pages of a login: only from this browser, and only while the login lasts. Whoever comes back
 * to such an address without an answer is shown what is asked now.
 */
export const answering =
  (step: Step) =>
  (issuer: Issuer, call: Call, session: BrowserSession): Reply => {
    if (call.method !== 'POST') {
      const shown = findPending(issuer, session, call.query.get('login') ?? undefined)
      return shown ? advance(issuer, session, shown) : refused(issuer, { condition: 'http.login-over' })
    }
    const params = formOf(call)
    if (!isOwnForm(params, session)) return refused(issuer, { condition: 'http.csrf-missing' })
    const pending = findPending(issuer, session, params.get('login'))
    return pending ? step(issuer, session, pending, params) : refused(issuer, { condition: 'http.login-over' })
  }

/** Whoever chooses is somebody else than is logged in goes to a login of their own. */
const goTo = (issuer: Issuer, session: BrowserSession, pending: PendingLogin, choice: Choice): Reply => {
  pending.choice = choice
  const current = issuer.people.get(session.accountId ?? '')
  if (!isLoggedIn(session) || fits(issuer, current, choice)) return advance(issuer, session, pending)
  const fresh = openSession(issuer, session.known)
  fresh.pending = session.pending
  return withCookie(issuer, fresh, advance(issuer, fresh, pending))
}

const choiceFor = (issuer: Issuer, wanted: string | undefined): Choice | undefined => {
  const organisation = organisationAt(issuer, wanted)
  if (organisation) return { kind: organisation.kind, realm: organisation.realm }
  const { person } = personByUsername(issuer, wanted ?? '') ?? {}
  const home = organisationAt(issuer, person?.attributes.home_organisation)
  return person && home ? { kind: home.kind, realm: home.realm, expected: person.username } : undefined
}

/** An account that was used here before, or an organisation. */
export const chooseAccount: Step = (issuer, session, pending, params) => {
  const choice = choiceFor(issuer, params.get('account'))
  return choice ? goTo(issuer, session, pending, choice) : advance(issuer, session, pending)
}

export const chooseOrganisation: Step = (issuer, session, pending, params) => {
  const organisation = organisationAt(issuer, params.get('org'))
  if (organisation?.kind !== 'feide') return organisationPage(issuer, session, pending)
  return goTo(issuer, session, pending, { ...pending.choice, kind: 'feide', realm: organisation.realm })
}

/** A user name with its realm, or without it at the organisation where it is typed. */
const typedUser = (issuer: Issuer, typed: string, realm: string | undefined) =>
  personByUsername(issuer, typed) ?? (typed.includes('@') ? undefined : personByUsername(issuer, `${typed}@${realm}`))

export const logIn: Step = (issuer, session, pending, params) => {
  if (params.get('step') === 'change') {
    pending.choice = undefined
    return advance(issuer, session, pending)
  }
  const typed = params.get('username')?.trim() ?? ''
  const { realm } = pending.choice ?? {}
  const found = typedUser(issuer, typed, realm)
  const right = found !== undefined && sameText(params.get('password') ?? '', found.person.password)
  const careless = issuer.faults.skips('login.wrong-password', pending.request.clientId)
  const here = realm === undefined || found?.person.attributes.home_organisation === realm
  if (!found || !here || (!right && !careless)) {
    const failed = answerOf(issuer, 'login.wrong-password').description
    return loginPage(issuer, session, pending, { failed, username: typed })
  }
  const fresh = loggedIn(issuer, session, found.subject)
  pending.fresh = true
  return withCookie(issuer, fresh, advance(issuer, fresh, pending))
}

export const confirmFactor: Step = (issuer, session, pending, params) => {
  if (!isLoggedIn(session)) return advance(issuer, session, pending)
  if (!params.has('second-factor')) {
    session.pending.delete(pending.id)
    return refusedAuthorization(issuer, { condition: 'authorization.level-unmet' }, pending.request)
  }
  const { acr } = issuer.people.get(session.accountId)?.attributes ?? {}
  session.acr = typeof acr === 'string' ? acr : undefined
  return advance(issuer, session, pending)
}

/** Going on as whoever is logged in, or logging in as who was expected. */
export const answerWarning: Step = (issuer, session, pending, params) => {
  if (params.has('change'))
    return pending.choice ? goTo(issuer, session, pending, pending.choice) : advance(issuer, session, pending)
  pending.anyUser = true
  return advance(issuer, session, pending)
}

export const answerConsent: Step = (issuer, session, pending, params) => {
  if (!isLoggedIn(session)) return advance(issuer, session, pending)
  const { request } = pending
  const denied = looking(issuer, request.clientId)('authorization.consent-denied', !params.has('accept'))
  if (denied) {
    session.pending.delete(pending.id)
    return refusedAuthorization(issuer, denied, request)
  }
  rememberConsent(issuer, request, session.accountId)
  pending.agreed = true
  return advance(issuer, session, pending)
}
