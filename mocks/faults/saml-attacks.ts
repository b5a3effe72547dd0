import type { Attack } from './attacks/attack.ts'
import { attributeAttacks } from './attacks/saml-attributes.ts'
import { conditionAttacks } from './attacks/saml-conditions.ts'
import { encryptionAttacks } from './attacks/saml-encryption.ts'
import { responseAttacks } from './attacks/saml-response.ts'
import { signatureAttacks } from './attacks/saml-signature.ts'
import { wrappingAttacks } from './attacks/saml-wrapping.ts'

/** What SAML services must not fall for, and what they have to get along with, by id. */
export const samlAttacks: readonly Attack[] = [
  ...signatureAttacks,
  ...wrappingAttacks,
  ...conditionAttacks,
  ...responseAttacks,
  ...encryptionAttacks,
  ...attributeAttacks,
]
