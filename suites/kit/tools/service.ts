import { attacks, namedFault } from '#mocks/faults/index.ts'
import type { RecordedRequest } from '#mocks/op/index.ts'
import type { Attempt, Service, SignIn, SignInOptions } from '../contract-service.ts'
import { TransportError } from '../drivers/transport-error.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import { createBrowser } from './browser.ts'
import { type Guest, signInWith, whoIsThere } from './service-login.ts'
import type { Session } from './session.ts'

/** What a service must have sent for a fault to mean something to it: a nonce that nobody sent cannot be wrong. */
const SENT: Readonly<Record<string, string>> = { 'RP-NONCE': 'nonce', 'RP-STATE': 'state' }

const sent = (name: string | undefined, requests: readonly RecordedRequest[]): boolean =>
  name === undefined ||
  requests.some(({ endpoint, params }) => endpoint === 'authorization' && params[name] !== undefined)

/** Where a fault is, and what the service must have asked for to have met it. */
const met = (attack: string, { callback, requests }: SignIn): boolean => {
  const fault = namedFault(attack)
  const asked = (endpoint: string): boolean => requests.some((request) => request.endpoint === endpoint)
  if (!sent('tries' in fault ? SENT[String(fault.tries)] : undefined, requests)) return false
  if (fault.at.startsWith('userinfo')) return asked('userinfo')
  return fault.at.startsWith('authorization') ? callback !== undefined : asked('token')
}

const placeOf = ({ answer }: SignIn): string =>
  answer === undefined ? 'no answer came' : `${answer.status} ${answer.url.split(/[?#]/, 1)[0]}`

type Shortcoming = (session: Session, service: ServiceSeed, login: SignIn) => string | undefined

/** Why a login shows nothing of what a service sends. */
const strayed: Shortcoming = ({ target: { id, issuer } }, _service, login) => {
  if (login.trouble !== undefined) return `did not end: ${login.trouble}`
  if (login.callback !== undefined) return undefined
  return `never came back from the issuer (${placeOf(login)}): tell the service its issuer, ${issuer}, and make login of target "${id}" the address where one begins`
}

/** Why a login that should have worked proves nothing. */
const failed: Shortcoming = (session, service, login) => {
  const { user, expected, answer } = login
  const { id } = session.target
  const astray = strayed(session, service, login)
  if (astray !== undefined) return astray
  if (service.whoami === undefined || user === expected) return undefined
  if (user !== undefined) {
    return `showed ${user} where ${expected} had logged in: whoever comes is the same person there, or whoami.is of target "${id}" is another attribute`
  }
  const once = answer?.text.includes(expected) ? ', though the page after the login named the user once' : ''
  return `signed nobody in (${placeOf(login)}), as far as whoami of target "${id}" shows${once}`
}

const proves = (session: Session, service: ServiceSeed, what: string, login: SignIn, lacks = failed): SignIn => {
  const why = lacks(session, service, login)
  if (why === undefined) return login
  throw new HeldBack('skip', `${what} ${why}. What follows would prove nothing.`)
}

/** In a browser that has never been there nobody may be signed in. */
const checkStranger = async (session: Session, service: ServiceSeed): Promise<void> => {
  const browser = createBrowser(session, session.newAgent())
  const there = await whoIsThere(service, browser).catch((error: unknown) => {
    throw error instanceof TransportError
      ? new HeldBack('skip', `Nobody can tell who is signed in: ${error.message}`)
      : error
  })
  if (there === undefined) return
  throw new HeldBack(
    'skip',
    `A browser that was never there is ${there} to the service, so nobody can tell who is signed in: make whoami of target "${session.target.id}" say nothing of strangers.`,
  )
}

const OTHER = 'many-groups'

type Outcome = Pick<Attempt, 'outcome' | 'why'>

const outcomeOf = (attack: string, login: SignIn, before: SignIn): Outcome => {
  const { user, trouble, answer, expected } = login
  if (trouble !== undefined) return { outcome: 'unclear', why: `Silence is no refusal: ${trouble}.` }
  if (!met(attack, login)) return { outcome: 'unseen' }
  if (user === before.user && user !== expected) {
    return { outcome: 'unclear', why: `The service shows ${user}, who had signed in before, in another browser.` }
  }
  if (user !== undefined) return { outcome: 'accepted' }
  if (answer?.text.includes(expected)) {
    const why = `The page after the login names ${expected}, though nobody is signed in afterwards: look at it.`
    return { outcome: 'unclear', why }
  }
  return { outcome: 'refused' }
}

/** What allows a service to fall for it. */
const leniencyOf = (attack: string): Pick<Attempt, 'lenient'> => {
  const { lenient } = attacks.find(({ id }) => id === attack) ?? {}
  return lenient === undefined ? {} : { lenient }
}

const attemptOf =
  (session: Session, service: ServiceSeed) =>
  async (attack: string): Promise<Attempt> => {
    if (service.whoami === undefined) {
      throw new HeldBack('skip', `Target "${session.target.id}" does not say who is signed in: add whoami.`)
    }
    const signIn = signInWith(session, service)
    const before = proves(session, service, 'The login before the fault', await signIn())
    await checkStranger(session, service)
    const login = await signIn({ attack, as: OTHER })
    // By the other user: where everybody is the same person, one of the two logins shows it.
    proves(session, service, 'The login after the fault', await signIn({ as: OTHER }))
    const brokeDown = (login.answer?.status ?? 0) >= 500
    return { attack, ...outcomeOf(attack, login, before), ...leniencyOf(attack), login, brokeDown }
  }

export const createService = (session: Session, service: ServiceSeed): Service => ({
  signIn: signInWith(session, service),
  setOut: async (options: SignInOptions = {}) =>
    proves(session, service, 'The login', await signInWith(session, service)(options), strayed),
  signedIn: async (options: SignInOptions = {}) =>
    proves(session, service, 'The login', await signInWith(session, service)(options)),
  attempt: attemptOf(session, service),
  requests: ({ name }) => session.desk.requests(name),
  whoami: (browser) => whoIsThere(service, browser as Guest),
  signOut: (browser) => {
    if (service.logout === undefined)
      throw new HeldBack('skip', `Target "${session.target.id}" does not say logout: add it.`)
    return browser.open(service.logout, { label: 'logout at the service' })
  },
})
