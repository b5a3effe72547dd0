import { UNIQUE_ID } from './told.ts'

export interface Described {
  readonly entityId: string
  readonly origin: string
  /** Base64. */
  readonly certificate: string
  /** Where assertions come by HTTP-POST, and where a logout ends. */
  readonly assertions: string
  readonly logout: string
}

const BINDINGS = 'urn:oasis:names:tc:SAML:2.0:bindings'

const keyFor = (use: string, certificate: string): string => `
    <KeyDescriptor use="${use}">
      <ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    </KeyDescriptor>`

const person = (type: string): string => `
  <ContactPerson contactType="${type}">
    <GivenName>Operator</GivenName>
    <EmailAddress>mailto:${type}@sp.example</EmailAddress>
  </ContactPerson>`

/** The metadata of a service provider, for software that does not write its own. */
export const spMetadata = ({ entityId, origin, certificate, assertions, logout }: Described): string => `\
<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
    entityID="${entityId}">
  <Extensions>
    <mdattr:EntityAttributes xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute">
      <saml:Attribute xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
          Name="urn:oasis:names:tc:SAML:profiles:subject-id:req"
          NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">
        <saml:AttributeValue>any</saml:AttributeValue>
      </saml:Attribute>
    </mdattr:EntityAttributes>
  </Extensions>
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"
      AuthnRequestsSigned="true" WantAssertionsSigned="true">
    <Extensions>
      <mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui">
        <mdui:DisplayName xml:lang="en">A service</mdui:DisplayName>
        <mdui:Description xml:lang="en">A service to log in to</mdui:Description>
        <mdui:InformationURL xml:lang="en">${origin}/</mdui:InformationURL>
        <mdui:PrivacyStatementURL xml:lang="en">${origin}/privacy</mdui:PrivacyStatementURL>
      </mdui:UIInfo>
    </Extensions>${keyFor('signing', certificate)}${keyFor('encryption', certificate)}
    <SingleLogoutService Binding="${BINDINGS}:HTTP-Redirect" Location="${logout}"/>
    <SingleLogoutService Binding="${BINDINGS}:SOAP" Location="${logout}"/>
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</NameIDFormat>
    <AssertionConsumerService index="0" isDefault="true" Binding="${BINDINGS}:HTTP-POST" Location="${assertions}"/>
    <AttributeConsumingService index="0">
      <ServiceName xml:lang="en">A service</ServiceName>
      <RequestedAttribute FriendlyName="eduPersonUniqueId" Name="${UNIQUE_ID}"
          NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" isRequired="true"/>
    </AttributeConsumingService>
  </SPSSODescriptor>
  <Organization>
    <OrganizationName xml:lang="en">Operator</OrganizationName>
    <OrganizationDisplayName xml:lang="en">Operator</OrganizationDisplayName>
    <OrganizationURL xml:lang="en">${origin}/</OrganizationURL>
  </Organization>${person('support')}${person('technical')}${person('administrative')}
</EntityDescriptor>
`
