/** Bad habits with the service provider's own metadata, and with those of the identity provider. */
export const metadataHabits = {
  'metadata-nameless': 'The metadata have no ServiceName.',
  'metadata-in-german': 'The ServiceName is in German only.',
  'metadata-without-acs': 'The metadata name an assertion consumer service for artifacts only.',
  'metadata-without-encryption': 'Nothing can be encrypted to the key in the metadata.',
  'metadata-without-signing': 'The metadata have no key that signs.',
  'metadata-without-ui': 'The metadata tell users nothing.',
  'metadata-without-logo': 'The metadata have no logo.',
  'metadata-without-privacy': 'The metadata have no privacy statement.',
  'metadata-without-subject-id': 'The metadata do not say which identifier of the subject is needed.',
  'metadata-without-contact': 'The metadata name nobody to turn to.',
  'metadata-without-logout': 'The metadata have no SingleLogoutService, though there is a logout.',
  'metadata-expired': 'The metadata are no longer valid.',
  'metadata-disordered': 'The metadata go against their schema.',
  'metadata-elsewhere': 'The metadata name addresses of another service.',
  'metadata-short-key': 'The key has 1024 bits.',
  'idp-metadata-once': 'Metadata of the identity provider are read once, and kept for ever.',
} as const
