import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, sentBack } from './rows.ts'

const mangled = (old: unknown) => (old === undefined ? undefined : String(old).replaceAll(' ', '+').slice(0, 255))

export const authorizationFaults: readonly Fault[] = [
  ...faultsAt('authorization.response', 'authorization', {
    'code-missing': ['a response without a code', 'CODE-HAPPY', { remove: ['code'] }],
    'code-guessable': ['a code that anybody can guess', 'RFC6749-10.10', { set: { code: 'code-0000001' } }],
    'state-missing': ['a response without the state', 'CODE-STATE', { remove: ['state'] }],
    'state-changed': ['a state that comes back changed', 'CODE-STATE', { set: { state: mangled } }],
    'state-invented': [
      'a state in the response to a request without one',
      'RFC6749-4.1.2.1-state',
      { set: { state: (old: unknown) => old ?? 'invented' } },
    ],
    'token-in-query': ['an access token beside the code', 'OIDCC-3.1.2.5', { set: { access_token: 'leaked' } }],
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
      { set: { error_description: 'Ungültig: "scope"' } },
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
      { on: 'authorization', remove: ['X-Frame-Options', 'Content-Security-Policy'] },
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
  ...faultsAt('behaviour', 'authorization', {
    'response-type-unchecked': [
      'a provider that takes any response type',
      'CODE-RESPONSE-TYPE',
      { skip: ['authorization.response-type-missing', 'authorization.response-type-unsupported'] },
    ],
    'redirect-uri-unchecked': [
      'a provider that redirects anywhere',
      'CODE-REDIRECT-MATCH',
      { skip: ['authorization.redirect-uri-invalid'] },
    ],
    'scope-unchecked': [
      'a provider that grants any scope',
      'RFC6749-3.3-scope',
      { skip: ['authorization.scope-invalid'] },
    ],
    'flow-unchecked': [
      'a provider that serves flows a client is not registered for',
      'OIDCC-3.1.2.6',
      { skip: ['authorization.flow-disabled-implicit'] },
    ],
    'nonce-unchecked': [
      'a provider that gives front-channel ID tokens without a nonce',
      'OIDCC-3.2.2.1-nonce',
      { skip: ['authorization.nonce-missing'] },
    ],
    'duplicates-unchecked': [
      'a provider that takes repeated parameters',
      'RFC6749-3.1-repeated',
      { skip: ['authorization.duplicated-parameter', 'authorization.client-duplicated'] },
    ],
    'query-for-tokens': [
      'a provider that puts tokens into the query',
      'OIDCC-3.2.2.5',
      { skip: ['authorization.response-mode-query-not-allowed'] },
    ],
    'mode-ignored': [
      'a provider that answers in the query whatever was asked',
      'DISC-CAPABILITIES',
      { behave: { responseMode: 'query' } },
    ],
    'fragment-always': [
      'a provider that answers in the fragment',
      'OIDCC-3.1.2.5',
      { behave: { responseMode: 'fragment' } },
    ],
    'id-token-always': [
      'an ID token for a request without openid',
      'CODE-NO-OPENID',
      { behave: { idTokenAlways: true } },
    ],
    'unknown-refused': [
      'a provider that refuses requests with unknown parameters',
      'RFC6749-3.1-unknown',
      { behave: { refuses: ['aai_unknown'] } },
    ],
    'empty-refused': ['a provider that refuses empty parameters', 'RFC6749-3.1-empty', { behave: { refuses: [''] } }],
    'hints-refused': [
      'a provider that refuses display, ui_locales and acr_values',
      'OIDCC-15.1-hints',
      { behave: { refuses: ['display', 'ui_locales', 'claims_locales', 'acr_values'] } },
    ],
    'claims-refused': [
      'a provider that refuses the claims parameter',
      'OIDCC-5.5.1',
      { behave: { refuses: ['claims'] } },
    ],
    'nonce-demanded': [
      'a provider that asks for a nonce in the code flow',
      'CODE-HAPPY',
      { sees: ['authorization.nonce-missing'] },
    ],
    'request-object-broken': [
      'a provider that fails over a request object',
      'OIDCC-6.1',
      { skip: ['authorization.request-object-invalid'] },
    ],
    'long-url-refused': ['a provider that takes no long URL', 'RFC9110-4.1', { behave: { longestTarget: 4000 } }],
    'huge-url-breaks': ['a provider that breaks down over a huge URL', 'RFC9112-3', { behave: { hugeTarget: 500 } }],
  }),
  ...faultsAt('refusal', 'authorization', {
    'unknown-client-redirected': [
      'an unknown client sent back to an address of its own',
      'CODE-UNKNOWN-CLIENT',
      { of: ['authorization.client-unknown', 'authorization.client-missing'], answer: sentBack },
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
