import type { KeyObject } from 'node:crypto'
import { readCertificate } from '#mocks/xml/certificate.ts'
import { attributeOf, childOf, descendantsOf } from '#mocks/xml/document.ts'
import type { Metadata, Remark } from './metadata.ts'
import { DS } from './names.ts'

const expectedIn = (message: string): string => {
  const names = /Expected is (?:one of )?\( (.*) \)/.exec(message)?.[1]
  if (names) return `Here may stand ${names}.`
  const attribute = /The attribute '([^']+)' is required/.exec(message)?.[1]
  if (attribute) return `${attribute}="…"`
  const stranger = /The attribute '([^']+)' is not allowed/.exec(message)?.[1]
  return stranger ? `Remove ${stranger}.` : 'What the schema has there; let the SP software generate its metadata.'
}

const invalid = async ({ document, schemas }: Metadata): Promise<readonly Remark[]> => {
  const { schemaFlaws } = await import('#mocks/xml/schema.ts')
  return schemaFlaws(document, schemas).map(({ element, message }) => ({
    at: element,
    wrong: `The schema does not allow it: ${message}`,
    write: expectedIn(message),
  }))
}

const expired = ({ entity, sp, now }: Metadata): readonly Remark[] =>
  [entity, sp].flatMap((at) => {
    const until = attributeOf(at, 'validUntil')
    const time = Date.parse(until ?? '')
    if (Number.isNaN(time) || time > now.getTime()) return []
    const wrong = 'The metadata has expired, and nobody may use it any more.'
    return [{ at, attribute: 'validUntil', wrong, write: 'A day in the future, renewed long before it comes.' }]
  })

const keysIn = (metadata: Metadata): readonly KeyObject[] =>
  descendantsOf(metadata.entity, DS, 'X509Certificate').flatMap(({ text }) => readCertificate(text)?.publicKey ?? [])

/** Whose key it is nobody can say here; that the signature fits the text and a key that comes with it can be seen. */
const broken = async (metadata: Metadata): Promise<readonly Remark[]> => {
  const at = childOf(metadata.entity, DS, 'Signature')
  if (!at) return []
  const { verifySignature } = await import('#mocks/xml/verify.ts')
  const verdict = verifySignature(metadata.document, at, keysIn(metadata))
  if (verdict.valid) return []
  // A federation signs with a key that is published elsewhere.
  const isOfOthers = descendantsOf(at, DS, 'X509Certificate').length === 0 && /known/.test(verdict.why)
  if (isOfOthers) return []
  return [
    {
      at,
      found: 'ds:Signature',
      wrong: `The signature does not hold: ${verdict.why}`,
      write: 'Sign it anew, after the last change.',
    },
  ]
}

/** Everything that MD-SCHEMA asks for of a document that was read. */
export const schemaRemarks = async (metadata: Metadata): Promise<readonly Remark[]> => [
  ...(await invalid(metadata)),
  ...expired(metadata),
  ...(await broken(metadata)),
]
