import type { Attack } from './attacks/attack.ts'
import { attributeAttacks, attributeVariations } from './attacks/saml-attributes.ts'
import { conditionAttacks, oneTimeVariations } from './attacks/saml-conditions.ts'
import { encryptionAttacks, encryptionVariations } from './attacks/saml-encryption.ts'
import { logoutAttacks } from './attacks/saml-logout.ts'
import { responseAttacks } from './attacks/saml-response.ts'
import { signatureAttacks } from './attacks/saml-signature.ts'
import { wrappingAttacks } from './attacks/saml-wrapping.ts'

export { UNASKED } from './attacks/saml-response.ts'

/** What SAML services must not fall for, by id. */
export const samlAttacks: readonly Attack[] = [
  ...signatureAttacks,
  ...wrappingAttacks,
  ...conditionAttacks,
  ...responseAttacks,
  ...encryptionAttacks,
  ...attributeAttacks,
  ...logoutAttacks,
]

/** What is legal, and has to sign its user in. */
export const samlVariations: readonly Attack[] = [...attributeVariations, ...encryptionVariations, ...oneTimeVariations]
