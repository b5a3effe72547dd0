export const DS = 'http://www.w3.org/2000/09/xmldsig#'
export const MDRPI = 'urn:oasis:names:tc:SAML:metadata:rpi'
export const REMD = 'http://refeds.org/metadata'
export const XML = 'http://www.w3.org/XML/1998/namespace'
export const IDPDISC = 'urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol'
export const INIT = 'urn:oasis:names:tc:SAML:profiles:SSO:request-init'

export const URI_FORMAT = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri'
export const SECURITY = 'http://refeds.org/metadata/contactType/security'

/** Entity attributes, by what they are for. */
export const entityAttributes = {
  subjectId: 'urn:oasis:names:tc:SAML:profiles:subject-id:req',
  category: 'http://macedir.org/entity-category',
  assurance: 'urn:oasis:names:tc:SAML:attribute:assurance-certification',
} as const

/** What an endpoint may be bound to beside the bindings of SAML 2.0, as metadata of today has it. */
export const olderBindings: readonly string[] = [
  'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST-SimpleSign',
  'urn:oasis:names:tc:SAML:2.0:bindings:PAOS',
  'urn:oasis:names:tc:SAML:2.0:profiles:holder-of-key:SSO:browser',
  'urn:oasis:names:tc:SAML:1.0:profiles:browser-post',
  'urn:oasis:names:tc:SAML:1.0:profiles:artifact-01',
  'urn:oasis:names:tc:SAML:1.0:bindings:SOAP-binding',
  IDPDISC,
  INIT,
]
