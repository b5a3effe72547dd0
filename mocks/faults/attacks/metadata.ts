import { type Attack, attacksAt, type Rows, STRANGER } from './attack.ts'
import { TLS_WILL_DO } from './id-token-signature.ts'

const html = { headers: { 'Content-Type': 'text/html' }, body: '<h1>Under maintenance</h1>' }
const json = { headers: { 'Content-Type': 'application/json' } }

const issuers: Rows = {
  'issuer-other': ['a discovery document of another issuer', { set: { issuer: STRANGER } }],
  'issuer-with-slash': [
    'a discovery document of an issuer with a slash more',
    { set: { issuer: (old: unknown) => `${old}/` } },
  ],
}

const lacking: Rows = {
  'without-authorization': [
    'a discovery document without an authorization endpoint',
    { remove: ['authorization_endpoint'] },
  ],
  'without-token': ['a discovery document without a token endpoint', { remove: ['token_endpoint'] }],
  'without-keys': ['a discovery document without jwks_uri', { remove: ['jwks_uri'] }],
}

const documents: Rows = {
  down: ['an issuer whose discovery document is not to be had', { answer: { status: 503, ...html } }],
  html: ['a page where the discovery document should be', { answer: { status: 200, ...html } }],
  'no-json': ['half a discovery document', { answer: { status: 200, ...json, body: '{"issuer":' } }],
  empty: ['an empty discovery document', { answer: { status: 200, ...json, body: '{}' } }],
}

const keys: Rows = {
  down: ['an issuer whose keys are not to be had', { answer: { status: 503, ...html } }],
  html: ['a page where the keys should be', { answer: { status: 200, ...html } }],
  empty: ['an issuer without keys', { answer: { status: 200, ...json, body: '{"keys":[]}' } }],
}

/**
 * What an issuer publishes about itself is asked for by nobody in particular: these concern all who ask. Whoever knows
 * its issuer from before, or from its configuration, may sign people in all the same.
 */
export const documentAttacks: readonly Attack[] = [
  ...attacksAt('discovery', 'discovery', 'OIDCD-4.3-compare', issuers),
  ...attacksAt('discovery', 'discovery', 'RP-ERROR', lacking, { oneself: 'fine' }),
  ...attacksAt('answer', 'discovery', 'RP-ERROR', documents, { on: 'discovery', oneself: 'fine' }),
]

export const keyAttacks: readonly Attack[] = attacksAt('answer', 'keys', 'RP-IDT-SIGNATURE', keys, {
  on: 'jwks',
  lenient: TLS_WILL_DO,
})
