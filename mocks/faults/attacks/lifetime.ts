import { type Attack, attacksAt } from './attack.ts'

/** Seconds that a service can wait for. */
const SOON = 1

const refused = { status: 400, headers: { 'Content-Type': 'application/json' }, body: '{"error":"invalid_grant"}' }

/** What becomes of tokens, and of services that rest on them; nothing of it is wrong in an issuer. */
export const lifetimeAttacks: readonly Attack[] = [
  ...attacksAt('token.response', 'lifetime', 'RP-REFRESH', {
    short: ['tokens that are soon over', { set: { expires_in: SOON } }],
  }),
  ...attacksAt('token.response', 'lifetime', 'RP-SESSION-LIFETIME', {
    'short-for-good': [
      'tokens that are soon over, and none to refresh them',
      { set: { expires_in: SOON }, remove: ['refresh_token'] },
    ],
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
