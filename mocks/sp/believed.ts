import type { KeyObject } from 'node:crypto'
import { SAML } from '#mocks/saml/names.ts'
import { Refusal } from '#mocks/wire/refusal.ts'
import {
  attributeOf,
  childOf,
  descendantsOf,
  isElement,
  type XmlDocument,
  type XmlElement,
} from '#mocks/xml/document.ts'
import { decryptXml, XENC } from '#mocks/xml/encryption.ts'
import { asRead, documentOf } from './as-read.ts'
import type { Eyes } from './looks.ts'
import { anySigned, isSigned } from './signed.ts'

/** With what signatures are verified and a response is opened. */
export interface Keys {
  readonly ofIdp: readonly KeyObject[]
  readonly own: KeyObject
}

/** An assertion where it was found. */
interface Found {
  /** In the response: the assertion, or what it is encrypted in. */
  readonly at: XmlElement
  /** Of an encrypted one its own. */
  readonly document: XmlDocument
  readonly assertion: XmlElement
}

/** What was wrong with it is nobody's business: oracles live on such answers. */
const UNREADABLE = 'Refused: the assertion cannot be decrypted.'

const decrypted = (at: XmlElement, own: KeyObject): string | undefined => {
  const data = childOf(at, XENC, 'EncryptedData')
  try {
    return data && decryptXml(data, [own])
  } catch {
    return undefined
  }
}

const opened = (at: XmlElement, own: KeyObject, eyes: Eyes): Found => {
  const text = decrypted(at, own)
  const document = text === undefined ? undefined : documentOf(text, eyes)
  if (!document || !isElement(document.root, SAML, 'Assertion')) throw new Refusal('encryption', UNREADABLE)
  return { at, document, assertion: document.root }
}

const isOfRoot = ({ at }: Found): boolean => at.steps.length === 1

/** In the order of the document, those that are encrypted at the end. */
const foundIn = (document: XmlDocument, own: KeyObject, eyes: Eyes): readonly Found[] => {
  const plain = descendantsOf(document.root, SAML, 'Assertion')
  const encrypted = eyes.has('encrypted-unread') ? [] : descendantsOf(document.root, SAML, 'EncryptedAssertion')
  return [
    ...plain.map((assertion) => ({ at: assertion, document, assertion })),
    ...encrypted.map((at) => opened(at, own, eyes)),
  ]
}

const positions = [
  ['first-assertion', (found: readonly Found[]) => found[0]],
  ['last-assertion', (found: readonly Found[]) => found.at(-1)],
  ['assertion-of-root', (found: readonly Found[]) => found.find(isOfRoot)],
] as const

const isAnySigned = (response: XmlDocument, found: readonly Found[], { ofIdp }: Keys, eyes: Eyes): boolean =>
  [...new Set([response, ...found.map(({ document }) => document)])].some(
    (document) => anySigned(document, ofIdp, eyes).length > 0,
  )

const isItselfSigned = ({ document, assertion, at }: Found, { ofIdp }: Keys, eyes: Eyes): boolean =>
  isSigned(document, assertion, ofIdp, eyes) || (at !== assertion && eyes.has('encrypted-believed'))

const otherOf = (one: Found, found: readonly Found[], eyes: Eyes): Found => {
  const id = attributeOf(one.assertion, 'ID')
  const others = eyes.has('other-of-doubled') ? found.filter((each) => each !== one) : []
  return others.find(({ assertion }) => attributeOf(assertion, 'ID') === id) ?? one
}

const chosen = (response: XmlDocument, found: readonly Found[], keys: Keys, eyes: Eyes): Found | undefined => {
  const [, byPosition] = positions.find(([habit]) => eyes.has(habit)) ?? []
  if (byPosition) {
    eyes.look('signed', !isAnySigned(response, found, keys, eyes))
    return byPosition(found)
  }
  eyes.look('wrapped', found.length > 1 || !found.every(isOfRoot))
  const isWhole = isSigned(response, response.root, keys.ofIdp, eyes)
  const signed = found.filter((each) => isItselfSigned(each, keys, eyes))
  eyes.look('signed', !isWhole && signed.length === 0)
  const [one = found[0]] = signed
  return one && otherOf(one, found, eyes)
}

/** The assertion for which the identity provider signed, with its values as they are read; throws a Refusal. */
export const believedIn = (response: XmlDocument, keys: Keys, eyes: Eyes): XmlElement => {
  const found = foundIn(response, keys.own, eyes)
  const one = chosen(response, found, keys, eyes)
  if (!one) throw new Refusal('assertion', 'Refused: the response has no assertion.')
  return asRead(one.document, one.assertion, eyes)
}
