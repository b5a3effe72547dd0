import { type Attack, attacksAt } from './attack.ts'

/**
 * Characters: what issuers gave before they grew, what the OpenAIRE guide names, and what people in many groups get.
 * No token becomes shorter than it is by itself.
 */
const tokenSizes = [600, 1200, 1400, 3000, 4000, 6000, 12_000] as const

/** Nothing is wrong with them but that they are long: the user has to be signed in all the same. */
export const sizeAttacks: readonly Attack[] = attacksAt(
  'behaviour',
  'size',
  'RP-LARGE-TOKEN',
  Object.fromEntries(
    tokenSizes.map((length) => [
      String(length),
      [`tokens of ${length} characters`, { behave: { tokenLength: length } }] as const,
    ]),
  ),
  { oneself: 'fine' },
)

export const attackOfSize = (length: number): string => `attack.size.${length}`
