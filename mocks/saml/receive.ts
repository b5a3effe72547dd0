import type { KeyObject } from 'node:crypto'
import type { Call } from '#mocks/wire/message.ts'
import { isWeak, signatureAlgorithms, verifyOctets } from '#mocks/xml/algorithms.ts'
import { descend, type XmlDocument, type XmlElement } from '#mocks/xml/document.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { verifyElement } from '#mocks/xml/verify.ts'
import { fromBase64, inflated } from './deflate.ts'
import { type Binding, SOAP } from './names.ts'
import { MessageError } from './read-messages.ts'

/** A signature of the Redirect binding: over these octets of the query, as they came. */
export interface DetachedSignature {
  readonly algorithm: string
  readonly value: string
  readonly octets: string
}

/** A message as it came, unpacked and not believed. */
export interface Received {
  readonly binding: Binding
  /** Undefined over SOAP, where the message itself says it. */
  readonly kind?: 'SAMLRequest' | 'SAMLResponse'
  readonly document: XmlDocument
  /** The root, or what stands in the SOAP body. */
  readonly message: XmlElement
  readonly relayState?: string
  readonly detached?: DetachedSignature
}

/** Of one name the first, undecoded; URLSearchParams would write it anew, and break the signature. */
const raw = (query: string, name: string): string | undefined =>
  query
    .split('&')
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1)

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new MessageError('a parameter of the query is not percent-encoded as it has to be.')
  }
}

const detachedOf = (query: string, kind: string): DetachedSignature | undefined => {
  const signature = raw(query, 'Signature')
  if (signature === undefined) return undefined
  const named = [kind, 'RelayState', 'SigAlg'].flatMap((name) => {
    const value = raw(query, name)
    return value === undefined ? [] : [`${name}=${value}`]
  })
  return {
    algorithm: decoded(raw(query, 'SigAlg') ?? ''),
    value: decoded(signature),
    octets: named.join('&'),
  }
}

const KINDS = ['SAMLRequest', 'SAMLResponse'] as const

export const receiveRedirect = (query: string): Received => {
  const present = KINDS.filter((name) => raw(query, name) !== undefined)
  const [kind] = present
  if (!kind || present.length > 1) {
    throw new MessageError('the query needs exactly one of SAMLRequest and SAMLResponse (SAML bindings section 3.4.4).')
  }
  const encoding = raw(query, 'SAMLEncoding')
  if (encoding !== undefined && decoded(encoding) !== 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE') {
    throw new MessageError('SAMLEncoding names an encoding that is not DEFLATE.')
  }
  const document = readXml(inflated(decoded(raw(query, kind) ?? '')))
  const [relayState, detached] = [raw(query, 'RelayState'), detachedOf(query, kind)]
  return {
    ...{ binding: 'redirect', kind, document, message: document.root },
    ...(relayState === undefined ? {} : { relayState: decoded(relayState) }),
    ...(detached ? { detached } : {}),
  }
}

export const receivePost = (form: URLSearchParams): Received => {
  const present = KINDS.filter((name) => form.has(name))
  const [kind] = present
  if (!kind || present.length > 1) {
    throw new MessageError('the form needs exactly one of SAMLRequest and SAMLResponse (SAML bindings section 3.5.4).')
  }
  const document = readXml(fromBase64(form.get(kind) ?? ''))
  const relayState = form.get('RelayState')
  return {
    ...{ binding: 'post', kind, document, message: document.root },
    ...(relayState === null ? {} : { relayState }),
  }
}

export const receiveSoap = (body: string): Received => {
  const document = readXml(body)
  const inside = descend(document.root, SOAP, 'Body')?.children ?? []
  const [message] = inside
  if (document.root.name !== 'Envelope' || document.root.namespace !== SOAP || !message || inside.length > 1) {
    throw new MessageError('the body is no SOAP 1.1 envelope around one message (SAML bindings section 3.2).')
  }
  return { binding: 'soap', document, message }
}

/** Whatever a request to an endpoint brings; throws a MessageError or an XmlError where that is no message. */
export const receive = ({
  method,
  target,
  form,
  body,
}: Pick<Call, 'method' | 'target' | 'form' | 'body'>): Received => {
  if (method !== 'POST') return receiveRedirect(target.includes('?') ? target.slice(target.indexOf('?') + 1) : '')
  return form ? receivePost(form) : receiveSoap(body)
}

/** What the signature of a message is worth. */
export type Authenticity =
  | { readonly state: 'absent' }
  | { readonly state: 'valid'; readonly algorithm: string; readonly weak: boolean; readonly key: KeyObject }
  | { readonly state: 'invalid'; readonly why: string }

const detachedVerdict = (detached: DetachedSignature, keys: readonly KeyObject[]): Authenticity => {
  const { algorithm, value, octets } = detached
  if (!signatureAlgorithms[algorithm]) {
    return { state: 'invalid', why: `SigAlg names ${JSON.stringify(algorithm)}, which is no known algorithm.` }
  }
  const key = verifyOctets(algorithm, octets, Buffer.from(value, 'base64'), keys)
  if (key) return { state: 'valid', algorithm, weak: isWeak(algorithm), key }
  const why = keys.length === 0 ? 'no key is known to verify it with.' : 'none of the known keys signed this query.'
  return { state: 'invalid', why }
}

/** With the keys of the one who says to have sent it: over the query by Redirect, in the message by POST and SOAP. */
export const authenticityOf = (received: Received, keys: readonly KeyObject[]): Authenticity => {
  if (received.detached) return detachedVerdict(received.detached, keys)
  const verdict = verifyElement(received.document, received.message, keys)
  if (!verdict) return { state: 'absent' }
  if (!verdict.valid) return { state: 'invalid', why: verdict.why }
  const weak = isWeak(verdict.algorithm) || isWeak(verdict.digest)
  return { state: 'valid', algorithm: verdict.algorithm, weak, key: verdict.key }
}
