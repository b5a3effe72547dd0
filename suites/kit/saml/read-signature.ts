import type { KeyObject } from 'node:crypto'
import { attributeOf, childOf, childrenOf, descend, type XmlDocument, type XmlElement } from '#mocks/xml/document.ts'
import { DS } from '#mocks/xml/signature-names.ts'
import { verifySignature } from '#mocks/xml/verify.ts'
import type { SignatureFacts } from '../contract-saml.ts'

const algorithm = (element: XmlElement | undefined): string | undefined => attributeOf(element, 'Algorithm')

const described = (signature: XmlElement): Omit<SignatureFacts, 'valid' | 'why'> => {
  const info = childOf(signature, DS, 'SignedInfo')
  const references = childrenOf(info, DS, 'Reference')
  const method = algorithm(childOf(info, DS, 'SignatureMethod'))
  const digest = algorithm(childOf(references[0], DS, 'DigestMethod'))
  return {
    ...(method === undefined ? {} : { algorithm: method }),
    ...(digest === undefined ? {} : { digest }),
    transforms: references.flatMap((reference) =>
      childrenOf(descend(reference, DS, 'Transforms'), DS, 'Transform').map((each) => algorithm(each) ?? ''),
    ),
    references: references.map((reference) => attributeOf(reference, 'URI') ?? ''),
  }
}

/** Of the signature that stands in this element; undefined where none does. */
export const signatureIn = (
  document: XmlDocument,
  element: XmlElement,
  keys: readonly KeyObject[],
): SignatureFacts | undefined => {
  const [signature] = childrenOf(element, DS, 'Signature')
  if (!signature) return undefined
  const verdict = verifySignature(document, signature, keys)
  return { valid: verdict.valid, ...(verdict.valid ? {} : { why: verdict.why }), ...described(signature) }
}
