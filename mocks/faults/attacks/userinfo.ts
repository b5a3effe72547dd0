import { type Attack, attacksAt, type Rows, SOMEBODY_ELSE } from './attack.ts'

const UNUSED =
  'OpenID Connect Core 1.0 (5.3.2) asks no more than that nothing of such an answer is used: look whether the service took a name or an address from it.'

const about: Rows = {
  'sub-other': ['userinfo about somebody else', { set: { sub: SOMEBODY_ELSE } }],
  'sub-missing': ['userinfo about nobody', { remove: ['sub'] }],
  'by-a-stranger': [
    'userinfo about somebody else, signed by a stranger',
    { sign: 'other-key', set: { sub: SOMEBODY_ELSE } },
  ],
}

const error = (status: number, code: string) => ({
  answer: {
    status,
    headers: { 'WWW-Authenticate': `Bearer error="${code}"`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ error: code }),
  },
})

const page = { headers: { 'Content-Type': 'text/html' }, body: '<h1>Welcome</h1>' }

/** Who logged in is known from the ID token: what userinfo would add may be missing, but nothing may be made up. */
const failures: Rows = {
  refused: ['userinfo that refuses the token', error(401, 'invalid_token')],
  forbidden: ['userinfo that asks for more scope', error(403, 'insufficient_scope')],
  failed: ['userinfo that has failed', error(500, 'server_error')],
  html: ['userinfo that answers a page', { answer: { status: 200, ...page } }],
  empty: ['userinfo that answers nothing', { answer: { status: 200, body: '' } }],
  'cut-within': ['userinfo that hangs up in the middle of its answer', { cut: 'within' }],
}

/** What userinfo answers. */
export const userinfoAttacks: readonly Attack[] = [
  ...attacksAt('userinfo.response', 'userinfo', 'RP-USERINFO-SUB', about, {
    also: ['OIDCC-5.3.2-compare'],
    lenient: UNUSED,
    oneself: 'lenient',
  }),
  ...attacksAt('answer', 'userinfo', 'RP-ERROR', failures, { on: 'userinfo', oneself: 'fine' }),
  ...attacksAt(
    'userinfo.response',
    'userinfo',
    'RP-ERROR',
    { signed: ['userinfo that is signed, though nobody asked for it', { sign: 'issuer' }] },
    { oneself: 'fine' },
  ),
]
