import { type Attack, attacksAt, type Rows, type Told } from './attack.ts'

export const TLS_WILL_DO =
  'OpenID Connect Core 1.0 (3.1.3.7, item 6) lets TLS stand in for the signature of an ID token that came straight from the token endpoint.'
const RS256_SHOULD =
  'OpenID Connect Core 1.0 (3.1.3.7, item 7) says that the algorithm should be the one that was agreed on, not that it must.'

const CORE = 'OIDCC-3.1.3.7-6'
const ALGORITHMS = 'RFC8725-3.1'

const tls: Told = { also: [CORE], lenient: TLS_WILL_DO }
const algorithm: Told = { also: [CORE, ALGORITHMS] }

const signature: Rows = {
  'by-another': ['an ID token signed by somebody else under the kid of the issuer', { sign: 'other-key' }, tls],
  broken: ['an ID token with a broken signature', { sign: 'broken' }, tls],
  'unknown-kid': ['an ID token signed with a key that is not published', { sign: 'unknown-kid' }, tls],
  none: ['an ID token without a signature', { sign: 'none' }, algorithm],
  'hmac-of-public-key': ['an ID token signed with HS256 and the public key', { sign: 'HS256-public-key' }, algorithm],
  'hmac-of-public-jwk': [
    'an ID token signed with HS256 and the text of the public key set',
    { sign: 'HS256-public-jwk' },
    algorithm,
  ],
  'hmac-of-secret': [
    'an ID token signed with HS256 and the secret of the client, which is registered for RS256',
    { sign: 'HS256-secret' },
    { also: [ALGORITHMS], lenient: RS256_SHOULD },
  ],
  'jwk-brought': ['an ID token that brings its own key along (jwk)', { sign: 'own-jwk' }, tls],
  'x5c-brought': ['an ID token that brings its own certificate along (x5c)', { sign: 'own-x5c' }, tls],
}

const led: Told = { also: [CORE, 'RFC8725-3.10'], lenient: TLS_WILL_DO }

/** The address is at the issuer, where everybody who comes for it is noted down. */
const addresses: Rows = {
  'jku-brought': ['an ID token that names where its own keys are to be had (jku)', { sign: 'own-jku' }, led],
  'x5u-brought': ['an ID token that names where its own certificate is to be had (x5u)', { sign: 'own-x5u' }, led],
}

const unsigned = (alg: string) => ({ sign: 'unsigned', set: { alg } }) as const

const header: Rows = {
  'none-capital': ['an ID token without a signature that spells it None', unsigned('None'), algorithm],
  'none-upper': ['an ID token without a signature that spells it NONE', unsigned('NONE'), algorithm],
  'none-mixed': ['an ID token without a signature that spells it nOnE', unsigned('nOnE'), algorithm],
  'alg-empty': ['an ID token without a signature and with an empty alg', unsigned(''), algorithm],
  'alg-missing': ['an ID token without a signature and without alg', { sign: 'unsigned', remove: ['alg'] }, algorithm],
  'alg-kept': ['an ID token that says RS256 and has an empty signature', { sign: 'unsigned' }, tls],
  'alg-other': [
    'an ID token that says ES256, though its key is an RSA key',
    { set: { alg: 'ES256' } },
    { also: [ALGORITHMS], lenient: RS256_SHOULD },
  ],
  'kid-missing': ['an ID token signed by somebody else, without a kid', { sign: 'other-key', remove: ['kid'] }, tls],
  'kid-made-up': ['an ID token with a kid that is not published', { set: { kid: 'nobody' } }, tls],
  critical: ['an ID token with a critical header that nobody knows', { set: { crit: ['aai'], aai: 'x' } }],
  'typ-other': [
    'an ID token whose header says that it is an access token',
    { set: { typ: 'at+jwt' } },
    {
      also: ['RFC8725-3.12'],
      lenient:
        'No standard gives ID tokens a typ of their own (RFC 8725, 3.11, recommends it for new kinds of tokens).',
    },
  ],
}

const REQUIREMENT = 'RP-IDT-SIGNATURE'

/** Who signed it, with what, and what the header says of that. */
export const signatureAttacks: readonly Attack[] = [
  ...attacksAt('id-token', 'id-token', REQUIREMENT, { ...signature, ...addresses }),
  ...attacksAt('id-token.header', 'id-token', REQUIREMENT, header),
  // Nothing is wrong in it: the name of a key is optional.
  ...attacksAt('id-token.header', 'id-token', 'RFC7515-4.1.4', {
    'kid-left-out': ['an ID token that does not name its key, the only one', { remove: ['kid'] }],
  }),
]
