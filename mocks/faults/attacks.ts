import { answerAttacks } from './attacks/answers.ts'
import type { Attack } from './attacks/attack.ts'
import { claimAttacks } from './attacks/id-token-claims.ts'
import { formAttacks } from './attacks/id-token-form.ts'
import { signatureAttacks } from './attacks/id-token-signature.ts'
import { attributeAttacks, lifetimeAttacks } from './attacks/lifetime.ts'
import { sizeAttacks } from './attacks/sizes.ts'
import { tokenAttacks } from './attacks/tokens.ts'
import { userinfoAttacks } from './attacks/userinfo.ts'

export { MARKUP } from './attacks/answers.ts'
export type { Attack } from './attacks/attack.ts'

/** By id; faults of services that fall for one of them are in service.ts. */
export const attacks: readonly Attack[] = [
  ...signatureAttacks,
  ...formAttacks,
  ...claimAttacks,
  ...answerAttacks,
  ...tokenAttacks,
  ...userinfoAttacks,
  ...attributeAttacks,
  ...lifetimeAttacks,
  ...sizeAttacks,
]
