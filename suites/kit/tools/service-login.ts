import { LOGIN_COOKIE } from '#mocks/op/named-logins.ts'
import { subjectOf } from '#mocks/op/played-profile.ts'
import type { HttpAnswer } from '../contract.ts'
import type { SignIn, SignInOptions } from '../contract-service.ts'
import { isAt, type KeptCookie, type Landing, type UserAgent } from '../drivers/agent.ts'
import { TransportError } from '../drivers/transport-error.ts'
import { derived } from '../evidence.ts'
import { at } from '../json-pointer.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed, WhoAmI } from '../target-service.ts'
import { userOf } from './authorization.ts'
import { createBrowser } from './browser.ts'
import { travel } from './journey.ts'
import type { Session } from './session.ts'

export type Guest = ReturnType<typeof createBrowser>

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

/** Whoever is led elsewhere, to a login above all, is nobody. */
const shownIn = (answer: HttpAnswer, { url, user, pattern }: WhoAmI): string | undefined => {
  if (answer.status < 200 || answer.status > 299 || !isAt(answer.url, url)) return undefined
  if (pattern !== undefined) return asText(new RegExp(pattern).exec(answer.text)?.[1]?.trim())
  return asText(at(answer.json, user ?? '/sub'))
}

/** Who is signed in, asked anew; undefined for nobody, and where the target does not say where to ask. */
export const whoIsThere = async ({ whoami }: ServiceSeed, browser: UserAgent): Promise<string | undefined> =>
  whoami && shownIn(await browser.open(whoami.url, { label: 'who is signed in' }), whoami)

/** What the service shows of a user, as the issuer, which is ours, tells it. */
const expectedOf = ({ target: { profile } }: Session, { whoami }: ServiceSeed, role: string): string => {
  const person = profile.people[role]
  if (!person) throw new HeldBack('skip', `${profile.title} has no user "${role}".`)
  const { is = 'sub' } = whoami ?? {}
  if (is === 'sub') return subjectOf(profile, person)
  if (is === 'username') return person.username
  const value = asText([person.attributes[profile.claims[is]?.from ?? is]].flat()[0])
  if (value !== undefined) return value
  throw new HeldBack('skip', `The user "${role}" of ${profile.title} has no ${is}: make whoami.is another attribute.`)
}

/** A service that begins anew each time it refuses would never end. */
const MOST_ROUNDS = 5

type Way = Pick<SignIn, 'callback' | 'cookiesBefore' | 'loops' | 'answer' | 'trouble'>

/** A page of the service that asks to be sent: a button, or a form with its token. */
const beyondForm = async (browser: Guest, landing: Landing, action: string): Promise<Landing> => {
  const found = landing.page.forms.findIndex((form) =>
    new URL(form.action, landing.answer.url).pathname.endsWith(action),
  )
  const form = landing.page.forms[found]
  if (!form) throw new HeldBack('skip', `The page at login has no form to ${action}: correct loginForm.`)
  const button = form.buttons.length > 0 ? { button: 0 } : {}
  return browser.submit({ form: found, fill: {}, label: 'login at the service', ...button })
}

const begin = async (browser: Guest, { login, loginForm }: ServiceSeed): Promise<Landing> => {
  const landing = await browser.visit({ url: login, label: 'login at the service' })
  return loginForm === undefined ? landing : beyondForm(browser, landing, loginForm)
}

/** Redirects within the service that never end are an answer, if a bad one; silence is none. */
const isLoop = (error: Error): boolean => /more than \d+ redirects/.test(error.message)

const cookiesOf = async (browser: Guest, { whoami, login }: ServiceSeed): Promise<readonly KeptCookie[]> =>
  (await browser.cookiesFor(whoami?.url ?? login)).filter(({ name }) => name !== LOGIN_COOKIE)

/** From the service to the issuer and back, as often as the service wants. */
const wayThrough = async (
  session: Session,
  service: ServiceSeed,
  browser: Guest,
  { as = session.user, until }: SignInOptions,
): Promise<Way> => {
  const user = userOf(session, as)
  const through = async (landing: Landing): Promise<Landing> =>
    (await travel(browser, landing, session.target.forms, { user, consent: 'allow' })).landing
  let way: Way = { cookiesBefore: [], loops: false }
  try {
    let landing = await through(await begin(browser, service))
    const callback = landing.callback?.url
    way = { ...way, cookiesBefore: await cookiesOf(browser, service), answer: landing.answer }
    if (callback !== undefined) way = { ...way, callback }
    let rounds = 0
    while (until === undefined && landing.callback && rounds < MOST_ROUNDS) {
      rounds += 1
      landing = await through(await browser.visit({ url: landing.callback.url, label: 'back to the service' }))
    }
    return { ...way, answer: landing.answer, loops: until === undefined && landing.callback !== undefined }
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    return isLoop(error) ? { ...way, loops: true } : { ...way, trouble: error.message }
  }
}

type Seen = Pick<SignIn, 'user' | 'trouble'>

const look = async (service: ServiceSeed, browser: Guest): Promise<Seen> => {
  try {
    const user = await whoIsThere(service, browser)
    return user === undefined ? {} : { user }
  } catch (error) {
    if (error instanceof TransportError) return { trouble: error.message }
    throw error
  }
}

/** One login in a browser, which bears a name at the issuer; the attack, if any, is on no other. */
export const signInWith =
  (session: Session, service: ServiceSeed) =>
  async (options: SignInOptions = {}): Promise<SignIn> => {
    const { attack, as = session.user, in: known } = options
    const expected = expectedOf(session, service, as)
    const browser = (known as Guest | undefined) ?? createBrowser(session, session.newAgent())
    const name = session.random.unreserved(24)
    await browser.mark(session.target.issuer, LOGIN_COOKIE, name)
    const armed = attack === undefined ? undefined : await session.desk.arm(attack, name)
    try {
      const way = await wayThrough(session, service, browser, options)
      const { user, trouble = way.trouble } = await look(service, browser)
      const requests = await session.desk.requests(name)
      const cookies = await cookiesOf(browser, service)
      const seen = { ...(user === undefined ? {} : { user }), ...(trouble === undefined ? {} : { trouble }) }
      const login: SignIn = { name, browser, requests, cookies, expected, ...way, ...seen }
      return way.answer === undefined ? login : derived(login, way.answer)
    } finally {
      if (armed !== undefined) await session.desk.lift(armed)
    }
  }
