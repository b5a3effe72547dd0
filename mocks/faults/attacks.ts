import type { Bend } from '#fixtures/schema/fault.ts'

/** What a service must not fall for: an issuer, or somebody between, that is wrong in one thing. */
export interface Attack extends Bend {
  readonly id: string
  /** A noun phrase with its article. */
  readonly title: string
  /** The requirement of services that it puts to the test. */
  readonly tries: string
  /** What a standard allows, in one sentence: who falls for it hears a remark. */
  readonly lenient?: string
}

type Rows = Readonly<Record<string, readonly [title: string, bend: Omit<Bend, 'at'>, lenient?: string]>>

const attacksAt = (at: Bend['at'], prefix: string, tries: string, rows: Rows): readonly Attack[] =>
  Object.entries(rows).map(([name, [title, bend, lenient]]) => {
    const attack: Attack = { id: `${prefix}.${name}`, title, tries, at, ...bend }
    return lenient === undefined ? attack : { ...attack, lenient }
  })

const STRANGER = 'https://aai.other.example'
const LATER = 4_102_444_800

const and = (more: string) => (old: unknown) => [old, more].flat()
const hoursAgo = (hours: number) => (old: unknown) => Number(old) - hours * 3600

const TLS_WILL_DO =
  'OpenID Connect Core 1.0 (3.1.3.7, item 6) lets TLS stand in for the signature of an ID token that came straight from the token endpoint.'
const AT_HASH_MAY =
  'OpenID Connect Core 1.0 (3.1.3.8) leaves it to the service whether it looks at at_hash in the code flow.'
const IAT_FOR_LIMITS =
  'OpenID Connect Core 1.0 (3.1.3.7, item 10) names iat as a means to turn away old tokens, and demands nothing of one that is to come.'
const AZP_SHOULD =
  'OpenID Connect Core 1.0 (3.1.3.7, items 4 and 5) says that a service should compare azp, not that it must.'

const signature = attacksAt('id-token', 'attack.id-token', 'RP-IDT-SIGNATURE', {
  'by-another': ['an ID token signed by somebody else under the kid of the issuer', { sign: 'other-key' }, TLS_WILL_DO],
  broken: ['an ID token with a broken signature', { sign: 'broken' }, TLS_WILL_DO],
  none: ['an ID token without a signature', { sign: 'none' }],
  'unknown-kid': ['an ID token signed with a key that is not published', { sign: 'unknown-kid' }, TLS_WILL_DO],
  'hmac-of-public-key': ['an ID token signed with HS256 and the public key', { sign: 'HS256-public-key' }],
})

const header = attacksAt('id-token.header', 'attack.id-token', 'RP-IDT-SIGNATURE', {
  critical: ['an ID token with a critical header that nobody knows', { set: { crit: ['b64'], b64: true } }],
  'kid-made-up': ['an ID token with a kid that is not published', { set: { kid: 'nobody' } }, TLS_WILL_DO],
})

