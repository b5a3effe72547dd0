import { createPrivateKey, type KeyObject } from 'node:crypto'
import { instant } from '#mocks/saml/markup.ts'
import { authnRequestText, logoutRequestText, logoutResponseText } from '#mocks/saml/message-text.ts'
import type { AuthnRequest, LogoutRequest, LogoutResponse } from '#mocks/saml/messages.ts'
import type { Endpoint } from '#mocks/saml/metadata.ts'
import { bindings } from '#mocks/saml/names.ts'
import { postFields, redirectUrl } from '#mocks/saml/send.ts'
import { signXml } from '#mocks/xml/sign.ts'
import type { RequestSigning, SamlLoginOptions, SamlRequestOptions, SentRequest } from '../contract-saml.ts'
import type { Visit } from '../drivers/agent.ts'
import { HeldBack } from '../signals.ts'
import { strangerKey } from '../stranger-key.ts'
import type { SpSeed } from '../target-saml.ts'
import type { Session } from '../tools/session.ts'
import type { MessageName } from './wire.ts'

const HEX = [...'0123456789abcdef']

/** SAML core section 1.3.4: 160 bits, behind what may begin an identifier. */
export const freshId = ({ random }: Session): string =>
  `_${Array.from({ length: 40 }, () => random.pick(HEX)).join('')}`

/** What a message is made of, whoever sends it. */
export interface Outgoing {
  readonly text: string
  readonly id: string
  readonly relayState?: string
}

const keyOf = ({ id }: Session['target'], role: string, { key }: SpSeed): KeyObject => {
  if (key !== undefined) return createPrivateKey(key)
  throw new HeldBack('skip', `The service provider "${role}" of target "${id}" has no key: add saml.sps.${role}.key.`)
}

interface Sender {
  readonly key: KeyObject
  /** Its signature is made so that it no longer fits. */
  readonly broken?: boolean
}

/** The key by which a message is signed, if it is. */
export const senderOf = (
  session: Session,
  role: string,
  sp: SpSeed,
  how: RequestSigning = 'usual',
): Sender | undefined => {
  if (how === 'none' || (how === 'usual' && !sp.signs)) return undefined
  if (how === 'stranger') return { key: strangerKey('RS256').key }
  return { key: keyOf(session.target, role, sp), ...(how === 'broken' ? { broken: true } : {}) }
}

const otherCharacter = (before: string, at: string): string => before + (at === 'A' ? 'B' : 'A')

/** One octet of the signature is another. */
const spoilt = (signed: string): string =>
  signed.replace(
    // What is escaped in a URL is stepped over as one: some signatures begin with a plus or a slash.
    /(<ds:SignatureValue>[^<]{20}[^<]*?|[&?]Signature=(?:[^&%]|%[0-9A-F]{2})*?)([A-Za-z0-9])/,
    (_, before: string, at: string) => otherCharacter(before, at),
  )

const bare = (pem: string | undefined): string | undefined => pem?.replace(/-----[^-]+-----|\s+/g, '')

const ready = (text: string, sender: Sender | undefined): string => (sender?.broken ? spoilt(text) : text)

/** With its signature within, where it has one. */
export const signedText = (
  { text, id }: Outgoing,
  sender: Sender | undefined,
  certificate: string | undefined,
): string => {
  if (!sender) return text
  const named = bare(certificate)
  return ready(signXml(text, id, { key: sender.key, ...(named ? { certificate: named } : {}) }), sender)
}

/** How the browser takes a message to an endpoint. */
export const carrying = (
  to: Endpoint,
  kind: MessageName,
  message: Outgoing,
  { sender, certificate }: { readonly sender: Sender | undefined; readonly certificate: string | undefined },
): Pick<Visit, 'url' | 'method' | 'form'> => {
  const { text, relayState } = message
  const location = kind === 'SAMLResponse' ? (to.responseLocation ?? to.location) : to.location
  const outgoing = { kind, ...(relayState === undefined ? {} : { relayState }) }
  if (to.binding === bindings.redirect) {
    return { url: ready(redirectUrl(location, { ...outgoing, xml: text }, sender), sender) }
  }
  return {
    url: location,
    method: 'POST',
    form: postFields({ ...outgoing, xml: signedText(message, sender, certificate) }),
  }
}

interface Asking {
  readonly session: Session
  readonly sp: SpSeed
  readonly to: Endpoint
}

const headOf = ({ session, sp, to }: Asking, options: SamlRequestOptions) => ({
  id: freshId(session),
  version: options.version ?? '2.0',
  issueInstant: instant(session.clock()),
  destination: options.destination ?? to.location,
  issuer: options.issuer ?? sp.entityId,
})

const relayStateOf = ({ session }: Asking, { relayState }: SamlRequestOptions): Pick<Outgoing, 'relayState'> =>
  relayState === null ? {} : { relayState: relayState ?? session.random.unreserved(22) }

export interface Asked {
  readonly sent: SentRequest
  readonly message: Outgoing
}

const asked = (
  asking: Asking,
  { id, text }: { readonly id: string; readonly text: string },
  options: SamlRequestOptions,
): Asked => {
  const { rewrite = (xml: string) => xml } = options
  const relay = relayStateOf(asking, options)
  return { sent: { id, at: asking.session.clock(), ...relay }, message: { id, text: rewrite(text), ...relay } }
}

/** SAML core section 3.4.1. */
export const askForLogin = (asking: Asking, options: SamlLoginOptions): Asked => {
  const { acs = asking.sp.acs[0], acsIndex, forceAuthn, isPassive, nameIdFormat } = options
  const url = acsIndex === undefined && acs !== null ? acs : undefined
  const request: AuthnRequest = {
    ...headOf(asking, options),
    ...(acsIndex === undefined ? {} : { assertionConsumerServiceIndex: acsIndex }),
    ...(url === undefined ? {} : { assertionConsumerServiceUrl: url, protocolBinding: bindings.post }),
    ...(forceAuthn === undefined ? {} : { forceAuthn }),
    ...(isPassive === undefined ? {} : { isPassive }),
    ...(nameIdFormat === undefined ? {} : { nameIdPolicy: { format: nameIdFormat, allowCreate: true } }),
  }
  const { sent, message } = asked(asking, { id: request.id, text: authnRequestText(request) }, options)
  const named = url === undefined ? {} : { acs: url }
  return { message, sent: { ...sent, ...named, ...(acsIndex === undefined ? {} : { acsIndex }) } }
}

/** SAML core section 3.7.1. */
export const askForLogout = (
  asking: Asking,
  about: Pick<LogoutRequest, 'nameId' | 'sessionIndexes'>,
  options: SamlRequestOptions,
): Asked => {
  const request: LogoutRequest = { ...headOf(asking, options), ...about }
  return asked(asking, { id: request.id, text: logoutRequestText(request) }, options)
}

/** What a service says to a logout request of the identity provider. */
export const answerLogout = (asking: Asking, inResponseTo: string, code: string, relayState?: string): Outgoing => {
  const response: LogoutResponse = { ...headOf(asking, {}), inResponseTo, status: { code } }
  return { id: response.id, text: logoutResponseText(response), ...(relayState === undefined ? {} : { relayState }) }
}
