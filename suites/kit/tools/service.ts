import { namedFault } from '#mocks/faults/index.ts'
import type { RecordedRequest } from '#mocks/op/index.ts'
import { LOGIN_COOKIE } from '#mocks/op/named-logins.ts'
import { subjectOf } from '#mocks/op/played-profile.ts'
import type { HttpAnswer } from '../contract.ts'
import type { Attempt, Service, SignIn, SignInOptions } from '../contract-service.ts'
import type { KeptCookie, UserAgent } from '../drivers/agent.ts'
import { derived } from '../evidence.ts'
import { at } from '../json-pointer.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import { userOf } from './authorization.ts'
import { createBrowser } from './browser.ts'
import { travel } from './journey.ts'
import type { Session } from './session.ts'

type Guest = ReturnType<typeof createBrowser>

const shownIn = (answer: HttpAnswer, pointer: string): string | undefined => {
  const value = answer.status === 200 ? at(answer.json, pointer) : undefined
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined
}

const whoIsThere = async (service: ServiceSeed, browser: UserAgent): Promise<string | undefined> =>
  shownIn(await browser.open(service.whoami.url, { label: 'who is signed in' }), service.whoami.user)

/** The `sub` of a user at the issuer, which is ours. */
const subjectFor = ({ target: { profile } }: Session, role: string): string => {
  const person = profile.people[role]
  if (!person) throw new HeldBack('skip', `${profile.title} has no user "${role}".`)
  return subjectOf(profile, person)
}

/** A service that begins anew each time it refuses would never end. */
const MOST_ROUNDS = 5

interface Way {
  readonly answer: HttpAnswer
  readonly callback?: string
  readonly cookiesBefore: readonly KeptCookie[]
  readonly rounds: number
}

/** From the service to the issuer and back, as often as the service wants. */
const wayThrough = async (
  session: Session,
  service: ServiceSeed,
  browser: Guest,
  { as = session.user, until }: SignInOptions,
): Promise<Way> => {
  const user = userOf(session, as)
  const go = async (url: string) =>
    travel(browser, await browser.visit({ url, label: 'login at the service' }), session.target.forms, {
      user,
      consent: 'allow',
    })
  let { landing } = await go(service.login)
  const cookiesBefore = await browser.cookiesFor(service.whoami.url)
  const callback = landing.callback?.url
  let rounds = 0
  while (until === undefined && landing.callback && rounds < MOST_ROUNDS) {
    rounds += 1
    landing = (await go(landing.callback.url)).landing
  }
  return { answer: landing.answer, cookiesBefore, rounds, ...(callback === undefined ? {} : { callback }) }
}

const signInWith =
  (session: Session, service: ServiceSeed) =>
  async (options: SignInOptions = {}): Promise<SignIn> => {
    const { attack, as = session.user, in: known } = options
    const browser = (known as Guest | undefined) ?? createBrowser(session, session.newAgent())
    const name = session.random.unreserved(24)
    await browser.mark(session.target.issuer, LOGIN_COOKIE, name)
    const armed = attack === undefined ? undefined : await session.desk.arm(attack, name)
    const way = await wayThrough(session, service, browser, options)
    const user = await whoIsThere(service, browser)
    const requests = await session.desk.requests(name)
    if (armed !== undefined) await session.desk.lift(armed)
    const cookies = await browser.cookiesFor(service.whoami.url)
    const rest = { name, browser, requests, cookies, expected: subjectFor(session, as) }
    return derived({ ...rest, ...way, ...(user === undefined ? {} : { user }) }, way.answer)
  }

/** Where a fault is, and what the service must have asked for to have met it. */
const met = (place: string, requests: readonly RecordedRequest[]): boolean => {
  const asked = (endpoint: string): boolean => requests.some((request) => request.endpoint === endpoint)
  if (place.startsWith('userinfo')) return asked('userinfo')
  if (place.startsWith('authorization')) return asked('authorization')
  return asked('token')
}

const failed = (what: string, { answer, user }: SignIn): HeldBack =>
  new HeldBack(
    'skip',
    `${what} did not sign its user in (${answer.status} ${answer.url.split('?')[0]}, ${user ?? 'nobody'} was there), so a refusal would prove nothing.`,
  )

const control = async (session: Session, service: ServiceSeed, what: string): Promise<void> => {
  const login = await signInWith(session, service)()
  if (login.user === undefined || login.user !== login.expected) throw failed(what, login)
}

const OTHER = 'many-groups'

const attemptOf =
  (session: Session, service: ServiceSeed) =>
  async (attack: string): Promise<Attempt> => {
    await control(session, service, 'The login before the fault')
    const login = await signInWith(session, service)({ attack, as: OTHER })
    await control(session, service, 'The login after the fault')
    const outcome =
      login.user !== undefined ? 'accepted' : met(namedFault(attack).at, login.requests) ? 'refused' : 'unseen'
    return { attack, outcome, login, brokeDown: login.answer.status >= 500 }
  }

export const createService = (session: Session, service: ServiceSeed): Service => ({
  signIn: signInWith(session, service),
  attempt: attemptOf(session, service),
  requests: ({ name }) => session.desk.requests(name),
  whoami: (browser) => whoIsThere(service, browser as Guest),
  signOut: (browser) => {
    if (service.logout === undefined) throw new HeldBack('skip', 'The target does not say logout: add it.')
    return browser.open(service.logout, { label: 'logout at the service' })
  },
})
