import type { KeyObject } from 'node:crypto'
import { Refusal } from '#mocks/wire/refusal.ts'
import { isWeak } from '#mocks/xml/algorithms.ts'
import { childrenOf, descendantsOf, type XmlDocument, type XmlElement } from '#mocks/xml/document.ts'
import { DS } from '#mocks/xml/signature-names.ts'
import { verifySignature } from '#mocks/xml/verify.ts'
import type { Eyes } from './looks.ts'
import { type LooseReading, looselySigned } from './loose-signature.ts'

/** Whoever overlooks nothing is told why the signature is not right, be it for something that has no name here. */
const looselyBy = (reading: LooseReading, why: string): XmlElement => {
  let overlooked = false
  const look: Eyes['look'] = (at, wrong) => {
    reading.eyes.look(at, wrong)
    overlooked ||= wrong
  }
  const signed = looselySigned({ ...reading, eyes: { ...reading.eyes, look } })
  if (overlooked) return signed
  throw new Refusal('signature-value', `Refused: ${why}`)
}

const signedBy = (document: XmlDocument, signature: XmlElement, keys: readonly KeyObject[], eyes: Eyes): XmlElement => {
  const verdict = verifySignature(document, signature, keys)
  if (verdict.valid) {
    eyes.look('sha1', isWeak(verdict.algorithm) || isWeak(verdict.digest))
    return verdict.signed
  }
  return looselyBy({ document, signature, keys, eyes }, verdict.why)
}

/** Whether the element is signed itself; throws a Refusal where its signature is not right. */
export const isSigned = (
  document: XmlDocument,
  element: XmlElement,
  keys: readonly KeyObject[],
  eyes: Eyes,
): boolean => {
  const signatures = childrenOf(element, DS, 'Signature')
  for (const signature of signatures) signedBy(document, signature, keys, eyes)
  return signatures.length > 0
}

/** The elements for which any signature of a document speaks; throws the first Refusal where none verifies. */
export const anySigned = (document: XmlDocument, keys: readonly KeyObject[], eyes: Eyes): readonly XmlElement[] => {
  const refusals: Refusal[] = []
  const signed = descendantsOf(document.root, DS, 'Signature').flatMap((signature) => {
    try {
      return [signedBy(document, signature, keys, eyes)]
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refusals.push(error)
      return []
    }
  })
  const [first] = refusals
  if (signed.length === 0 && first) throw first
  return signed
}
