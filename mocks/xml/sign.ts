import { createHash, type KeyObject } from 'node:crypto'
import { digestName, RSA_SHA256, SHA256, signOctets } from './algorithms.ts'
import { type Canonicalization, canonicalText, EXCLUSIVE, isCanonicalization } from './canonical.ts'
import { attributeOf, everyElement, type XmlDocument, type XmlElement } from './document.ts'
import { escapeXml } from './escape.ts'
import { readXml } from './read-xml.ts'
import { DS, ENVELOPED } from './signature-names.ts'

export interface SignOptions {
  /** A private key; for an HMAC a secret one. */
  readonly key: KeyObject
  /** Base64 of the DER, for KeyInfo; without it there is no KeyInfo, unless `keyInfo` says one. */
  readonly certificate?: string
  /** URI; RSA with SHA-256 unless said. */
  readonly algorithm?: string
  /** URI; SHA-256 unless said. */
  readonly digest?: string
  /** Of SignedInfo. */
  readonly canonicalization?: Canonicalization
  /** In their order; enveloped and exclusive canonicalisation unless said. */
  readonly transforms?: readonly string[]
  /** Text in the place of ds:KeyInfo. */
  readonly keyInfo?: string
  /** Makes of the right one what is signed instead: the text of ds:SignedInfo, for forgeries. */
  readonly bendSignedInfo?: (signedInfo: string) => string
  /** The same for what was digested. */
  readonly bendDigested?: (canonical: string) => string
}

const elementWithId = (document: XmlDocument, id: string): XmlElement => {
  const element = [...everyElement(document.root)].find((candidate) => attributeOf(candidate, 'ID') === id)
  if (!element) throw new Error(`no element has the ID ${id}`)
  return element
}

const algorithmElement = (name: string, uri: string): string => `<ds:${name} Algorithm="${escapeXml(uri)}"/>`

const keyInfoOf = ({ keyInfo, certificate }: SignOptions): string => {
  if (keyInfo !== undefined) return keyInfo
  if (certificate === undefined) return ''
  return `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`
}

const signedInfoOf = (id: string, digestValue: string, options: SignOptions): string => {
  const { canonicalization = EXCLUSIVE, algorithm = RSA_SHA256, digest = SHA256 } = options
  const transforms = (options.transforms ?? [ENVELOPED, EXCLUSIVE]).map((uri) => algorithmElement('Transform', uri))
  return [
    `<ds:SignedInfo xmlns:ds="${DS}">`,
    algorithmElement('CanonicalizationMethod', canonicalization),
    algorithmElement('SignatureMethod', algorithm),
    `<ds:Reference URI="#${escapeXml(id)}">`,
    transforms.length === 0 ? '' : `<ds:Transforms>${transforms.join('')}</ds:Transforms>`,
    algorithmElement('DigestMethod', digest),
    `<ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference></ds:SignedInfo>`,
  ].join('')
}

/**
 * ds:Signature for the element with this ID, to be put within it; nothing else may come between. The text of the
 * element has to be what it will be, but for the signature.
 */
export const signatureFor = (xml: string, id: string, options: SignOptions): string => {
  const {
    canonicalization = EXCLUSIVE,
    algorithm = RSA_SHA256,
    digest = SHA256,
    bendSignedInfo,
    bendDigested,
  } = options
  const document = readXml(xml)
  const method = options.transforms?.find(isCanonicalization) ?? EXCLUSIVE
  const canonical = canonicalText(document, elementWithId(document, id), { method })
  const hash = createHash(digestName(digest) ?? 'sha256').update(bendDigested?.(canonical) ?? canonical)
  const right = signedInfoOf(id, hash.digest('base64'), options)
  const signedInfo = bendSignedInfo?.(right) ?? right
  const info = readXml(signedInfo)
  const value = signOctets(algorithm, canonicalText(info, info.root, { method: canonicalization }), options.key)
  const parts = [signedInfo, `<ds:SignatureValue>${value.toString('base64')}</ds:SignatureValue>`, keyInfoOf(options)]
  return `<ds:Signature xmlns:ds="${DS}">${parts.join('')}</ds:Signature>`
}

/** The end of the start tag with this ID, or of the Issuer that follows it: there SAML wants the signature (core section 5.4). */
const placeOf = (xml: string, id: string): number => {
  const at = xml.indexOf(` ID="${escapeXml(id)}"`)
  const open = at < 0 ? -1 : xml.indexOf('>', at)
  if (open < 0) throw new Error(`no element has the ID ${id}`)
  if (xml[open - 1] === '/') throw new Error(`the element with the ID ${id} is empty and can hold no signature`)
  const issuer = /^<(?:[\w.-]+:)?Issuer(?:\s[^>]*)?(?:\/>|>[^<]*<\/(?:[\w.-]+:)?Issuer>)/.exec(xml.slice(open + 1))
  return open + 1 + (issuer?.[0].length ?? 0)
}

/** The same text with an enveloped signature in the element with this ID; for texts of ours, whose escapes leave no bare `>`. */
export const signXml = (xml: string, id: string, options: SignOptions): string => {
  const place = placeOf(xml, id)
  return xml.slice(0, place) + signatureFor(xml, id, options) + xml.slice(place)
}
