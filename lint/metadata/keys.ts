import type { KeyObject, X509Certificate } from 'node:crypto'
import { MD } from '#mocks/saml/names.ts'
import { readCertificate } from '#mocks/xml/certificate.ts'
import { attributeOf, childrenOf, descendantsOf, type XmlElement } from '#mocks/xml/document.ts'
import { isTrue, type Metadata, type Remark, type Rule } from './metadata.ts'
import { DS } from './names.ts'

interface Key {
  readonly descriptor: XmlElement
  readonly use: string | undefined
  readonly elements: readonly XmlElement[]
  /** The first, if it can be read. */
  readonly certificate: X509Certificate | undefined
}

const keysOf = ({ sp }: Metadata): readonly Key[] =>
  childrenOf(sp, MD, 'KeyDescriptor').map((descriptor) => {
    const elements = descendantsOf(descriptor, DS, 'X509Certificate')
    const certificate = elements[0] && readCertificate(elements[0].text)
    return { descriptor, use: attributeOf(descriptor, 'use'), elements, certificate }
  })

const NEW_KEY = 'A new RSA key of 3072 bits with the exponent 65537, in a certificate of its own.'

/** What is weak about a key; undefined for a strong one. */
const weakness = ({ asymmetricKeyType: type, asymmetricKeyDetails = {} }: KeyObject): string | undefined => {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = asymmetricKeyDetails
  if (type === 'rsa') {
    if (modulusLength < 2048) return `RSA of ${modulusLength} bits`
    return publicExponent <= 3n ? `RSA with the exponent ${publicExponent}` : undefined
  }
  if (type !== 'ec') return `${type?.toUpperCase()}, which SAML software does not take`
  const bits = Number(/\d{3}/.exec(namedCurve)?.[0] ?? 0)
  return bits < 256 ? `the elliptic curve ${namedCurve}` : undefined
}

const weaknessOf = ({ certificate }: Key): string | undefined => certificate && weakness(certificate.publicKey)
const encrypts = ({ use }: Key): boolean => use === undefined || use === 'encryption'
const signs = ({ use }: Key): boolean => use === undefined || use === 'signing'

const unread = ({ descriptor, elements }: Key): Remark => {
  const at = elements[0] ?? descriptor
  const found = elements[0] ? `${elements[0].text.trim().slice(0, 20)}…` : 'no ds:X509Certificate'
  const wrong = elements[0]
    ? 'The certificate cannot be read: it is no base64 of a DER.'
    : 'The key has no certificate.'
  return { at, found, wrong, write: 'The lines between BEGIN CERTIFICATE and END CERTIFICATE of the PEM file, alone.' }
}

const weak = (key: Key): readonly Remark[] => {
  const found = weaknessOf(key)
  return found === undefined
    ? []
    : [{ at: key.elements[0] ?? key.descriptor, found, wrong: `The key is weak: ${found}.`, write: NEW_KEY }]
}

const encryption: Rule = {
  cites: 'MD-KEY',
  remarks: (metadata) => {
    const keys = keysOf(metadata).filter(encrypts)
    if (keys.some((key) => key.certificate && weaknessOf(key) === undefined)) return []
    const write = 'A md:KeyDescriptor without use, or with use="encryption", and an X.509 certificate in it.'
    const [first] = keys
    if (!first) return [{ at: metadata.sp, found: 'no such key', wrong: 'No key is for encryption.', write }]
    return first.certificate ? weak(first) : [unread(first)]
  },
}

/** Object identifiers in DER: sha1WithRSAEncryption, md5WithRSAEncryption, ecdsa-with-SHA1 (RFC 3279 section 2.2). */
const OLD_HASHES = ['06092a864886f70d010105', '06092a864886f70d010104', '06072a8648ce3d0401']

const practice = (key: Key, now: Date): readonly Remark[] => {
  const { certificate, elements, descriptor } = key
  if (!certificate) return []
  const at = elements[0] ?? descriptor
  const ends = new Date(certificate.validTo)
  const write = 'A long-lived certificate with SHA-256, published beside the old one before the service changes to it.'
  const der = certificate.raw.toString('hex')
  return [
    ...(ends < now ? [{ at, found: certificate.validTo, wrong: 'The certificate has expired.', write }] : []),
    ...(OLD_HASHES.some((hash) => der.includes(hash))
      ? [{ at, found: 'SHA-1 or MD5', wrong: 'The certificate is signed with a hash that is broken.', write }]
      : []),
  ]
}

