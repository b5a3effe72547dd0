import { type Attack, attacksAt, type Rows, STRANGER } from './attack.ts'

const HOUR = 3_600_000

const moved = (by: number) => (old: unknown) =>
  new Date((old === undefined ? Date.now() : Date.parse(String(old))) + by).toISOString()

const AUTHENTICATED = 'SAMLPROF-4.4.4.1'
const SENDER = 'SAMLCORE-3.7.3.1'

const unbelievable: Rows = {
  unsigned: ['a logout request that nobody signed', { set: { signed: false } }],
  stranger: [
    'a logout request signed by a stranger who brings the key along',
    { set: { key: 'stranger', certificate: 'own' } },
  ],
}

const misdirected: Rows = {
  'user-other': [
    'a logout request for somebody else',
    { set: { 'nameId.value': '_somebody-else', sessionIndexes: ['_session-of-somebody-else'] } },
  ],
  'issuer-other': [
    'a logout request of another issuer, signed by the identity provider',
    { set: { issuer: STRANGER } },
  ],
}

const late: Rows = {
  expired: ['a logout request that is over', { set: { notOnOrAfter: moved(-HOUR), issueInstant: moved(-2 * HOUR) } }],
}

const elsewhere: Rows = {
  'destination-other': [
    'a logout request that was meant for another address',
    { set: { destination: `${STRANGER}/saml/slo` } },
  ],
}

/** Logout requests that must leave a session as it is. */
export const logoutAttacks: readonly Attack[] = [
  ...attacksAt('saml.logout', 'saml-logout', AUTHENTICATED, unbelievable),
  ...attacksAt('saml.logout', 'saml-logout', SENDER, misdirected),
  ...attacksAt('saml.logout', 'saml-logout', 'SAMLCORE-3.7.1', late),
  ...attacksAt('saml.logout', 'saml-logout', 'SAMLCORE-3.2.1-received', elsewhere),
]
