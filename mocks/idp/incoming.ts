import { bindings } from '#mocks/saml/names.ts'
import { MessageError, readAuthnRequest, readLogoutRequest, readLogoutResponse } from '#mocks/saml/read-messages.ts'
import { signingKeys } from '#mocks/saml/read-metadata.ts'
import { type Authenticity, authenticityOf, type Received, receive } from '#mocks/saml/receive.ts'
import type { Call } from '#mocks/wire/message.ts'
import { XmlError } from '#mocks/xml/xml-error.ts'
import { strangerFrom, withoutDoctype } from './lapses.ts'
import { note } from './note.ts'
import { Refusal, type SamlCondition } from './refusal.ts'
import type { ServiceProvider } from './service-provider.ts'
import { endpointOf, type Idp } from './state.ts'

const readers = {
  AuthnRequest: readAuthnRequest,
  LogoutRequest: readLogoutRequest,
  LogoutResponse: readLogoutResponse,
} as const
type Kind = keyof typeof readers
export type MessageOf<K extends Kind> = ReturnType<(typeof readers)[K]>

/** A message of a registered service, before anything of its own kind is looked at. */
export interface Incoming<K extends Kind> {
  readonly received: Received
  readonly message: MessageOf<K>
  readonly sp: ServiceProvider
  readonly authenticity: Authenticity
}

const refusing = <T>(make: () => T): T => {
  try {
    return make()
  } catch (error) {
    if (error instanceof XmlError || error instanceof MessageError) {
      throw new Refusal('saml.message-unreadable', { why: error.message })
    }
    throw error
  }
}

const isKind = (name: string, kinds: readonly Kind[]): name is Kind => kinds.some((kind) => kind === name)

/** The message that a request brings; throws a Refusal for anything that is none of these kinds. */
export const received = (
  call: Call,
  kinds: readonly Kind[],
  tolerant = false,
): { readonly received: Received; readonly kind: Kind } => {
  const unpacked = refusing(() => receive(tolerant ? withoutDoctype(call) : call))
  const { name } = unpacked.message
  note(call, {
    kind: name,
    binding: unpacked.binding,
    xml: unpacked.document.source,
    ...(unpacked.relayState === undefined ? {} : { relayState: unpacked.relayState }),
  })
  if (!isKind(name, kinds)) throw new Refusal('saml.kind-wrong', { kind: name })
  return { received: unpacked, kind: name }
}

/** Whether this is refused: a fault may make the provider blind to it. */
export const looking =
  ({ issuer }: Idp, client?: string) =>
  (condition: SamlCondition, wrong: boolean, values: Readonly<Record<string, string>> = {}): void => {
    if (wrong && !issuer.faults.skips(condition, client)) throw new Refusal(condition, values)
  }

const checkSignature = (
  idp: Idp,
  { sp, authenticity, received: { binding } }: Incoming<Kind>,
  needed: boolean,
): void => {
  const look = looking(idp, sp.metadata.entityId)
  const why = authenticity.state === 'invalid' ? authenticity.why : ''
  look('saml.signature-invalid', authenticity.state === 'invalid', { why })
  look('saml.signature-missing', needed && authenticity.state === 'absent', { binding: bindings[binding] })
}

const checkFrame = (
  idp: Idp,
  { sp, message, received: { binding }, authenticity }: Incoming<Kind>,
  to: string,
): void => {
  const look = looking(idp, sp.metadata.entityId)
  const { version, destination, issueInstant } = message
  look('saml.version-wrong', version !== '2.0', { version })
  look('saml.destination-wrong', destination !== undefined && destination !== to, { destination: destination ?? '' })
  // SAML bindings sections 3.4.5.2 and 3.5.5.2.
  const bare = destination === undefined && authenticity.state !== 'absent' && binding !== 'soap'
  look('saml.destination-missing', bare)
  const age = Math.abs(idp.issuer.now() - Date.parse(issueInstant))
  look('saml.request-stale', !(age <= idp.saml.lifetimes.request * 1000), { instant: issueInstant })
}

/** Who sent it, and that nobody else did; `needed` says whether it has to be signed. Throws a Refusal otherwise. */
export const authenticated = <K extends Kind>(
  idp: Idp,
  call: Call,
  { received: unpacked, kind }: { readonly received: Received; readonly kind: K },
  { at, needed }: { readonly at: 'sso' | 'slo'; readonly needed: (sp: ServiceProvider) => boolean },
): Incoming<K> => {
  const message = refusing(() => readers[kind](unpacked.message)) as MessageOf<K>
  const issuer = message.issuer ?? ''
  note(call, { message, issuer })
  const sp = idp.sps.get(issuer) ?? strangerFrom(idp, message)
  if (!sp) throw new Refusal('saml.issuer-unknown', { issuer: issuer || '(none)' })
  const authenticity = authenticityOf(unpacked, signingKeys(sp.metadata))
  const { state } = authenticity
  note(call, {
    signature: state === 'valid' ? { state, algorithm: authenticity.algorithm, weak: authenticity.weak } : authenticity,
  })
  const incoming: Incoming<K> = { received: unpacked, message, sp, authenticity }
  checkSignature(idp, incoming, needed(sp))
  checkFrame(idp, incoming, endpointOf(idp, at))
  return incoming
}
