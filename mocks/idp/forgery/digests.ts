import { strangerKey } from '#mocks/op/keys.ts'
import { signatureFor } from '#mocks/xml/sign.ts'
import { assertionIn, assertionSigned, forged, idOf, signatureIn, withoutSignature } from './parts.ts'

const DIGEST = /(<(?:[\w-]+:)?DigestValue>)([^<]*)/

/** The assertion about somebody else under the same ID, and the signature of the right one in it, bent. */
const forgedUnder =
  (bend: (signature: string, digest: string, signedInfo: string) => string) =>
  (text: string): string => {
    const { before, element, after } = assertionIn(assertionSigned(text))
    const { before: head, element: signature, after: tail } = signatureIn(element)
    const evil = forged(withoutSignature(element))
    const ofEvil = signatureFor(evil, idOf(evil), { key: strangerKey().privateKey })
    const [, , digest = ''] = DIGEST.exec(ofEvil) ?? []
    const [signedInfo = ''] = /<((?:[\w-]+:)?SignedInfo)[\s>][\s\S]*?<\/\1>/.exec(signature) ?? []
    return before + forged(head) + bend(signature, digest, signedInfo) + forged(tail) + after
  }

const withDigest = (text: string, digest: string): string => text.replace(DIGEST, `$1${digest}`)

/** Nothing of the signature is touched: what is read was changed after it was signed. */
export const tampered = forgedUnder((signature) => signature)

/** CVE-2025-29775: a comment is no part of what is signed, and the first node of the digest to those who take that. */
export const commentInDigest = forgedUnder((signature, digest) =>
  signature.replace(DIGEST, (_, start: string, right: string) => `${start}<!--${digest}-->${right}`),
)

/** CVE-2025-29774: one SignedInfo is verified, and the reference of the other is believed. */
export const signedInfoBefore = forgedUnder((signature, digest, signedInfo) =>
  signature.replace(signedInfo, withDigest(signedInfo, digest) + signedInfo),
)
export const signedInfoBehind = forgedUnder((signature, digest, signedInfo) =>
  signature.replace(signedInfo, signedInfo + withDigest(signedInfo, digest)),
)

const broken = (value: string): string => (value.startsWith('A') ? `B${value.slice(1)}` : `A${value.slice(1)}`)

/** In every signature that there is. */
export const brokenSignature = (text: string): string =>
  text.replaceAll(
    /(<(?:[\w-]+:)?SignatureValue>\s*)([^<]*)/g,
    (_, start: string, value: string) => start + broken(value),
  )
