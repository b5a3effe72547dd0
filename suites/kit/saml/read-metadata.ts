import type { KeyObject } from 'node:crypto'
import type { KeyDescriptor } from '#mocks/saml/metadata.ts'
import { MD, SAML, SHIBMD } from '#mocks/saml/names.ts'
import { known } from '#mocks/saml/read-messages.ts'
import { readIdentityProviders, signingKeys } from '#mocks/saml/read-metadata.ts'
import { readCertificate } from '#mocks/xml/certificate.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  descendantsOf,
  everyElement,
  trimmed,
  type XmlElement,
} from '#mocks/xml/document.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import type { PublishedIdp, PublishedKey } from '../contract-saml.ts'
import { signatureIn } from './read-signature.ts'

/** Bits of an RSA modulus, or of the field of a curve. */
const bitsOf = ({ asymmetricKeyDetails: details }: KeyObject): number | undefined =>
  details?.modulusLength ?? Number(/(\d{3})/.exec(details?.namedCurve ?? '')?.[1] ?? 0)

const keyOf = ({ use, certificate }: KeyDescriptor): PublishedKey => {
  const publicKey = readCertificate(certificate)?.publicKey
  return known({ use, certificate, type: publicKey?.asymmetricKeyType, bits: publicKey && bitsOf(publicKey) })
}

const isTrue = (value: string | undefined): boolean => value === 'true' || value === '1'

const scopesOf = (entity: XmlElement, role: XmlElement): PublishedIdp['scopes'] =>
  [entity, role]
    .flatMap((element) => childrenOf(childOf(element, MD, 'Extensions'), SHIBMD, 'Scope'))
    .map((scope) => ({ value: trimmed(scope) ?? '', regexp: isTrue(attributeOf(scope, 'regexp')) }))

const categoriesOf = (entity: XmlElement): readonly string[] =>
  descendantsOf(entity, SAML, 'AttributeValue').map((value) => trimmed(value) ?? '')

/** What surrounds an element ends with it: of several the earliest counts. */
const endOf = (entity: XmlElement, role: XmlElement): string | undefined =>
  [entity.parent, entity, role]
    .flatMap((element) => attributeOf(element, 'validUntil') ?? [])
    .toSorted((one, other) => Date.parse(one) - Date.parse(other))[0]

/** The one of that name in a document of one or of many; the only one where none has it. */
const pick = <T extends { readonly entityId: string }>(all: readonly T[], entityId: string | undefined): T => {
  const found = all.find((each) => each.entityId === entityId) ?? (all.length === 1 ? all[0] : undefined)
  if (found) return found
  throw new Error(
    all.length === 0
      ? 'no identity provider stands in it'
      : `of its ${all.length} identity providers none is ${entityId}`,
  )
}

/** Reads the metadata of an identity provider. Throws an Error of one sentence where there is none. */
export const readPublished = (text: string, entityId?: string): PublishedIdp => {
  const document = readXml(text, { maxSize: 5 * 1024 * 1024, maxElements: 200_000 })
  const { root } = document
  const idp = pick(readIdentityProviders(document), entityId)
  const entity = [...everyElement(root)].find((each) => attributeOf(each, 'entityID') === idp.entityId) ?? root
  const role = childOf(entity, MD, 'IDPSSODescriptor') ?? entity
  return known({
    ...idp,
    validUntil: endOf(entity, role),
    protocols: (attributeOf(role, 'protocolSupportEnumeration') ?? '').split(/\s+/).filter(Boolean),
    categories: categoriesOf(entity),
    scopes: scopesOf(entity, role),
    published: idp.keys.map(keyOf),
    signature: signatureIn(document, root, signingKeys(idp)),
  })
}
