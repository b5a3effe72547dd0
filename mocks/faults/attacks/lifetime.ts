import { type Attack, attacksAt } from './attack.ts'

/** Seconds that can be waited for; where it takes longer to look once, a login is over before it was seen. */
const [SOON, LATER] = [1, 4]

const refused = { status: 400, headers: { 'Content-Type': 'application/json' }, body: '{"error":"invalid_grant"}' }

/** What becomes of tokens, and of services that rest on them; nothing of it is wrong in an issuer. */
export const lifetimeAttacks: readonly Attack[] = [
  ...attacksAt('token.response', 'lifetime', 'RP-REFRESH', {
    short: ['tokens that are soon over', { set: { expires_in: SOON } }],
    shortly: ['tokens that are over before long', { set: { expires_in: LATER } }],
  }),
  ...attacksAt('token.response', 'lifetime', 'RP-SESSION-LIFETIME', {
    'short-for-good': ['tokens that are soon over for good', { set: { expires_in: SOON }, remove: ['refresh_token'] }],
    'shortly-for-good': ['tokens that are over for good', { set: { expires_in: LATER }, remove: ['refresh_token'] }],
  }),
  ...attacksAt(
    'answer',
    'lifetime',
    'RP-REFRESH',
    { 'refresh-refused': ['a token endpoint that takes no refresh token', { answer: refused }] },
    { on: 'token' },
  ),
]

/** What of somebody's attributes comes in another form than the issuer promises. */
export const attributeAttacks: readonly Attack[] = attacksAt('userinfo.response', 'attributes', 'CLAIM-OPTIONAL', {
  'entitlement-text': [
    'an entitlement that is a text where a list was promised',
    { set: { eduperson_entitlement: (old: unknown) => (Array.isArray(old) ? old[0] : old) } },
  ],
})
