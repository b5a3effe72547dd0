import { type Attack, attacksAt, type Rows } from './attack.ts'

/** Who publishes a key for encryption reads what was encrypted to it. */
const readable: Rows = {
  gcm: ['an assertion encrypted with AES-GCM', { set: { encryption: { to: 'service', cipher: 'aes128-gcm' } } }],
  cbc: ['an assertion encrypted with AES-CBC', { set: { encryption: { to: 'service', cipher: 'aes256-cbc' } } }],
}

const unreadable: Rows = {
  'for-another': ['an assertion encrypted to somebody else', { set: { encryption: { to: 'stranger' } } }],
  broken: [
    'an encrypted assertion that was changed on its way',
    { set: { encryption: { to: 'service', broken: true } } },
  ],
}

/** Anybody can encrypt to a service: that says nothing of who did. */
const forged: Rows = {
  unsigned: [
    'a forged assertion that is encrypted and not signed',
    { set: { forgery: 'encrypted-forged' } },
    { also: ['SAMLPROF-4.1.4.3-signature'] },
  ],
}

export const encryptionVariations: readonly Attack[] = attacksAt(
  'saml.assertion',
  'saml-encryption',
  'SAMLCORE-2.3.4',
  readable,
)

export const encryptionAttacks: readonly Attack[] = [
  ...attacksAt('saml.assertion', 'saml-encryption', 'SAML-SP-SIGNATURE', unreadable),
  ...attacksAt('saml.document', 'saml-encryption', 'SAML-SP-SIGNATURE', forged),
]