const methodsOf = ({ descriptor }: Key): readonly XmlElement[] => childrenOf(descriptor, MD, 'EncryptionMethod')
const algorithmOf = (method: XmlElement): string => attributeOf(method, 'Algorithm') ?? ''

const announced = (metadata: Metadata): readonly XmlElement[] => keysOf(metadata).filter(encrypts).flatMap(methodsOf)

const gcm: Rule = {
  cites: 'SAML2INT-ALG01',
  unseen: (metadata) => (announced(metadata).length > 0 ? undefined : 'It announces no encryption methods.'),
  remarks: (metadata) => {
    const methods = announced(metadata)
    const block = methods.find((method) => /-cbc$/.test(algorithmOf(method)))
    if (!block || methods.some((method) => /-gcm$/.test(algorithmOf(method)))) return []
    const wrong = 'Of ciphers only those in CBC mode are announced.'
    const write = '<md:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes128-gcm"/>, before the others.'
    return [{ at: block, attribute: 'Algorithm', wrong, write, weight: 'warn' }]
  },
}

const withoutKeys = (metadata: Metadata): string | undefined =>
  keysOf(metadata).length > 0 ? undefined : 'It publishes no key.'

const signedRequests: Rule = {
  cites: 'SAMLMD-2.4.4',
  unseen: ({ sp }) =>
    isTrue(attributeOf(sp, 'AuthnRequestsSigned')) ? undefined : 'It does not say that it signs its requests.',
  remarks: (metadata) => {
    if (!isTrue(attributeOf(metadata.sp, 'AuthnRequestsSigned')) || keysOf(metadata).some(signs)) return []
    const wrong = 'Requests are said to be signed, and there is no key to check them with.'
    const write = 'A md:KeyDescriptor without use, or with use="signing"; or AuthnRequestsSigned="false".'
    return [{ at: metadata.sp, attribute: 'AuthnRequestsSigned', wrong, write }]
  },
}

const logout: Rule = {
  cites: 'MD-SLO-KEY',
  unseen: ({ sp }) =>
    childrenOf(sp, MD, 'SingleLogoutService').length > 0 ? undefined : 'It offers no single logout.',
  remarks: (metadata) => {
    const [endpoint] = childrenOf(metadata.sp, MD, 'SingleLogoutService')
    if (!endpoint || keysOf(metadata).some(signs)) return []
    const wrong = 'Single logout is offered without a key for signing: anybody could log users out.'
    return [{ at: endpoint, wrong, write: 'A md:KeyDescriptor without use, or with use="signing".' }]
  },
}

export const keyRules: readonly Rule[] = [
  encryption,
  {
    cites: 'SAML2INT-MD05',
    unseen: withoutKeys,
    remarks: (metadata) => keysOf(metadata).flatMap((key) => (key.certificate ? [] : [unread(key)])),
  },
  { cites: 'SAML2INT-MD06', unseen: withoutKeys, remarks: (metadata) => keysOf(metadata).flatMap(weak) },
  {
    cites: 'SAML2INT-MD05-practice',
    unseen: withoutKeys,
    remarks: (metadata) => keysOf(metadata).flatMap((key) => practice(key, metadata.now)),
  },
  {
    cites: 'SAMLMDIOP-2.5.1',
    unseen: withoutKeys,
    remarks: (metadata) =>
      keysOf(metadata).flatMap(({ elements }) => {
        const [, second] = elements
        const found = `${elements.length} certificates`
        const write = 'A md:KeyDescriptor of its own for each key, and no chain.'
        return second ? [{ at: second, found, wrong: 'One key has several certificates.', write }] : []
      }),
  },
  {
    cites: 'SAMLMD-2.4.1.1',
    unseen: withoutKeys,
    remarks: (metadata) =>
      keysOf(metadata)
        .filter(({ use }) => use === 'signing')
        .flatMap(methodsOf)
        .map((at) => ({
          ...{ at, attribute: 'Algorithm', wrong: 'An encryption method stands at a key for signing.' },
          write: 'Move it to the key for encryption, or remove it.',
        })),
  },
  gcm,
  signedRequests,
  logout,
]
