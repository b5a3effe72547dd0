import type { KeyObject } from 'node:crypto'
import { SAML } from '#mocks/saml/names.ts'
import { readAssertion } from '#mocks/saml/read-assertion.ts'
import * as read from '#mocks/saml/read-messages.ts'
import type { Received } from '#mocks/saml/receive.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  descendantsOf,
  everyElement,
  type XmlDocument,
  type XmlElement,
} from '#mocks/xml/document.ts'
import { decryptXml, XENC } from '#mocks/xml/encryption.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import type {
  EncryptionFacts,
  LogoutAnswer,
  LogoutDemand,
  SamlAssertion,
  SamlResponse,
  SignatureFacts,
} from '../contract-saml.ts'
import { signatureIn } from './read-signature.ts'
import { signatureOfAddress } from './wire.ts'

export interface MessageKeys {
  /** Of the identity provider, by its metadata. */
  readonly signing: readonly KeyObject[]
  /** Ours. */
  readonly decryption: readonly KeyObject[]
}

const TIMES = new Set(['IssueInstant', 'NotBefore', 'NotOnOrAfter', 'AuthnInstant', 'SessionNotOnOrAfter'])

const timesIn = (root: XmlElement): readonly string[] =>
  [...everyElement(root)].flatMap(({ attributes }) =>
    attributes.filter(({ name, namespace }) => namespace === '' && TIMES.has(name)).map(({ value }) => value),
  )

/** Verified when somebody asks: most scenarios only want to know that a login went well. */
const signedBy = <T extends object>(made: T, verify: () => SignatureFacts | undefined): T => {
  let found: { readonly facts: SignatureFacts | undefined } | undefined
  const get = (): SignatureFacts | undefined => {
    found ??= { facts: verify() }
    return found.facts
  }
  return Object.defineProperty(made, 'signature', { get, enumerable: true })
}

const assertionIn = (
  document: XmlDocument,
  element: XmlElement,
  encrypted: boolean,
  keys: MessageKeys,
): SamlAssertion =>
  signedBy({ ...readAssertion(element), encrypted }, () => signatureIn(document, element, keys.signing))

const methodOf = (element: XmlElement | undefined): string | undefined =>
  attributeOf(childOf(element, XENC, 'EncryptionMethod'), 'Algorithm')

interface Opened {
  readonly assertion?: SamlAssertion
  readonly times: readonly string[]
  readonly encryption: EncryptionFacts
}

/** An encrypted assertion, with what keeps it closed where something does. */
const opened = (element: XmlElement, keys: MessageKeys): Opened => {
  const data = childOf(element, XENC, 'EncryptedData')
  const [key] = descendantsOf(element, XENC, 'EncryptedKey')
  const encryption: EncryptionFacts = read.known({ content: methodOf(data), key: methodOf(key) })
  try {
    if (!data) throw new Error('EncryptedAssertion holds no EncryptedData')
    const document = readXml(decryptXml(data, keys.decryption))
    const { root } = document
    return { assertion: assertionIn(document, root, true, keys), times: timesIn(root), encryption }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { times: [], encryption: { ...encryption, problem } }
  }
}

/** Reads a response; what it says is for others to judge. Throws an Error of one sentence for anything else. */
export const readResponse = (document: XmlDocument, keys: MessageKeys): SamlResponse => {
  const { root } = document
  const response = read.readResponse(root)
  const encrypted = childrenOf(root, SAML, 'EncryptedAssertion').map((each) => opened(each, keys))
  const made = {
    ...response,
    assertions: [
      ...childrenOf(root, SAML, 'Assertion').map((each) => assertionIn(document, each, false, keys)),
      ...encrypted.flatMap(({ assertion }) => assertion ?? []),
    ],
    encryptions: encrypted.map(({ encryption }) => encryption),
    times: [...timesIn(root), ...encrypted.flatMap(({ times }) => times)],
  }
  return signedBy(made, () => signatureIn(document, root, keys.signing))
}

/** The signature stands within the text, or in the address. */
const signatureOf = (received: Received, keys: readonly KeyObject[]): SignatureFacts | undefined =>
  signatureOfAddress(received, keys) ?? signatureIn(received.document, received.message, keys)

/** The same for what ends a session. */
export const readLogoutAnswer = (received: Received, keys: readonly KeyObject[]): LogoutAnswer =>
  read.known({ ...read.readLogoutResponse(received.message), signature: signatureOf(received, keys) })

export const readLogoutDemand = (received: Received, keys: readonly KeyObject[]): LogoutDemand =>
  read.known({ ...read.readLogoutRequest(received.message), signature: signatureOf(received, keys) })
