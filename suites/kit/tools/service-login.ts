import { LOGIN_COOKIE } from '#mocks/op/named-logins.ts'
import type { SignIn, SignInOptions } from '../contract-service.ts'
import type { Callback, KeptCookie, Landing, Pairs } from '../drivers/agent.ts'
import { TransportError } from '../drivers/transport-error.ts'
import { derived } from '../evidence.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import { userOf } from './authorization.ts'
import { createBrowser } from './browser.ts'
import { travel } from './journey.ts'
import type { Session } from './session.ts'
import { expectedOf, whoCame } from './whoami.ts'

export type Guest = ReturnType<typeof createBrowser>

/** A service that begins anew each time it refuses would never end. */
const MOST_ROUNDS = 5

type Way = Pick<SignIn, 'callback' | 'form' | 'cookiesBefore' | 'loops' | 'answer' | 'trouble'> & {
  readonly ended: boolean
}

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

/** What starts a script: a button or a link without an address. */
const beyondClick = async (browser: Guest, what: string): Promise<Landing> => {
  if (browser.driver !== 'browser') {
    throw new HeldBack('skip', 'Only a real browser clicks (loginClick): make the driver browser.')
  }
  const landing = await browser.press(what, 'login at the service')
  if (landing) return landing
  throw new HeldBack('skip', `The page at login has neither button, link nor element ${what}: correct loginClick.`)
}

const begin = async (browser: Guest, { login, loginForm, loginClick }: ServiceSeed): Promise<Landing> => {
  const landing = await browser.visit({ url: login, label: 'login at the service' })
  if (loginClick !== undefined) return beyondClick(browser, loginClick)
  return loginForm === undefined ? landing : beyondForm(browser, landing, loginForm)
}

/** Redirects within the service that never end are an answer, if a bad one; silence is none. */
const isLoop = (error: Error): boolean => /more than \d+ redirects/.test(error.message)

const cookiesOf = async (browser: Guest, { whoami, login }: ServiceSeed): Promise<readonly KeptCookie[]> =>
  (await browser.cookiesFor(whoami?.url ?? login)).filter(({ name }) => name !== LOGIN_COOKIE)

const isAtIssuer = ({ target: { issuer } }: Session, url: string): boolean =>
  new URL(url).origin === new URL(issuer).origin

/** As the issuer had the browser do it: by an address, or by a form. */
export const backTo = (browser: Guest, url: string, form: Pairs | undefined): Promise<Landing> =>
  browser.visit({
    ...{ url, label: 'back to the service' },
    ...(form === undefined ? {} : { method: 'POST' as const, form, crossSite: true as const }),
  })

const formOf = ({ carriedBy, params }: Callback): Pick<SignIn, 'form'> =>
  carriedBy === 'form_post' ? { form: Object.entries(params) } : {}

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
  let way: Way = { cookiesBefore: [], loops: false, ended: false }
  try {
    let landing = await through(await begin(browser, service))
    way = { ...way, cookiesBefore: await cookiesOf(browser, service), answer: landing.answer }
    const { callback } = landing
    if (callback !== undefined) way = { ...way, callback: callback.url, ...formOf(callback) }
    let rounds = 0
    while (until === undefined && landing.callback && rounds < MOST_ROUNDS) {
      rounds += 1
      landing = await through(await backTo(browser, landing.callback.url, formOf(landing.callback).form))
    }
    const { answer, callback: led, elsewhere } = landing
    const ended = led === undefined && elsewhere === undefined && !isAtIssuer(session, answer.url)
    return { ...way, answer, loops: until === undefined && led !== undefined, ended }
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    return isLoop(error) ? { ...way, loops: true } : { ...way, trouble: error.message }
  }
}

type Seen = Pick<SignIn, 'user' | 'trouble' | 'byPage'>

const isByPage = ({ whoami }: ServiceSeed): boolean => whoami !== undefined && whoami.url === undefined

/** Where the one page that would show it is not of the service. */
const astray = ({ ended, loops, callback, answer }: Way): Seen =>
  ended || loops || callback === undefined
    ? {}
    : { trouble: `it ended at ${answer?.url.split(/[?#]/, 1)[0]}, which is no page of the service (ownHosts)` }

const look = async (service: ServiceSeed, browser: Guest, way: Way): Promise<Seen> => {
  const { ended, answer } = way
  try {
    const user = await whoCame(service, browser, ended ? answer : undefined)
    return { ...(user === undefined ? {} : { user }), ...(isByPage(service) ? { byPage: true, ...astray(way) } : {}) }
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
    // At its origin: not all that the issuer is lives below its name.
    await browser.mark(new URL('/', session.target.issuer).href, LOGIN_COOKIE, name)
    const armed = attack === undefined ? undefined : await session.desk.arm(attack, name)
    try {
      const way = await wayThrough(session, service, browser, options)
      const { ended: _, ...told } = way
      const { trouble = way.trouble, ...seen } = options.until === undefined ? await look(service, browser, way) : {}
      const requests = await session.desk.requests(name)
      const cookies = await cookiesOf(browser, service)
      const borne = armed !== undefined && (await session.desk.borne(armed)) ? { borne: true } : {}
      const silent = trouble === undefined ? {} : { trouble }
      const login: SignIn = { name, browser, requests, cookies, expected, ...told, ...seen, ...silent, ...borne }
      return way.answer === undefined ? login : derived(login, way.answer)
    } finally {
      if (armed !== undefined) await session.desk.lift(armed)
    }
  }
