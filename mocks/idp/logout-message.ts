import { bend } from '#mocks/faults/bend.ts'
import { instant } from '#mocks/saml/markup.ts'
import { newId } from '#mocks/saml/message-id.ts'
import { logoutRequestText, logoutResponseText } from '#mocks/saml/message-text.ts'
import type { LogoutRequest, LogoutResponse, NameId, Status } from '#mocks/saml/messages.ts'
import { type Binding, bindings } from '#mocks/saml/names.ts'
import { postPage, redirectUrl, soapText } from '#mocks/saml/send.ts'
import type { Reply } from '#mocks/wire/message.ts'
import { signXml } from '#mocks/xml/sign.ts'
import { SENT_ON } from './pages.ts'
import type { ServiceProvider } from './service-provider.ts'
import { type Signing, signOptions } from './signing.ts'
import type { Idp } from './state.ts'

/** How it is signed, as faults at `saml.logout` see it beside what the message says. */
type Manner = { readonly signed: boolean } & Pick<Signing, 'key' | 'certificate'>

/** A message on its way to a service. */
export interface LogoutMessage {
  readonly kind: 'SAMLRequest' | 'SAMLResponse'
  readonly id: string
  readonly text: string
  readonly manner: Manner
  readonly relayState?: string
}

const bent = <T extends object>({ issuer }: Idp, { metadata }: ServiceProvider, data: T): T & Manner => {
  const whole = { ...data, signed: true, key: 'issuer', certificate: 'issuer' }
  return bend(issuer.faults.at('saml.logout', metadata.entityId), whole) as unknown as T & Manner
}

const head = ({ issuer, saml }: Idp, destination: string) => ({
  ...{ id: newId(), version: '2.0', issueInstant: instant(issuer.now()) },
  ...{ destination, issuer: saml.entityId },
})

const VALID_FOR = 5 * 60 * 1000

export const logoutRequest = (
  idp: Idp,
  sp: ServiceProvider,
  destination: string,
  about: { readonly nameId: NameId; readonly sessionIndex: string },
): LogoutMessage => {
  const { nameId, sessionIndex } = about
  const notOnOrAfter = instant(idp.issuer.now() + VALID_FOR)
  const data: LogoutRequest = { ...head(idp, destination), notOnOrAfter, nameId, sessionIndexes: [sessionIndex] }
  const manner = bent(idp, sp, data)
  return { kind: 'SAMLRequest', id: manner.id, text: logoutRequestText(manner), manner }
}

export const logoutResponse = (
  idp: Idp,
  sp: ServiceProvider,
  destination: string,
  about: { readonly inResponseTo: string; readonly status: Status; readonly relayState?: string },
): LogoutMessage => {
  const { inResponseTo, status, relayState } = about
  const data: LogoutResponse = { ...head(idp, destination), inResponseTo, status }
  const manner = bent(idp, sp, data)
  const relay = relayState === undefined ? {} : { relayState }
  return { kind: 'SAMLResponse', id: manner.id, text: logoutResponseText(manner), manner, ...relay }
}

const signedText = async (idp: Idp, { text, id, manner }: LogoutMessage): Promise<string> => {
  if (!manner.signed) return text
  return signXml(text, id, signOptions({ ...manner, response: true, assertion: true }, await idp.keys.active()))
}

/** The text of a SOAP request or answer. */
export const soapBody = async (idp: Idp, message: LogoutMessage): Promise<string> =>
  soapText(await signedText(idp, message))

const HEADERS = [
  ['Cache-Control', 'no-cache, no-store'],
  ['Referrer-Policy', 'no-referrer'],
] as const

/** Through the browser, by Redirect or POST. */
export const sentThrough = async (
  idp: Idp,
  message: LogoutMessage,
  { binding, location }: { readonly binding: Binding; readonly location: string },
  headers: Reply['headers'] = [],
): Promise<Reply> => {
  const { kind, relayState, manner, text } = message
  const relay = relayState === undefined ? {} : { relayState }
  if (binding === 'redirect') {
    const { key } = signOptions({ ...manner, response: true, assertion: true }, await idp.keys.active())
    const url = redirectUrl(location, { kind, xml: text, ...relay }, manner.signed ? { key } : undefined)
    return { status: 303, headers: [['Location', url], ...HEADERS, ...headers] }
  }
  const body = postPage(location, { kind, xml: await signedText(idp, message), ...relay })
  return { status: 200, headers: [...SENT_ON, ...headers], body }
}

/** Where a service takes logout messages over this binding; of answers another address may be named. */
export const logoutAddress = ({ metadata }: ServiceProvider, binding: Binding, answers = false): string | undefined => {
  const endpoint = metadata.singleLogout.find((each) => each.binding === bindings[binding])
  return (answers ? endpoint?.responseLocation : undefined) ?? endpoint?.location
}
