import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt } from './rows.ts'

/** What an authorization endpoint fails to look at, stumbles over, or does otherwise. */
export const authorizationCheckFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'authorization', {
    'response-type-unchecked': [
      'a provider that takes any response type',
      'CODE-RESPONSE-TYPE',
      {
        also: ['RFC6749-3.1.1'],
        skip: ['authorization.response-type-missing', 'authorization.response-type-unsupported'],
      },
    ],
    'redirect-uri-unchecked': [
      'a provider that redirects anywhere',
      'CODE-REDIRECT-MATCH',
      {
        also: ['RFC9700-2.1-exact', 'RFC6749-3.1.2-fragment', 'RFC6749-3.1.2.4'],
        skip: ['authorization.redirect-uri-invalid'],
      },
    ],
    'loopback-port-compared': [
      'a provider that compares the port of a loopback address',
      'RFC8252-7.3',
      { behave: { loopbackPorts: 'compared' } },
    ],
    'scope-unchecked': [
      'a provider that grants any scope',
      'RFC6749-3.3-scope',
      { skip: ['authorization.scope-invalid'] },
    ],
    'scope-made-up': [
      'a provider that grants a scope which nobody offers',
      'RFC6749-3.3-scope',
      { variant: 'any-scope' },
    ],
    'scope-demanded': [
      'a provider that has no default for a missing scope, and another error than invalid_scope',
      'RFC6749-3.3-default',
      { behave: { demands: ['scope'] } },
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
      { also: ['OAUTH2-FP-2-form', 'OIDCC-3.2.2.5'], behave: { responseMode: 'query' } },
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
    'empty-refused': [
      'a provider that refuses empty parameters',
      'RFC6749-3.1-empty',
      { behave: { refuses: [''] }, variant: 'by-the-book' },
    ],
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
      'a provider that overlooks request objects, whether they are sent or named',
      'OIDCC-6.1',
      { also: ['OIDCC-6.2'], skip: ['authorization.request-object-invalid'] },
    ],
    'long-url-refused': ['a provider that takes no long URL', 'RFC9110-4.1', { behave: { longestTarget: 4000 } }],
    'huge-url-breaks': ['a provider that breaks down over a huge URL', 'RFC9112-3', { behave: { hugeTarget: 500 } }],
  }),
]
