import { type Attack, attacksAt, type Rows, SOMEBODY_ELSE, STRANGER } from './attack.ts'

const LATER = 4_102_444_800

const and = (more: string) => (old: unknown) => [old, more].flat()
const within = (old: unknown) => [old]
const secondsAgo = (seconds: number) => (old: unknown) => Number(old) - seconds
const HOUR = 3_600

const AT_HASH_MAY =
  'OpenID Connect Core 1.0 (3.1.3.8) leaves it to the service whether it looks at at_hash in the code flow.'
const IAT_FOR_LIMITS =
  'OpenID Connect Core 1.0 (3.1.3.7, item 10) names iat as a means to turn away old tokens, and demands nothing of one that is to come.'
const AZP_SHOULD =
  'OpenID Connect Core 1.0 (3.1.3.7, items 4 and 5) says that a service should compare azp, not that it must.'
const LEEWAY = 'RFC 7519 (4.1.4) allows some leeway for clocks that differ, usually no more than a few minutes.'
const FOR_ISSUERS =
  'OpenID Connect Core 1.0 (section 2) says to issuers what a sub is, and not to services what they are to do with another.'

const issuer: Rows = {
  'iss-other': ['an ID token of another issuer', { set: { iss: STRANGER } }],
  'iss-missing': ['an ID token of nobody', { remove: ['iss'] }],
  'iss-with-slash': ['an ID token of an issuer with a slash more', { set: { iss: (old: unknown) => `${old}/` } }],
  'iss-list': ['an ID token whose issuer is a list', { set: { iss: within } }],
}

const audience: Rows = {
  'aud-other': ['an ID token for another client', { set: { aud: 'somebody-else' } }],
  'aud-missing': ['an ID token for nobody', { remove: ['aud'] }],
  'aud-empty': ['an ID token for an empty list of clients', { set: { aud: [] } }],
  'aud-longer': ['an ID token for a client whose name begins alike', { set: { aud: (old: unknown) => `${old}-two` } }],
  'aud-nested': ['an ID token for a list of lists of clients', { set: { aud: (old: unknown) => [[old]] } }],
  'aud-in-one': [
    'an ID token for several clients in one text',
    { set: { aud: (old: unknown) => `${old} somebody-else` } },
  ],
  'aud-foreign-second': ['an ID token for another client, too', { set: { aud: and('somebody-else') } }],
}

const expiry: Rows = {
  'exp-past': ['an ID token that ended hours ago', { set: { exp: secondsAgo(24 * HOUR), iat: secondsAgo(25 * HOUR) } }],
  'exp-missing': ['an ID token without an end', { remove: ['exp'] }],
  'exp-text': [
    'an ID token that ended years ago, as a text says and no number',
    { set: { exp: '2020-01-01T00:00:00Z' } },
  ],
  'exp-negative': ['an ID token that ended before all clocks began', { set: { exp: -1 } }],
}

/** The end that is set depends on when the token was made. */
const minutesOver = (_: unknown, claims: Readonly<Record<string, unknown>>) => Number(claims.iat) - 120

const rest: Rows = {
  'azp-other': ['an ID token asked for by another client', { set: { azp: 'somebody-else' } }, { lenient: AZP_SHOULD }],
  'iat-missing': ['an ID token without a beginning', { remove: ['iat'] }],
  'iat-to-come': [
    'an ID token from the year 2100',
    { set: { iat: LATER, exp: LATER + 300 } },
    { lenient: IAT_FOR_LIMITS },
  ],
  'nbf-to-come': ['an ID token that is not valid yet', { set: { nbf: LATER } }],
  'at-hash-wrong': [
    'an ID token that belongs to another access token',
    { set: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } },
    { lenient: AT_HASH_MAY },
  ],
}

const subject: Rows = {
  'sub-missing': ['an ID token about nobody', { remove: ['sub'] }],
  'sub-empty': ['an ID token about an empty name', { set: { sub: '' } }],
  'sub-number': ['an ID token about a number', { set: { sub: 12 } }],
  'sub-overlong': [
    'an ID token about a name of 300 characters',
    { set: { sub: 'a'.repeat(300) } },
    { lenient: FOR_ISSUERS },
  ],
  'sub-with-control': [
    'an ID token about a name with a character that nobody sees',
    { set: { sub: (old: unknown) => `${old}\u0000` } },
    { lenient: FOR_ISSUERS },
  ],
  'sub-with-blanks': [
    'an ID token about a name between blanks',
    { set: { sub: (old: unknown) => ` ${old} ` } },
    { lenient: FOR_ISSUERS },
  ],
}

const nonce: Rows = {
  'nonce-other': ['an ID token with another nonce', { set: { nonce: 'of-somebody-else' } }],
  'nonce-missing': ['an ID token without the nonce that was sent', { remove: ['nonce'] }],
  'nonce-empty': ['an ID token with an empty nonce', { set: { nonce: '' } }],
  'nonce-list': ['an ID token whose nonce is a list', { set: { nonce: within } }],
  'nonce-longer': ['an ID token with a nonce that begins alike', { set: { nonce: (old: unknown) => `${old}x` } }],
  'nonce-twice': [
    'an ID token with two nonces, the second another one',
    { set: { nonce: 'of-somebody-else' }, repeat: ['nonce'] },
    { also: ['OIDCC-3.1.3.7-11', 'RFC7519-4'] },
  ],
  'logout-token': [
    'a logout token in the place of the ID token',
    { set: { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }, remove: ['nonce'] },
    { also: ['OIDCC-3.1.3.7-11', 'RFC8725-3.12'] },
  ],
}

const CLAIMS = 'RP-IDT-CLAIMS'

/** Signed by the issuer, and wrong in one claim. */
export const claimAttacks: readonly Attack[] = [
  ...attacksAt('id-token', 'id-token', CLAIMS, issuer, { also: ['OIDCC-3.1.3.7-2'] }),
  ...attacksAt('id-token', 'id-token', CLAIMS, audience, { also: ['OIDCC-3.1.3.7-3'] }),
  ...attacksAt('id-token', 'id-token', CLAIMS, expiry, { also: ['OIDCC-3.1.3.7-9'] }),
  ...attacksAt('id-token', 'id-token', CLAIMS, {
    'exp-just-past': ['an ID token that ended two minutes ago', { set: { exp: minutesOver } }, { lenient: LEEWAY }],
  }),
  ...attacksAt('id-token', 'id-token', CLAIMS, { ...rest, ...subject }),
  ...attacksAt('id-token', 'id-token', 'RP-NONCE', nonce, { also: ['OIDCC-3.1.3.7-11'] }),
  ...attacksAt('id-token', 'id-token', 'RP-USERINFO-SUB', {
    'sub-other': ['an ID token about somebody else than userinfo', { set: { sub: SOMEBODY_ELSE } }],
  }),
]