const claims = attacksAt('id-token', 'attack.id-token', 'RP-IDT-CLAIMS', {
  'iss-other': ['an ID token of another issuer', { set: { iss: STRANGER } }],
  'iss-missing': ['an ID token of nobody', { remove: ['iss'] }],
  'iss-with-slash': ['an ID token of an issuer with a slash more', { set: { iss: (old: unknown) => `${old}/` } }],
  'aud-other': ['an ID token for another client', { set: { aud: 'somebody-else' } }],
  'aud-missing': ['an ID token for nobody', { remove: ['aud'] }],
  'aud-empty': ['an ID token for an empty list of clients', { set: { aud: [] } }],
  'aud-longer': ['an ID token for a client whose name begins alike', { set: { aud: (old: unknown) => `${old}-two` } }],
  'aud-foreign-second': ['an ID token for another client, too', { set: { aud: and('somebody-else') } }],
  'azp-other': ['an ID token asked for by another client', { set: { azp: 'somebody-else' } }, AZP_SHOULD],
  'sub-missing': ['an ID token about nobody', { remove: ['sub'] }],
  'sub-empty': ['an ID token about an empty name', { set: { sub: '' } }],
  'sub-number': ['an ID token about a number', { set: { sub: 12 } }],
  'sub-overlong': ['an ID token about a name of 300 characters', { set: { sub: 'a'.repeat(300) } }],
  'exp-past': ['an ID token that ended hours ago', { set: { exp: hoursAgo(24), iat: hoursAgo(25) } }],
  'exp-missing': ['an ID token without an end', { remove: ['exp'] }],
  'iat-missing': ['an ID token without a beginning', { remove: ['iat'] }],
  'iat-to-come': ['an ID token from the year 2100', { set: { iat: LATER, exp: LATER + 300 } }, IAT_FOR_LIMITS],
  'at-hash-wrong': [
    'an ID token that belongs to another access token',
    { set: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } },
    AT_HASH_MAY,
  ],
  'nbf-to-come': ['an ID token that is not valid yet', { set: { nbf: LATER } }],
})

const nonce = attacksAt('id-token', 'attack.id-token', 'RP-NONCE', {
  'nonce-other': ['an ID token with another nonce', { set: { nonce: 'of-somebody-else' } }],
  'nonce-missing': ['an ID token without the nonce that was sent', { remove: ['nonce'] }],
})

const states = attacksAt('authorization.response', 'attack.response', 'RP-STATE', {
  'state-other': ['an answer with another state', { set: { state: 'of-somebody-else' } }],
  'state-missing': ['an answer without a state', { remove: ['state'] }],
})

const mixUp = attacksAt('authorization.response', 'attack.response', 'RP-ISS-RESPONSE', {
  'iss-other': ['an answer of another issuer', { set: { iss: STRANGER } }],
})

const errors = attacksAt('authorization.response', 'attack.response', 'RP-ERROR', {
  'error-and-code': ['an answer that is an error and has a code', { set: { error: 'access_denied' } }],
  'error-only': ['an answer that is an error', { remove: ['code'], set: { error: 'access_denied' } }],
  'code-missing': ['an answer without a code', { remove: ['code'] }],
})

const token = attacksAt('token.response', 'attack.token', 'RP-ERROR', {
  'id-token-missing': ['tokens without an ID token', { remove: ['id_token'] }],
  'access-token-missing': ['tokens without an access token', { remove: ['access_token'] }],
  'type-other': ['an access token of another type', { set: { token_type: 'mac' } }],
})

const broken = { headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad Gateway</h1>' }

const answers: readonly Attack[] = [
  {
    id: 'attack.token.refused',
    tries: 'RP-ERROR',
    title: 'a token endpoint that refuses the code',
    at: 'answer',
    on: 'token',
    answer: { status: 400, body: '{"error":"invalid_grant"}' },
  },
  {
    id: 'attack.token.html',
    tries: 'RP-ERROR',
    title: 'a token endpoint that answers a page',
    at: 'answer',
    on: 'token',
    answer: { status: 200, ...broken },
  },
  {
    id: 'attack.token.down',
    tries: 'RP-ERROR',
    title: 'a token endpoint that is down',
    at: 'answer',
    on: 'token',
    answer: { status: 502, ...broken },
  },
]

const userinfo = attacksAt('userinfo.response', 'attack.userinfo', 'RP-USERINFO-SUB', {
  'sub-other': ['userinfo about somebody else', { set: { sub: 'somebody-else@aai.openaire.eu' } }],
  'sub-missing': ['userinfo about nobody', { remove: ['sub'] }],
})

/** By id; faults of services that fall for one of them are in service.ts. */
export const attacks: readonly Attack[] = [
  ...signature,
  ...header,
  ...claims,
  ...nonce,
  ...states,
  ...mixUp,
  ...errors,
  ...token,
  ...answers,
  ...userinfo,
]
