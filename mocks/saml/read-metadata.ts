import type { KeyObject } from 'node:crypto'
import { readCertificate } from '#mocks/xml/certificate.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  everyElement,
  trimmed,
  type XmlDocument,
  type XmlElement,
} from '#mocks/xml/document.ts'
import { DS } from '#mocks/xml/signature-names.ts'
import type {
  AttributeService,
  Endpoint,
  IdpMetadata,
  IndexedEndpoint,
  KeyDescriptor,
  Localised,
  SpMetadata,
  UiInfo,
} from './metadata.ts'
import { MD, MDATTR, MDUI, SAML } from './names.ts'
import { known, MessageError } from './read-messages.ts'

const LANG = 'http://www.w3.org/XML/1998/namespace'

const flag = (element: XmlElement, name: string): boolean | undefined => {
  const value = attributeOf(element, name)
  return value === undefined ? undefined : value === 'true' || value === '1'
}

const localised = (parent: XmlElement | undefined, namespace: string, name: string): Localised | undefined => {
  const texts = childrenOf(parent, namespace, name)
  if (texts.length === 0) return undefined
  return Object.fromEntries(texts.map((text) => [attributeOf(text, 'lang', LANG) ?? '', text.text.trim()]))
}

const endpointOf = (element: XmlElement): Endpoint =>
  known({
    binding: attributeOf(element, 'Binding') ?? '',
    location: attributeOf(element, 'Location') ?? '',
    responseLocation: attributeOf(element, 'ResponseLocation'),
  })

const indexedOf = (element: XmlElement): IndexedEndpoint =>
  known({
    ...endpointOf(element),
    index: Number(attributeOf(element, 'index') ?? 0),
    isDefault: flag(element, 'isDefault'),
  })

const keysOf = (role: XmlElement): readonly KeyDescriptor[] =>
  childrenOf(role, MD, 'KeyDescriptor').flatMap((descriptor) => {
    const methods = childrenOf(descriptor, MD, 'EncryptionMethod').map(
      (method) => attributeOf(method, 'Algorithm') ?? '',
    )
    const use = attributeOf(descriptor, 'use')
    const data = childrenOf(childOf(descriptor, DS, 'KeyInfo'), DS, 'X509Data')
    return data
      .flatMap((x509) => childrenOf(x509, DS, 'X509Certificate'))
      .map(({ text }) =>
        known({
          use: use === 'signing' || use === 'encryption' ? use : undefined,
          certificate: text.replace(/\s+/g, ''),
          methods: methods.length > 0 ? methods : undefined,
        }),
      )
  })

const uiOf = (role: XmlElement): UiInfo | undefined => {
  const ui = childOf(childOf(role, MD, 'Extensions'), MDUI, 'UIInfo')
  return (
    ui &&
    known({
      displayName: localised(ui, MDUI, 'DisplayName'),
      description: localised(ui, MDUI, 'Description'),
      informationUrl: localised(ui, MDUI, 'InformationURL'),
      privacyStatementUrl: localised(ui, MDUI, 'PrivacyStatementURL'),
    })
  )
}

const entityAttributesOf = (entity: XmlElement): SpMetadata['entityAttributes'] => {
  const container = childOf(childOf(entity, MD, 'Extensions'), MDATTR, 'EntityAttributes')
  if (!container) return undefined
  const pairs = childrenOf(container, SAML, 'Attribute').map((attribute) => {
    const values = childrenOf(attribute, SAML, 'AttributeValue').map(({ text }) => text.trim())
    return [attributeOf(attribute, 'Name') ?? '', values] as const
  })
  return Object.fromEntries(pairs)
}

const serviceOf = (element: XmlElement): AttributeService =>
  known({
    index: Number(attributeOf(element, 'index') ?? 0),
    isDefault: flag(element, 'isDefault'),
    name: localised(element, MD, 'ServiceName') ?? {},
    requested: childrenOf(element, MD, 'RequestedAttribute').map((requested) =>
      known({
        name: attributeOf(requested, 'Name') ?? '',
        friendlyName: attributeOf(requested, 'FriendlyName'),
        isRequired: flag(requested, 'isRequired'),
      }),
    ),
  })

const common = (entity: XmlElement, role: XmlElement) =>
  known({
    entityId: attributeOf(entity, 'entityID') ?? '',
    validUntil: attributeOf(entity, 'validUntil'),
    cacheDuration: attributeOf(entity, 'cacheDuration'),
    id: attributeOf(entity, 'ID'),
    keys: keysOf(role),
    nameIdFormats: childrenOf(role, MD, 'NameIDFormat').map(({ text }) => text.trim()),
    singleLogout: childrenOf(role, MD, 'SingleLogoutService').map(endpointOf),
    ui: uiOf(role),
    entityAttributes: entityAttributesOf(entity),
  })

/** Every entity of a document that plays this role, with the role. */
const rolesOf = ({ root }: XmlDocument, role: string): readonly (readonly [entity: XmlElement, role: XmlElement])[] =>
  [...everyElement(root)]
    .filter(({ name, namespace }) => name === 'EntityDescriptor' && namespace === MD)
    .flatMap((entity) => childrenOf(entity, MD, role).map((found) => [entity, found] as const))

/** The service providers of a document: one entity, or many in EntitiesDescriptor. Nothing is judged. */
export const readServiceProviders = (document: XmlDocument): readonly SpMetadata[] =>
  rolesOf(document, 'SPSSODescriptor').map(([entity, role]) =>
    known({
      ...common(entity, role),
      assertionConsumers: childrenOf(role, MD, 'AssertionConsumerService').map(indexedOf),
      attributeServices: childrenOf(role, MD, 'AttributeConsumingService').map(serviceOf),
      authnRequestsSigned: flag(role, 'AuthnRequestsSigned'),
      wantAssertionsSigned: flag(role, 'WantAssertionsSigned'),
    }),
  )

export const readIdentityProviders = (document: XmlDocument): readonly IdpMetadata[] =>
  rolesOf(document, 'IDPSSODescriptor').map(([entity, role]) =>
    known({
      ...common(entity, role),
      singleSignOn: childrenOf(role, MD, 'SingleSignOnService').map(endpointOf),
      wantAuthnRequestsSigned: flag(role, 'WantAuthnRequestsSigned'),
      scopes: childrenOf(childOf(role, MD, 'Extensions'), 'urn:mace:shibboleth:metadata:1.0', 'Scope').map(
        (scope) => trimmed(scope) ?? '',
      ),
    }),
  )

const keysFor = (use: 'signing' | 'encryption', keys: readonly KeyDescriptor[]): readonly KeyObject[] =>
  keys
    .filter((descriptor) => descriptor.use === undefined || descriptor.use === use)
    .flatMap(({ certificate }) => readCertificate(certificate)?.publicKey ?? [])

/** Public keys with which signatures of this entity are verified. */
export const signingKeys = ({ keys }: { readonly keys: readonly KeyDescriptor[] }): readonly KeyObject[] =>
  keysFor('signing', keys)

export const encryptionKeys = ({ keys }: { readonly keys: readonly KeyDescriptor[] }): readonly KeyObject[] =>
  keysFor('encryption', keys)

/** The only one of a document; throws a MessageError otherwise. */
export const onlyOne = <T extends { readonly entityId: string }>(found: readonly T[], what: string): T => {
  const [first] = found
  if (first && found.length === 1 && first.entityId !== '') return first
  throw new MessageError(
    first && found.length === 1
      ? `the ${what} has no entityID.`
      : `the metadata describes ${found.length} ${what}s, and one is needed.`,
  )
}
