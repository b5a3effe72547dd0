/** Namespaces, by the prefixes that the standards use. */
export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const SAMLP = 'urn:oasis:names:tc:SAML:2.0:protocol'
export const MD = 'urn:oasis:names:tc:SAML:2.0:metadata'
export const MDUI = 'urn:oasis:names:tc:SAML:metadata:ui'
export const MDATTR = 'urn:oasis:names:tc:SAML:metadata:attribute'
export const SHIBMD = 'urn:mace:shibboleth:metadata:1.0'
export const ASLO = 'urn:oasis:names:tc:SAML:2.0:protocol:ext:async-slo'
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
export const XS = 'http://www.w3.org/2001/XMLSchema'

/** For XPath. */
export const PREFIXES = {
  ...{ saml: SAML, samlp: SAMLP, md: MD, mdui: MDUI, mdattr: MDATTR, shibmd: SHIBMD, soap: SOAP },
  ...{ ds: 'http://www.w3.org/2000/09/xmldsig#', xenc: 'http://www.w3.org/2001/04/xmlenc#' },
} as const

const BINDINGS = 'urn:oasis:names:tc:SAML:2.0:bindings:'
/** SAML bindings section 3. */
export const bindings = {
  redirect: `${BINDINGS}HTTP-Redirect`,
  post: `${BINDINGS}HTTP-POST`,
  soap: `${BINDINGS}SOAP`,
  artifact: `${BINDINGS}HTTP-Artifact`,
} as const
export type Binding = 'redirect' | 'post' | 'soap'

/** The short name of a binding that is spoken here; undefined for any other. */
export const bindingOf = (uri: string | undefined): Binding | undefined =>
  (['redirect', 'post', 'soap'] as const).find((name) => bindings[name] === uri)

const STATUS = 'urn:oasis:names:tc:SAML:2.0:status:'
/** SAML core section 3.2.2.2: the first four stand at the top, all others below one of them. */
export const statuses = {
  success: `${STATUS}Success`,
  requester: `${STATUS}Requester`,
  responder: `${STATUS}Responder`,
  versionMismatch: `${STATUS}VersionMismatch`,
  authnFailed: `${STATUS}AuthnFailed`,
  invalidNameIdPolicy: `${STATUS}InvalidNameIDPolicy`,
  noAuthnContext: `${STATUS}NoAuthnContext`,
  noPassive: `${STATUS}NoPassive`,
  partialLogout: `${STATUS}PartialLogout`,
  requestDenied: `${STATUS}RequestDenied`,
  requestUnsupported: `${STATUS}RequestUnsupported`,
  unknownPrincipal: `${STATUS}UnknownPrincipal`,
  unsupportedBinding: `${STATUS}UnsupportedBinding`,
} as const

/** SAML core section 8.3. */
export const nameIdFormats = {
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  email: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
} as const

/** SAML core section 8.2. */
export const attributeNameFormats = {
  uri: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
  basic: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
  unspecified: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified',
} as const

/** SAML profiles section 3. */
export const confirmationMethods = {
  bearer: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  holderOfKey: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key',
  senderVouches: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches',
} as const

const CLASSES = 'urn:oasis:names:tc:SAML:2.0:ac:classes:'
/** SAML authentication context section 3.4. */
export const contextClasses = {
  password: `${CLASSES}Password`,
  passwordProtectedTransport: `${CLASSES}PasswordProtectedTransport`,
  unspecified: `${CLASSES}unspecified`,
} as const

/** Every profile of 2.0 says this in protocolSupportEnumeration (SAML metadata section 2.4.1). */
export const PROTOCOL = SAMLP
