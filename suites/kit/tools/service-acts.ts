import type { SignIn } from '../contract-service.ts'
import type { NamedPage, ServiceActs } from '../contract-service-acts.ts'
import { isAt, type KeptCookie } from '../drivers/agent.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed } from '../target-service.ts'
import { aged } from './age.ts'
import { createBrowser } from './browser.ts'
import { calmly, missing } from './calmly.ts'
import { onceAt } from './once.ts'
import { proves } from './proof-of-login.ts'
import { accountShownWith, accountWith } from './service-accounts.ts'
import { untoldIn } from './service-claims.ts'
import { exposedIn } from './service-exposure.ts'
import { type Guest, signInWith } from './service-login.ts'
import { createPeople } from './service-people.ts'
import type { Session } from './session.ts'
import { askAnew } from './whoami.ts'

const WHAT: Readonly<Record<NamedPage, string>> = {
  tokenPage: 'which page needs the access token of the user',
  protected: 'which page only holders of an entitlement see',
}

const LABEL: Readonly<Record<NamedPage, string>> = {
  tokenPage: 'page that needs the token',
  protected: 'page for members',
}

const pageOf = (session: Session, { tokenPage, protected: page }: ServiceSeed, name: NamedPage): string => {
  const url = name === 'tokenPage' ? tokenPage : page?.url
  if (url !== undefined) return url
  throw missing(session, name, WHAT[name])
}

const lookAt =
  (session: Session, service: ServiceSeed): ServiceActs['look'] =>
  async (name, browser) => {
    const url = pageOf(session, service, name)
    const answer = await calmly(() => browser.open(url, { label: LABEL[name] }))
    return { answer, served: answer.status >= 200 && answer.status < 300 && isAt(answer.url, url) }
  }

const servedAt =
  (session: Session, look: ServiceActs['look']): ServiceActs['served'] =>
  async (name, browser) => {
    const visit = await look(name, browser)
    if (visit.served) return visit
    const { status, url } = visit.answer
    const where = `${status} ${url.split(/[?#]/, 1)[0]}`
    throw new HeldBack(
      'skip',
      `${name} of target "${session.target.id}" is not served to those who should see it (${where}): correct it.`,
    )
  }

const withCookies =
  (session: Session, service: ServiceSeed) =>
  async (cookies: readonly KeptCookie[]): Promise<Guest> => {
    const browser = createBrowser(session, session.newAgent())
    const home = service.whoami?.url ?? service.login
    for (const { name, value } of cookies) await browser.mark(home, name, value)
    return browser
  }

const essential =
  (whoHas: ServiceActs['whoHas']) =>
  async ({ user, cookies }: SignIn): Promise<readonly KeptCookie[]> => {
    if (user === undefined || (await whoHas(cookies)) !== user) return []
    const without = await Promise.all(cookies.map((one) => whoHas(cookies.filter((other) => other !== one))))
    const needed = cookies.filter((_, index) => without[index] !== user)
    return needed.length > 0 ? needed : cookies
  }

const memberOf =
  (session: Session, service: ServiceSeed): ServiceActs['member'] =>
  async (entitlements) => {
    const { claims, title } = session.target.profile
    const claim = ['eduperson_entitlement', 'entitlements'].find((name) => name in claims)
    if (claim === undefined) throw new HeldBack('not-applicable', `${title} tells no entitlements.`)
    const as = await createPeople(session).newUser({ [claim]: [...entitlements] })
    const login = await signInWith(session, service)({ as })
    const untold = untoldIn(session, login, claim)
    if (untold !== undefined) throw new HeldBack('not-applicable', untold)
    return proves(session, service, 'The login', login)
  }

const somebodyNew = (service: ServiceSeed) => async (session: Session) =>
  proves(
    session,
    service,
    'The login',
    await signInWith(session, service)({ as: await createPeople(session).newUser() }),
  )

const holderLetIn =
  (service: ServiceSeed) =>
  async (session: Session): Promise<void> => {
    pageOf(session, service, 'protected')
    const { browser } = await memberOf(session, service)([service.protected?.entitlement ?? ''])
    await servedAt(session, lookAt(session, service))('protected', browser)
  }

const tokenPageServed =
  (service: ServiceSeed) =>
  async (session: Session): Promise<void> => {
    pageOf(session, service, 'tokenPage')
    const { browser } = await somebodyNew(service)(session)
    await servedAt(session, lookAt(session, service))('tokenPage', browser)
  }

/** Seconds between two looks, and the number of looks. */
const [A_WHILE, LOOKS] = [0.25, 24]

const eventually =
  ({ care }: Session): ServiceActs['eventually'] =>
  async (look) => {
    for (let left = LOOKS; left > 0; left -= 1) {
      const seen = await look()
      if (seen !== undefined) return seen
      await care.wait(A_WHILE)
    }
    return undefined
  }

export const createActs = (session: Session, service: ServiceSeed): ServiceActs => {
  const { desk } = session
  const look = lookAt(session, service)
  const browserWith = withCookies(session, service)
  const whoHas: ServiceActs['whoHas'] = async (cookies) =>
    calmly(async () => askAnew(session.target.id, service, await browserWith(cookies)))
  return {
    ...createPeople(session),
    account: accountWith(session, service),
    accountShown: accountShownWith(session, service),
    entitlement: () => {
      if (service.protected !== undefined) return service.protected.entitlement
      throw missing(session, 'protected', WHAT.protected)
    },
    member: (entitlements) => memberOf(session, service)(entitlements),
    look,
    served: servedAt(session, look),
    usual: () => onceAt(session, 'somebody-new', somebodyNew(service)),
    admitsHolders: () => onceAt(session, 'holder-let-in', holderLetIn(service)),
    servesTokens: () => onceAt(session, 'token-page-served', tokenPageServed(service)),
    browserWith,
    whoHas,
    sessionCookies: essential(whoHas),
    untold: (login, claim) => untoldIn(session, login, claim),
    afterLogout: () => {
      const { postLogoutRedirectUris = [] } = session.target.clients[service.client ?? ''] ?? {}
      if (postLogoutRedirectUris.length > 0) return postLogoutRedirectUris
      throw missing(session, 'client.postLogoutRedirectUris', 'where the issuer may send browsers after a logout')
    },
    arm: async ({ name }, attack) => void (await desk.arm(attack, name)),
    age: async ({ name }, seconds) => {
      const { access_token, code = '' } = await desk.given(name)
      await aged(session, access_token ?? code, seconds)
    },
    given: ({ name }) => desk.given(name),
    exposed: (login) => calmly(() => exposedIn(session, service, login)),
    eventually: eventually(session),
  }
}
