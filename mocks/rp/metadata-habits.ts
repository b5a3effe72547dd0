/** Bad habits with what an issuer publishes about itself: its discovery document and its keys. */
export const metadataHabits = {
  'metadata-once': 'The discovery document is asked for once, and what came of that is kept, be it a failure.',
  'keys-once': 'Keys are asked for once, and kept for ever.',
  'keys-optional': 'Where the issuer has no keys no signature is looked at.',
  'keys-by-name': 'A token that does not name its key is signed by none.',
} as const
