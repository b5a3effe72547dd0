import { type Attack, attacksAt, type Rows, type Told } from './attack.ts'

const SIGNATURE = 'SAML-SP-SIGNATURE'
const VERIFIED = 'SAMLPROF-4.1.4.3-signature'
const REFERENCE = 'SAMLCORE-5.4.2'

const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116'

const verified: Told = { also: [VERIFIED] }

/** How it is signed: nothing of what is read is forged, and nothing of it can be believed. */
const signing: Rows = {
  none: ['a response that nobody signed', { set: { response: false, assertion: false } }, verified],
  stranger: [
    'a response signed by a stranger who brings the key along',
    { set: { key: 'stranger', certificate: 'own' } },
    verified,
  ],
  'stranger-unnamed': [
    'a response signed by a stranger who brings no key along',
    { set: { key: 'stranger', certificate: 'none' } },
    verified,
  ],
  'stranger-disguised': [
    'a response signed by a stranger under the certificate of the identity provider',
    { set: { key: 'stranger' } },
    verified,
  ],
  'hmac-of-public-key': [
    'a response with an HMAC made with the public key of the identity provider',
    { set: { hmac: 'public-key' } },
    verified,
  ],
  'digest-of-nothing': [
    'a response whose signature is about nothing',
    { set: { bendDigested: () => '' } },
    { also: [VERIFIED, REFERENCE] },
  ],
  'no-reference': [
    'a response whose signature refers to nothing',
    { set: { bendSignedInfo: (old: string) => old.replace(/<ds:Reference[\s\S]*<\/ds:Reference>/, '') } },
    { also: [VERIFIED, REFERENCE] },
  ],
}

const transforms: Rows = {
  'transform-unknown': [
    'a response whose signature is about what is left of it by an expression',
    { set: { transforms: [ENVELOPED, EXCLUSIVE, XPATH] } },
    {
      also: ['SAMLCORE-5.4.4'],
      oneself: 'lenient',
      lenient: 'SAML Core 2.0 (5.4.4) takes other transforms as long as nothing is left out by them.',
    },
  ],
}

const weak: Rows = {
  sha1: ['a response signed with SHA-1', { set: { algorithm: RSA_SHA1, digest: SHA1 } }, { oneself: 'lenient' }],
}

/** What was signed was changed afterwards. */
const documents: Rows = {
  broken: ['a response with broken signatures', { set: { forgery: 'signature-broken' } }, verified],
  tampered: ['a response that was changed after it was signed', { set: { forgery: 'tampered' } }, verified],
  'digest-comment': [
    'a digest that a comment in it makes right',
    { set: { forgery: 'comment-in-digest' } },
    { also: [REFERENCE] },
  ],
  'two-signed-info': [
    'a signature with two contents, the first of which was never signed',
    { set: { forgery: 'signed-info-before' } },
    { also: [REFERENCE] },
  ],
  'two-signed-info-last': [
    'a signature with two contents, the second of which was never signed',
    { set: { forgery: 'signed-info-behind' } },
    { also: [REFERENCE] },
  ],
}

/** Who signed it, with what, and about what. */
export const signatureAttacks: readonly Attack[] = [
  ...attacksAt('saml.signature', 'saml-signature', SIGNATURE, { ...signing, ...transforms }),
  ...attacksAt('saml.signature', 'saml-signature', 'XMLDSIG-6.1', weak),
  ...attacksAt('saml.document', 'saml-signature', SIGNATURE, documents),
]
