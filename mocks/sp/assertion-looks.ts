/** What a right service provider looks at in an assertion: SAML 2.0 Core section 2, SAML 2.0 Profiles section 4.1.4.3. */
export const assertionLooks = {
  'assertion-issuer': 'The Issuer of the assertion is the identity provider.',
  issued: 'It was made minutes ago.',
  audience: 'The audience is this service provider (SAML 2.0 Core section 2.5.1.4).',
  'audience-missing': 'There is an audience (SAML 2.0 Profiles section 4.1.4.2).',
  'not-before': 'NotBefore has come.',
  'not-on-or-after': 'NotOnOrAfter is to come.',
  condition: 'A condition that nobody understands is met by nobody (SAML 2.0 Core section 2.5.1.1).',
  'authn-statement': 'It says that its subject has authenticated, and since when.',
  bearer: 'Its subject is confirmed as a bearer.',
  recipient: 'Recipient is the address of the assertion consumer service.',
  'confirmation-expiry': 'The confirmation has a NotOnOrAfter, which is to come.',
  'confirmation-in-response-to': 'InResponseTo of the confirmation is the request with which this browser set out.',
  replay: 'An assertion counts once (SAML 2.0 Profiles section 4.1.4.5).',
  subject: 'There is one identifier of the user, and it has a scope.',
} as const
