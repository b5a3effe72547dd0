import { DS } from '#mocks/xml/signature-names.ts'
import { element, textElement } from './markup.ts'
import type {
  AttributeService,
  Contact,
  Endpoint,
  IdpMetadata,
  IndexedEndpoint,
  KeyDescriptor,
  Localised,
  SpMetadata,
  UiInfo,
} from './metadata.ts'
import { attributeNameFormats, MD, MDATTR, MDUI, PROTOCOL, SAML, SHIBMD } from './names.ts'

const localised = (name: string, texts: Localised = {}): string =>
  Object.entries(texts)
    .map(([language, text]) => textElement(name, text, { 'xml:lang': language }))
    .join('')

const keyText = ({ use, certificate, methods = [] }: KeyDescriptor): string => {
  const x509 = element('ds:X509Data', {}, textElement('ds:X509Certificate', certificate))
  const keyInfo = element('ds:KeyInfo', { 'xmlns:ds': DS }, x509)
  const encryption = methods.map((uri) => element('md:EncryptionMethod', { Algorithm: uri })).join('')
  return element('md:KeyDescriptor', { use }, keyInfo + encryption)
}

const endpointText = (
  name: string,
  { binding, location, responseLocation, ...more }: Endpoint | IndexedEndpoint,
): string => {
  const indexed = 'index' in more ? { index: more.index, isDefault: more.isDefault } : {}
  return element(name, { Binding: binding, Location: location, ResponseLocation: responseLocation, ...indexed })
}

const uiText = (ui: UiInfo | undefined): string => {
  if (ui === undefined) return ''
  const { logo } = ui
  const parts = [
    localised('mdui:DisplayName', ui.displayName),
    localised('mdui:Description', ui.description),
    localised('mdui:InformationURL', ui.informationUrl),
    localised('mdui:PrivacyStatementURL', ui.privacyStatementUrl),
    logo ? textElement('mdui:Logo', logo.url, { height: logo.height, width: logo.width }) : '',
  ]
  return element('mdui:UIInfo', { 'xmlns:mdui': MDUI }, parts.join(''))
}

const extensions = (...parts: readonly string[]): string => {
  const content = parts.join('')
  return content === '' ? '' : element('md:Extensions', {}, content)
}

const entityAttributesText = (attributes: SpMetadata['entityAttributes']): string => {
  if (attributes === undefined) return ''
  const list = Object.entries(attributes).map(([name, values]) =>
    element(
      'saml:Attribute',
      { Name: name, NameFormat: attributeNameFormats.uri },
      values.map((value) => textElement('saml:AttributeValue', value)).join(''),
    ),
  )
  return element('mdattr:EntityAttributes', { 'xmlns:mdattr': MDATTR, 'xmlns:saml': SAML }, list.join(''))
}

const serviceText = ({ index, isDefault, name, requested }: AttributeService): string => {
  const attributes = requested.map((attribute) =>
    element('md:RequestedAttribute', {
      Name: attribute.name,
      NameFormat: attributeNameFormats.uri,
      FriendlyName: attribute.friendlyName,
      isRequired: attribute.isRequired,
    }),
  )
  return element(
    'md:AttributeConsumingService',
    { index, isDefault },
    localised('md:ServiceName', name) + attributes.join(''),
  )
}

const contactText = ({ type, givenName, surName, email }: Contact): string =>
  element(
    'md:ContactPerson',
    { contactType: type },
    textElement('md:GivenName', givenName) + textElement('md:SurName', surName) + textElement('md:EmailAddress', email),
  )

const organizationText = (organization: SpMetadata['organization']): string =>
  organization === undefined
    ? ''
    : element(
        'md:Organization',
        {},
        localised('md:OrganizationName', organization.name) +
          localised('md:OrganizationDisplayName', organization.displayName) +
          localised('md:OrganizationURL', organization.url),
      )

/** The order of all parts is that of SAML metadata sections 2.3.2 and 2.4. */
const entityText = (entity: IdpMetadata | SpMetadata, role: string, signature: string): string =>
  element(
    'md:EntityDescriptor',
    {
      'xmlns:md': MD,
      ID: entity.id,
      entityID: entity.entityId,
      validUntil: entity.validUntil,
      cacheDuration: entity.cacheDuration,
    },
    [
      signature,
      extensions(entityAttributesText(entity.entityAttributes)),
      role,
      organizationText(entity.organization),
      ...(entity.contacts ?? []).map(contactText),
    ].join(''),
  )

const formats = ({ nameIdFormats }: IdpMetadata | SpMetadata): string =>
  nameIdFormats.map((format) => textElement('md:NameIDFormat', format)).join('')

export const idpMetadataText = (idp: IdpMetadata, signature = ''): string => {
  const scopes = (idp.scopes ?? []).map((scope) =>
    textElement('shibmd:Scope', scope, { 'xmlns:shibmd': SHIBMD, regexp: false }),
  )
  const parts = [
    extensions(...scopes, uiText(idp.ui)),
    ...idp.keys.map(keyText),
    ...idp.singleLogout.map((endpoint) => endpointText('md:SingleLogoutService', endpoint)),
    formats(idp),
    ...idp.singleSignOn.map((endpoint) => endpointText('md:SingleSignOnService', endpoint)),
  ]
  const values = { WantAuthnRequestsSigned: idp.wantAuthnRequestsSigned, protocolSupportEnumeration: PROTOCOL }
  return entityText(idp, element('md:IDPSSODescriptor', values, parts.join('')), signature)
}

export const spMetadataText = (sp: SpMetadata, signature = ''): string => {
  const parts = [
    extensions(uiText(sp.ui)),
    ...sp.keys.map(keyText),
    ...sp.singleLogout.map((endpoint) => endpointText('md:SingleLogoutService', endpoint)),
    formats(sp),
    ...sp.assertionConsumers.map((endpoint) => endpointText('md:AssertionConsumerService', endpoint)),
    ...(sp.attributeServices ?? []).map(serviceText),
  ]
  const values = {
    AuthnRequestsSigned: sp.authnRequestsSigned,
    WantAssertionsSigned: sp.wantAssertionsSigned,
    protocolSupportEnumeration: PROTOCOL,
  }
  return entityText(sp, element('md:SPSSODescriptor', values, parts.join('')), signature)
}
