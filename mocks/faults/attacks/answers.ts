import { type Attack, attacksAt, type Rows, STRANGER } from './attack.ts'

const AT = 'authorization.response'

const states: Rows = {
  'state-other': ['an answer with another state', { set: { state: 'of-somebody-else' } }],
  'state-missing': ['an answer without a state', { remove: ['state'] }],
  'state-empty': ['an answer with an empty state', { set: { state: '' } }],
  'state-longer': ['an answer with a state that begins alike', { set: { state: (old: unknown) => `${old}x` } }],
  'state-twice': [
    'an answer with two states, the second another one',
    { set: { state: 'of-somebody-else' }, repeat: ['state'] },
    { lenient: 'RFC 6749 (section 3.1) tells issuers to send nothing twice, and not services what to do if they did.' },
  ],
}

const ONE_ISSUER =
  'RFC 9207 (section 2.4) binds services that support the parameter; with a single issuer there is nothing to mix up.'

const issuers: Rows = {
  'iss-other': ['an answer of another issuer', { set: { iss: STRANGER } }],
  'iss-missing': [
    'an answer that does not say whose it is, though the issuer promised',
    { remove: ['iss'] },
    { needs: ['response-iss'] },
  ],
}

const error = (code: string, description?: string) => ({
  remove: ['code'],
  set: { error: code, ...(description === undefined ? {} : { error_description: description }) },
})

/** Nobody would send it but somebody who wants it shown. */
export const MARKUP = '<b id=aai-markup>&"\''

const errors: Rows = {
  'error-access-denied': ['an answer that the user has denied access', error('access_denied')],
  'error-login-required': ['an answer that a login is required', error('login_required')],
  'error-consent-required': ['an answer that consent is required', error('consent_required')],
  'error-interaction-required': ['an answer that interaction is required', error('interaction_required')],
  'error-invalid-request': ['an answer that the request was invalid', error('invalid_request', 'Invalid request')],
  'error-server-error': ['an answer that the issuer has failed', error('server_error')],
  'error-temporarily-unavailable': ['an answer that the issuer is overloaded', error('temporarily_unavailable')],
  'error-unknown': ['an answer with an error that nobody knows', error('aai_unheard_of')],
  'error-with-markup': ['an answer with an error that is markup', error('access_denied', MARKUP)],
  'error-and-code': ['an answer that is an error and has a code', { set: { error: 'access_denied' } }],
  'code-missing': ['an answer without a code', { remove: ['code'] }],
  'code-empty': ['an answer with an empty code', { set: { code: '' } }],
  'code-made-up': ['an answer with a code that the issuer never gave', { set: { code: 'made-up-by-somebody' } }],
}

/** What comes back to the redirect URI, by way of the browser. */
export const answerAttacks: readonly Attack[] = [
  ...attacksAt(AT, 'response', 'RP-STATE', states, { also: ['RFC6749-10.12'] }),
  ...attacksAt(AT, 'response', 'RP-ISS-RESPONSE', issuers, { also: ['RFC9207-2.4'], lenient: ONE_ISSUER }),
  ...attacksAt(AT, 'response', 'RP-ERROR', errors),
]
