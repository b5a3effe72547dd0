/** What a right service provider looks at when it is told that a session has ended: SAML 2.0 Profiles section 4.4. */
export const logoutLooks = {
  'logout-signed': 'A LogoutRequest that comes by the browser is signed by the identity provider.',
  'logout-signed-soap': 'A LogoutRequest that comes by SOAP is signed by the identity provider.',
  'logout-issuer': 'The Issuer of a LogoutRequest is the identity provider.',
  'logout-destination': 'Destination of a LogoutRequest is the address at which it came.',
  'logout-expiry': 'A LogoutRequest counts for minutes, and not after its NotOnOrAfter.',
  'logout-subject': 'A LogoutRequest ends sessions of the NameID that it names, and no others.',
  'logout-replay': 'A LogoutRequest counts once.',
  'logout-answer-signed': 'A LogoutResponse is signed by the identity provider.',
  'logout-answer-asked': 'A LogoutResponse answers the LogoutRequest of this browser.',
} as const
