import { createHash, createHmac, type KeyObject } from 'node:crypto'
import { Refusal } from '#mocks/wire/refusal.ts'
import { digestName, isWeak, sameOctets, signatureAlgorithms, verifyOctets } from '#mocks/xml/algorithms.ts'
import { canonicalText, EXCLUSIVE, isCanonicalization } from '#mocks/xml/canonical.ts'
import { pemOf, readCertificate } from '#mocks/xml/certificate.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  descend,
  everyElement,
  type XmlDocument,
  type XmlElement,
} from '#mocks/xml/document.ts'
import { DS, ENVELOPED } from '#mocks/xml/signature-names.ts'
import type { Eyes } from './looks.ts'

const octetsOf = (element: XmlElement | undefined): Buffer =>
  Buffer.from((element?.text ?? '').replace(/\s+/g, ''), 'base64')

const algorithmOf = (element: XmlElement | undefined, name: string): string =>
  attributeOf(childOf(element, DS, name), 'Algorithm') ?? ''

const isWithin = (element: XmlElement, other: XmlElement): boolean =>
  other.steps.length > element.steps.length && element.steps.every((step, at) => other.steps[at] === step)

/** Nothing, where there is no canonical form: that is how the void is signed. */
const canonicalOr = (document: XmlDocument, ...rest: [XmlElement, Parameters<typeof canonicalText>[2]]): string => {
  try {
    return canonicalText(document, ...rest)
  } catch {
    return ''
  }
}

const transformsOf = (reference: XmlElement): readonly string[] =>
  childrenOf(childOf(reference, DS, 'Transforms'), DS, 'Transform').map((each) => attributeOf(each, 'Algorithm') ?? '')

const commentsIn = (source: string): readonly Buffer[] =>
  [...source.matchAll(/DigestValue[^>]*>([^<]*<!--[\s\S]*?)<\/(?:\w+:)?DigestValue>/g)].flatMap(([, content = '']) =>
    [...content.matchAll(/<!--([\s\S]*?)-->/g)].map(([, comment = '']) => Buffer.from(comment.trim(), 'base64')),
  )

/** One signature, as somebody reads it who need not look at everything. */
export interface LooseReading {
  readonly document: XmlDocument
  readonly signature: XmlElement
  readonly keys: readonly KeyObject[]
  readonly eyes: Eyes
}

const digestFits = (
  element: XmlElement,
  reference: XmlElement,
  { document, signature, eyes }: LooseReading,
): boolean => {
  const uris = transformsOf(reference)
  const method = uris.find(isCanonicalization) ?? EXCLUSIVE
  const without = uris.includes(ENVELOPED) && isWithin(element, signature) ? { without: signature } : {}
  const canonical = canonicalOr(document, element, { method, ...without })
  const hash = digestName(algorithmOf(reference, 'DigestMethod')) ?? 'sha256'
  const [right, nothing] = [canonical, ''].map((text) => createHash(hash).update(text).digest())
  const value = childOf(reference, DS, 'DigestValue')
  const said = octetsOf(value)
  if (right && sameOctets(said, right)) return true
  if (right && value && value.comments > 0 && commentsIn(document.source).some((octets) => sameOctets(octets, right))) {
    eyes.look('digest-comment', true)
    return true
  }
  if (nothing && sameOctets(said, nothing)) {
    eyes.look('digest-empty', true)
    return true
  }
  return false
}

const bearersOf = (document: XmlDocument, id: string): readonly XmlElement[] =>
  [...everyElement(document.root)].filter((element) => attributeOf(element, 'ID') === id)

/** The element for which a reference speaks. */
const referred = (reference: XmlElement, reading: LooseReading): XmlElement => {
  const { document, signature, eyes } = reading
  const id = (attributeOf(reference, 'URI') ?? '').replace(/^#/, '')
  eyes.look('reference', id === '' || id !== attributeOf(signature.parent, 'ID'))
  const bearers = bearersOf(document, id)
  eyes.look('ids', bearers.length > 1)
  const uris = transformsOf(reference)
  eyes.look('transforms', uris.some((uri) => uri !== ENVELOPED && !isCanonicalization(uri)) || uris.length > 2)
  eyes.look('sha1', isWeak(algorithmOf(reference, 'DigestMethod')))
  const fitting = bearers.find((element) => digestFits(element, reference, reading))
  eyes.look('digest', fitting === undefined)
  return fitting ?? bearers[0] ?? signature.parent ?? document.root
}

/** What a public key looks like to somebody who takes it for a secret. */
const secretsOf = (keys: readonly KeyObject[], certificates: readonly string[]): readonly string[] => [
  ...keys.map((key) => key.export({ type: 'spki', format: 'pem' }).toString()),
  ...certificates.flatMap((certificate) => [certificate, pemOf(certificate), pemOf(certificate).trim()]),
]

const certificatesIn = (signature: XmlElement): readonly string[] => {
  const text = descend(signature, DS, 'KeyInfo', 'X509Data', 'X509Certificate')?.text.replace(/\s+/g, '')
  return text === undefined ? [] : [text]
}

const isMadeWithSecret = (hash: string, octets: string, value: Buffer, secrets: readonly string[]): boolean =>
  [...secrets, ...secrets.map((secret) => secret.trim())].some((secret) =>
    sameOctets(createHmac(hash, secret).update(octets).digest(), value),
  )

const canonicalInfo = (signedInfo: XmlElement, { document }: LooseReading): string => {
  const uri = algorithmOf(signedInfo, 'CanonicalizationMethod')
  return canonicalOr(document, signedInfo, { method: isCanonicalization(uri) ? uri : EXCLUSIVE })
}

/** Whether the value is one over this SignedInfo, by a key of the issuer or one that came along. */
const verifies = (signedInfo: XmlElement, reading: LooseReading): boolean => {
  const { signature, keys, eyes } = reading
  const uri = algorithmOf(signedInfo, 'SignatureMethod')
  const octets = canonicalInfo(signedInfo, reading)
  const value = octetsOf(childOf(signature, DS, 'SignatureValue'))
  const brought = certificatesIn(signature)
  const algorithm = signatureAlgorithms[uri]
  if (algorithm?.kind === 'hmac') {
    const made = isMadeWithSecret(algorithm.hash, octets, value, secretsOf(keys, brought))
    eyes.look('hmac', true)
    return made
  }
  eyes.look('sha1', isWeak(uri))
  if (verifyOctets(uri, octets, value, keys)) return true
  const theirs = brought.flatMap((certificate) => readCertificate(certificate)?.publicKey ?? [])
  if (!verifyOctets(uri, octets, value, theirs)) return false
  eyes.look('signer', true)
  return true
}

/** For which element a signature speaks, to somebody who does not look at everything; throws a Refusal otherwise. */
export const looselySigned = (reading: LooseReading): XmlElement => {
  const { signature, eyes } = reading
  const infos = childrenOf(signature, DS, 'SignedInfo')
  eyes.look('signed-info', infos.length !== 1)
  const refusals: unknown[] = []
  const references = infos.flatMap((info) => childrenOf(info, DS, 'Reference'))
  eyes.look('reference', references.length === 0)
  eyes.look('signature-value', !infos.some((info) => verifies(info, reading)))
  for (const reference of references) {
    try {
      return referred(reference, reading)
    } catch (error) {
      refusals.push(error)
    }
  }
  const [first] = refusals
  if (first instanceof Refusal) throw first
  return signature.parent ?? reading.document.root
}
