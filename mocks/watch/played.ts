import { type RequirementId, requirements } from '#fixtures/requirements/index.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { type Attack, attacks, documentAttacks, keyAttacks, samlAttacks } from '#mocks/faults/index.ts'

const all: readonly Attack[] = [...attacks, ...documentAttacks, ...keyAttacks, ...samlAttacks]

const ofSaml: ReadonlySet<Attack> = new Set(samlAttacks)

/** Which logins it can be played in. */
export const protocolOf = (attack: Attack): 'oidc' | 'saml' => (ofSaml.has(attack) ? 'saml' : 'oidc')

/** What can be played at this issuer. */
export const attacksAt = ({ offers }: Pick<Profile, 'offers'>): readonly Attack[] =>
  all.filter(
    (attack) =>
      (attack.needs ?? []).every((feature) => offers.includes(feature)) &&
      (protocolOf(attack) === 'oidc' || offers.includes('saml')),
  )

export const attackNamed = (id: string): Attack | undefined => all.find((attack) => attack.id === id)

/** Discovery and keys are fetched by nobody's browser, for all logins at once. */
export const isShared = ({ at, on }: Attack): boolean =>
  at === 'discovery' || at === 'jwks' || (at === 'answer' && (on === 'discovery' || on === 'jwks'))

/** Nothing is wrong in these: a service has to live with them. */
const TO_BEAR: ReadonlySet<RequirementId> = new Set([
  'RFC7515-4.1.4',
  'RP-REFRESH',
  'RP-SESSION-LIFETIME',
  'CLAIM-OPTIONAL',
  'RP-LARGE-TOKEN',
])

const NOBODY =
  'Your service should now show that nobody is signed in, and a message for the user. If somebody is signed in, it fell for it.'
const ONESELF =
  'Your service may sign in the user who logged in, or nobody, with a message; it must not sign in anybody else.'

/** What the user of a right service sees after it. */
export const expectationOf = ({ tries, oneself, lenient }: Attack): string => {
  if (TO_BEAR.has(tries)) return `Your service should sign the user in all the same. ${requirements[tries].text}`
  const expected = oneself === 'fine' ? ONESELF : NOBODY
  return lenient === undefined ? expected : `${expected} But: ${lenient}`
}
