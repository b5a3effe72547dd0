import type { RecordedRequest } from '#mocks/op/index.ts'
import type { AuthnRequest } from '#mocks/saml/messages.ts'
import type { SignIn } from '../contract-service.ts'
import type { AskedLogin, LogoutDemand, ServiceAsProvider } from '../contract-service-saml.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceProviderSeed, ServiceSeed } from '../target-service.ts'
import { calmly } from './calmly.ts'
import { onceAt } from './once.ts'
import { proves } from './proof-of-login.ts'
import { backTo, type Guest, signInWith } from './service-login.ts'
import { createPeople } from './service-people.ts'
import type { Session } from './session.ts'
import { askAnew } from './whoami.ts'

const providerOf = ({ target: { id } }: Session, { saml }: ServiceSeed): ServiceProviderSeed => {
  if (saml) return saml
  throw new HeldBack('not-applicable', `Target "${id}" is no SAML service.`)
}

/** The parser is loaded by who needs it. */
const flawsIn = async (xml: string): Promise<readonly string[]> => {
  const { readXml } = await import('#mocks/xml/read-xml.ts')
  const { schemaFlaws } = await import('#mocks/xml/schema.ts')
  try {
    return schemaFlaws(readXml(xml)).map(({ message }) => message)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

const isRequest = ({ kind }: NonNullable<RecordedRequest['saml']>): boolean => kind === 'AuthnRequest'

const askedIn = async ({ requests }: SignIn): Promise<AskedLogin | undefined> => {
  const first = requests.find(({ endpoint, saml }) => endpoint === 'saml-sso' && saml !== undefined)
  if (!first?.saml) return undefined
  const { saml, url, at } = first
  const { binding, relayState, signature, xml = '' } = saml
  return {
    ...{ to: url.split('?', 1)[0] ?? '', at, signature, flaws: await flawsIn(xml) },
    ...(isRequest(saml) && saml.message ? { message: saml.message as AuthnRequest } : {}),
    ...(binding === undefined ? {} : { binding }),
    ...(relayState === undefined ? {} : { relayState }),
  }
}

const NO_LOGOUT = 'The metadata of the service name no SingleLogoutService'

/** While a fault is armed for this login. */
const under = async <T>({ desk }: Session, { name }: SignIn, attack: string | undefined, act: () => Promise<T>) => {
  const armed = attack === undefined ? undefined : await desk.arm(attack, name)
  try {
    return await act()
  } finally {
    if (armed !== undefined) await desk.lift(armed)
  }
}

const demandFor =
  (session: Session, service: ServiceSeed): ServiceAsProvider['demand'] =>
  async (login, attack) => {
    const { logout } = providerOf(session, service)
    const url = await session.desk.logoutUrl()
    if (url === undefined || logout.front.length === 0) {
      throw new HeldBack('not-applicable', `${NO_LOGOUT} through the browser.`)
    }
    const browser = login.browser as Guest
    const visit = { url, label: 'logout at the identity provider', stopAt: logout.front }
    const { callback, answer } = await under(session, login, attack, () => calmly(() => browser.visit(visit)))
    if (!callback) {
      throw new HeldBack('skip', `The identity provider told the service of no logout (${answer.status}).`)
    }
    const { carriedBy, params } = callback
    return { url: callback.url, ...(carriedBy === 'form_post' ? { form: Object.entries(params) } : {}) }
  }

const bringing: ServiceAsProvider['bringDemand'] = async ({ url, form }: LogoutDemand, browser) =>
  calmly(async () => (await backTo(browser as Guest, url, form)).answer)

const overSoap =
  (session: Session, service: ServiceSeed): ServiceAsProvider['tellOverSoap'] =>
  async (login, attack) => {
    const { entityId, logout } = providerOf(session, service)
    if (logout.soap.length === 0) throw new HeldBack('not-applicable', `${NO_LOGOUT} over SOAP.`)
    const told = await under(session, login, attack, () => session.desk.tellOverSoap(login.name, entityId))
    if (told !== undefined && told.status !== 0) return told
    throw new HeldBack('skip', `Nobody can tell: the service did not answer over SOAP (${told?.why ?? 'no session'}).`)
  }

const obeying =
  (service: ServiceSeed, way: 'front' | 'soap') =>
  async (session: Session): Promise<void> => {
    const as = await createPeople(session).newUser()
    const login = proves(session, service, 'The login', await signInWith(session, service)({ as }))
    if (way === 'soap') await overSoap(session, service)(login)
    else await bringing(await demandFor(session, service)(login), login.browser)
    const there = await calmly(() => askAnew(session.target.id, service, login.browser as Guest))
    if (there === undefined) return
    throw new HeldBack(
      'skip',
      'A good logout by the identity provider ends no session here, so a bad one shows nothing.',
    )
  }

export const createAsProvider = (session: Session, service: ServiceSeed): ServiceAsProvider => ({
  sp: () => providerOf(session, service),
  asked: askedIn,
  demand: demandFor(session, service),
  bringDemand: bringing,
  tellOverSoap: overSoap(session, service),
  obeysLogouts: (way) => onceAt(session, `logout-obeyed-${way}`, obeying(service, way)),
})
