import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, rewriting, sentBack } from './rows.ts'

const mangled = rewriting((old) => old.replaceAll(' ', '+').slice(0, 255))

export const authorizationFaults: readonly Fault[] = [
  ...faultsAt('authorization.response', 'authorization', {
    'code-missing': ['a response without a code', 'CODE-HAPPY', { remove: ['code'] }],
    'code-guessable': ['a code that anybody can guess', 'RFC6749-10.10', { set: { code: 'code-0000001' } }],
    'state-missing': [
      'a response without the state',
      'CODE-STATE',
      { also: ['RFC6749-4.1.2-state', 'RFC6749-4.1.2.1-state'], remove: ['state'] },
    ],
    'state-changed': ['a state that comes back changed', 'CODE-STATE', { set: { state: mangled } }],
    'state-invented': [
      'a state in the response to a request without one',
      'RFC6749-4.1.2.1-state',
      { also: ['CODE-STATE'], set: { state: (old: unknown) => old ?? 'invented' } },
    ],
    'token-in-query': ['an access token beside the code', 'OIDCC-3.1.2.5', { set: { access_token: 'leaked' } }],
    'refresh-token-in-front': [
      'a refresh token by way of the browser',
      'OIDCC-11-code-only',
      { set: { refresh_token: 'lasting' } },
    ],
    'iss-missing': [
      'a response without iss, though it is announced',
      'RFC9207-2',
      { remove: ['iss'], variant: 'keycloak-26' },
    ],
    'iss-other': [
      'a response with the iss of another issuer',
      'RFC9207-2.3-issuer',
      { set: { iss: 'https://aai.other.example' }, variant: 'keycloak-26' },
    ],
    'error-text-odd': [
      'an error text with characters that no client can read',
      'RFC6749-4.1.2.1-charset',
      { set: { error_description: rewriting((old) => `„${old}“`) }, variant: 'by-the-book' },
    ],
  }),
  ...faultsAt('answer', 'authorization', {
    'redirect-307': [
      'a redirect that sends the password on to the service',
      'RFC9700-4.12',
      { on: 'login', answer: { status: 307 } },
    ],
    'no-post': [
      'an authorization endpoint that knows no POST',
      'OIDCC-3.1.2.1-methods',
      { on: 'authorization', method: 'POST', answer: { status: 405, body: '' } },
    ],
    framed: [
      'pages that may be shown in a frame',
      'RFC9700-4.16',
      {
        also: ['OIDCC-3.1.2.3-clickjacking'],
        on: 'authorization',
        remove: ['X-Frame-Options', 'Content-Security-Policy'],
      },
    ],
    'cors-open': [
      'an authorization endpoint that any script may read',
      'RFC9700-2.6',
      { on: 'authorization', set: { 'Access-Control-Allow-Origin': '*' } },
    ],
    'form-post-stored': [
      'a form_post page that may be stored',
      'OAUTH2-FP-2-no-store',
      { on: 'login', set: { 'Cache-Control': 'public, max-age=3600' } },
    ],
  }),
  ...faultsAt('refusal', 'authorization', {
    'unknown-client-redirected': [
      'an unknown client sent back to an address of its own',
      'CODE-UNKNOWN-CLIENT',
      {
        also: ['RFC6749-4.1.2.1-page'],
        of: ['authorization.client-unknown', 'authorization.client-missing'],
        answer: sentBack,
      },
    ],
    'missing-uri-redirected': [
      'a request without a redirect URI sent somewhere',
      'OIDCC-3.1.2.1-redirect_uri',
      { of: ['authorization.redirect-uri-missing', 'authorization.redirect-uri-invalid'], answer: sentBack },
    ],
    'repeated-uri-redirected': [
      'a request with two redirect URIs sent to the second',
      'RFC9700-2.1-open-redirector',
      {
        of: ['authorization.duplicated-parameter'],
        answer: { status: 302, headers: { Location: 'https://evil.example/?error=invalid_request' } },
      },
    ],
    'wrong-error': [
      'another error code than the standard asks for',
      'CODE-RESPONSE-TYPE',
      {
        of: ['authorization.response-type-missing', 'authorization.response-type-unsupported'],
        set: { error: 'server_error' },
      },
    ],
    'mode-error-stateless': [
      'a refused response mode that loses the request',
      'OIDCC-3.1.2.6',
      {
        of: ['authorization.response-mode-invalid'],
        answer: { status: 400, headers: { 'Content-Type': 'text/plain' }, body: 'bad mode' },
      },
    ],
  }),
]
