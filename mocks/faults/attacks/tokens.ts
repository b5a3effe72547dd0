import { type Attack, attacksAt, type Rows } from './attack.ts'

const JSON_TYPE = { 'Content-Type': 'application/json' }
const page = { headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad Gateway</h1>' }

const members: Rows = {
  'id-token-missing': ['tokens without an ID token', { remove: ['id_token'] }],
  'id-token-empty': ['tokens with an empty ID token', { set: { id_token: '' } }],
  'access-token-missing': ['tokens without an access token', { remove: ['access_token'] }],
  'type-other': ['an access token of another type', { set: { token_type: 'mac' } }],
  'type-missing': [
    'an access token without a type',
    { remove: ['token_type'] },
    {
      lenient:
        'RFC 6749 (5.1) demands token_type of the issuer; of the service it demands (7.1) to use no token of a type that it does not understand.',
    },
  ],
}

const refused = (status: number, error: string) => ({
  answer: { status, headers: JSON_TYPE, body: JSON.stringify({ error }) },
})
const given = (body: string) => ({ answer: { status: 200, headers: JSON_TYPE, body } })

const whole: Rows = {
  refused: ['a token endpoint that refuses the code', refused(400, 'invalid_grant')],
  'client-refused': ['a token endpoint that refuses the client', refused(401, 'invalid_client')],
  forbidden: ['a token endpoint that forbids everything', refused(403, 'access_denied')],
  failed: ['a token endpoint that has failed', refused(500, 'server_error')],
  down: ['a token endpoint that is down', { answer: { status: 502, ...page } }],
  html: ['a token endpoint that answers a page', { answer: { status: 200, ...page } }],
  empty: ['a token endpoint that answers nothing', given('')],
  'empty-object': ['a token endpoint that gives no tokens', given('{}')],
  list: ['a token endpoint that answers a list', given('[]')],
  'cut-before': ['a token endpoint that hangs up', { cut: 'before' }],
  'cut-within': ['a token endpoint that hangs up in the middle of its answer', { cut: 'within' }],
}

/** Two seconds: longer than nothing, and shorter than anybody’s patience. */
const SLOW = 2_000

/** Good tokens in an unusual guise: who takes them does no harm, and who does not signs nobody in. */
const guises: Rows = {
  slow: ['a token endpoint that takes its time', { delay: SLOW }],
  'of-text': ['a token endpoint that calls its JSON text', { answer: { headers: { 'Content-Type': 'text/plain' } } }],
}

const MEGABYTES = 3 * 1024 * 1024

const TRIES = 'RP-ERROR'

/** What the token endpoint answers to the code. */
export const tokenAttacks: readonly Attack[] = [
  ...attacksAt('token.response', 'token', TRIES, members),
  ...attacksAt('answer', 'token', TRIES, whole, { on: 'token' }),
  ...attacksAt('answer', 'token', TRIES, guises, { on: 'token', oneself: 'fine' }),
  ...attacksAt(
    'token.response',
    'token',
    TRIES,
    { oversized: ['tokens in an answer of three megabytes', { set: { padding: 'x'.repeat(MEGABYTES) } }] },
    { oneself: 'fine' },
  ),
]
