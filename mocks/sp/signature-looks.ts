/** What a right service provider looks at in signatures: XML Signature, and SAML 2.0 Core section 5.4. */
export const signatureLooks = {
  signed: 'The assertion is signed, or the response around it.',
  'signature-value': 'The signature verifies.',
  digest: 'What is signed is what stands there.',
  'digest-comment': 'A digest is all of the text of its element, without comments.',
  'digest-empty': 'What is signed is something.',
  signer: 'The key is one that the identity provider publishes, not one that the message brings along.',
  hmac: 'A public key is no secret: signatures are made with a private key.',
  sha1: 'Neither signature nor digest is made with SHA-1 or less.',
  transforms:
    'Nothing is transformed but for the signature itself and exclusive canonicalisation (SAML 2.0 Core section 5.4.4).',
  reference: 'A signature has one reference, to the element in which it stands (SAML 2.0 Core section 5.4.2).',
  'signed-info': 'A signature has one SignedInfo.',
  ids: 'No ID stands there twice.',
  wrapped: 'There is one assertion, where it belongs.',
} as const
