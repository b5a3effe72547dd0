import { createHash, type KeyObject } from 'node:crypto'
import { digestName, sameOctets, signatureAlgorithms, verifyOctets } from './algorithms.ts'
import { canonicalText, EXCLUSIVE, EXCLUSIVE_WITH_COMMENTS, isCanonicalization } from './canonical.ts'
import { attributeOf, childrenOf, everyElement, type XmlDocument, type XmlElement } from './document.ts'
import { DS, ENVELOPED } from './signature-names.ts'

/** What was signed, and how; or one sentence about what is not right. */
export type SignatureVerdict =
  | {
      readonly valid: true
      /** The only element about which the signature says anything. */
      readonly signed: XmlElement
      readonly algorithm: string
      readonly digest: string
      readonly key: KeyObject
    }
  | { readonly valid: false; readonly why: string }

class Refused extends Error {}

const refuse = (why: string): never => {
  throw new Refused(why)
}

/** Exactly one, of this name, or it is not the signature it says it is. */
const only = (element: XmlElement, name: string): XmlElement => {
  const found = childrenOf(element, DS, name)
  const [first] = found
  return first && found.length === 1 ? first : refuse(`ds:${element.name} has ${found.length} ds:${name}, not one.`)
}

const algorithmOf = (element: XmlElement): string =>
  attributeOf(element, 'Algorithm') ?? refuse(`ds:${element.name} names no Algorithm.`)

const octetsOf = (element: XmlElement): Buffer => {
  const text = element.text.replace(/\s+/g, '')
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : refuse(`ds:${element.name} is not base64.`)
}

const XML = 'http://www.w3.org/XML/1998/namespace'

const idsOf = (element: XmlElement): readonly string[] =>
  element.attributes
    .filter(({ name, namespace }) => (namespace === '' && /^id$/i.test(name)) || (namespace === XML && name === 'id'))
    .map(({ value }) => value)

/** SAML core section 5.4.2: one reference, to the ID of the element that the signature stands in. */
const signedBy = (document: XmlDocument, signature: XmlElement, reference: XmlElement): XmlElement => {
  const parent = signature.parent ?? refuse('the signature is the whole document and signs nothing.')
  const id = attributeOf(parent, 'ID') || refuse(`${parent.name}, in which the signature stands, has no ID.`)
  const uri = attributeOf(reference, 'URI')
  if (uri !== `#${id}`) {
    refuse(
      `the signature refers to ${JSON.stringify(uri ?? '')} and stands in ${parent.name} with the ID ${JSON.stringify(id)}.`,
    )
  }
  const bearers = [...everyElement(document.root)].filter((element) => idsOf(element).includes(id))
  if (bearers.length !== 1) refuse(`${bearers.length} elements have the ID ${JSON.stringify(id)}.`)
  if (childrenOf(parent, DS, 'Signature').length !== 1) refuse(`${parent.name} has more than one signature.`)
  return parent
}

interface Transforms {
  readonly method: typeof EXCLUSIVE | typeof EXCLUSIVE_WITH_COMMENTS
  readonly inclusivePrefixes: readonly string[]
}

const isExclusive = (uri: string): uri is Transforms['method'] => uri === EXCLUSIVE || uri === EXCLUSIVE_WITH_COMMENTS

const prefixesOf = (element: XmlElement): readonly string[] =>
  childrenOf(element, EXCLUSIVE, 'InclusiveNamespaces')
    .flatMap((list) => attributeOf(list, 'PrefixList')?.split(/\s+/) ?? [])
    .filter((prefix) => prefix !== '')

/** SAML core section 5.4.4 allows these two, and a third would let the signer say what is read as what. */
const transformsOf = (reference: XmlElement): Transforms => {
  const transforms = childrenOf(only(reference, 'Transforms'), DS, 'Transform')
  const uris = transforms.map(algorithmOf)
  const [enveloped, exclusive, ...more] = uris
  const last = transforms[1]
  if (enveloped !== ENVELOPED || !last || !exclusive || !isExclusive(exclusive) || more.length > 0) {
    return refuse(
      `the transforms are not the enveloped one and exclusive canonicalisation, but ${uris.join(', ') || 'none'}.`,
    )
  }
  return { method: exclusive, inclusivePrefixes: prefixesOf(last) }
}

const check = (document: XmlDocument, signature: XmlElement, keys: readonly KeyObject[]): SignatureVerdict => {
  if ([...everyElement(signature)].some(({ comments, instructions }) => comments + instructions > 0)) {
    refuse('a comment or a processing instruction stands within the signature.')
  }
  const signedInfo = only(signature, 'SignedInfo')
  const reference = only(signedInfo, 'Reference')
  const signed = signedBy(document, signature, reference)
  const transforms = transformsOf(reference)
  const digest = algorithmOf(only(reference, 'DigestMethod'))
  const hash = digestName(digest) ?? refuse(`the digest ${digest} is unknown.`)
  const canonical = canonicalText(document, signed, { ...transforms, without: signature })
  const expected = octetsOf(only(reference, 'DigestValue'))
  if (!sameOctets(createHash(hash).update(canonical).digest(), expected)) {
    refuse(`${signed.name} was changed after it was signed: its digest is another.`)
  }
  const method = only(signedInfo, 'CanonicalizationMethod')
  const canonicalization = algorithmOf(method)
  if (!isCanonicalization(canonicalization)) return refuse(`the canonicalisation ${canonicalization} is unknown.`)
  const algorithm = algorithmOf(only(signedInfo, 'SignatureMethod'))
  const kind = signatureAlgorithms[algorithm]?.kind ?? refuse(`the signature algorithm ${algorithm} is unknown.`)
  if (kind === 'hmac') refuse('an HMAC proves nothing to whoever knows only public keys.')
  const octets = canonicalText(document, signedInfo, {
    method: canonicalization,
    inclusivePrefixes: prefixesOf(method),
  })
  const key = verifyOctets(algorithm, octets, octetsOf(only(signature, 'SignatureValue')), keys)
  return key
    ? { valid: true, signed, algorithm, digest, key }
    : refuse(keys.length === 0 ? 'no key is known to verify it with.' : 'none of the known keys made it.')
}

/**
 * Verifies one ds:Signature strictly, with the given keys only: what KeyInfo brings along is never trusted. One that is
 * valid speaks for `signed`, and for nothing else of the document.
 */
export const verifySignature = (
  document: XmlDocument,
  signature: XmlElement,
  keys: readonly KeyObject[],
): SignatureVerdict => {
  try {
    return check(document, signature, keys)
  } catch (error) {
    if (error instanceof Refused) return { valid: false, why: error.message }
    return { valid: false, why: `the signature cannot be read: ${error instanceof Error ? error.message : error}` }
  }
}

/** The verdict on the signature that stands directly in this element; undefined where none does. */
export const verifyElement = (
  document: XmlDocument,
  element: XmlElement,
  keys: readonly KeyObject[],
): SignatureVerdict | undefined => {
  const [signature] = childrenOf(element, DS, 'Signature')
  return signature && verifySignature(document, signature, keys)
}
