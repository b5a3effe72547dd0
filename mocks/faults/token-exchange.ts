import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt, tokensGiven } from './rows.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'

export const tokenExchangeFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'token-exchange', {
    refused: [
      'a provider that serves no token exchange though it announces it',
      'TX-HAPPY',
      { also: ['TX-SAME-USER'], behave: { grantsRefused: [GRANT] } },
    ],
    'type-ignored': blind(
      'TX-SUBJECT-TYPE',
      'an exchange that takes tokens of any type',
      'exchange.subject-token-type-wrong',
    ),
    'dead-accepted': blind('TX-SUBJECT-BAD', 'an exchange that takes dead tokens', 'exchange.subject-token-invalid'),
    'scope-widens': [
      'an exchange that gives more scopes than the token had',
      'TX-SCOPE',
      { behave: { exchangeWidens: true } },
    ],
    'for-everybody': blind(
      'TX-CLIENT-AUTH',
      'an exchange for clients that are not registered for it',
      'exchange.client-not-enabled',
    ),
    'type-not-asked-for': [
      'an exchange that needs no subject_token_type',
      'RFC8693-2.1',
      { skip: ['exchange.subject-token-type-missing'], variant: 'keycloak-26' },
    ],
  }),
  ...faultsAt('refusal', 'token-exchange', {
    'subject-made-up': [
      'an exchange that takes any text for a token',
      'TX-SUBJECT-BAD',
      { of: ['exchange.subject-token-invalid'], answer: tokensGiven },
    ],
    'subject-not-asked-for': [
      'an exchange of nothing for tokens',
      'RFC8693-2.1',
      { of: ['exchange.subject-token-missing'], answer: tokensGiven },
    ],
    'audience-unknown-accepted': [
      'an exchange for an audience that nobody knows',
      'TX-AUDIENCE',
      { of: ['exchange.audience-unknown'], answer: tokensGiven },
    ],
    'error-other': [
      'another error than invalid_request for a bad subject token',
      'RFC8693-2.2.2',
      { of: ['exchange.subject-token-invalid'], set: { error: 'invalid_grant' }, variant: 'keycloak-26' },
    ],
  }),
  ...faultsAt('access-token', 'token-exchange', {
    'user-other': [
      'an exchange that gives a token of somebody else',
      'TX-SAME-USER',
      { set: { sub: 'somebody-else@aai.openaire.eu' } },
    ],
    'audience-lost': ['an access token without its audience', 'TX-HAPPY', { also: ['RFC9700-2.3'], remove: ['aud'] }],
  }),
  ...faultsAt('token.response', 'token-exchange', {
    'issued-type-missing': [
      'an exchange that does not say what it gave',
      'RFC8693-2.2.1',
      { remove: ['issued_token_type'], variant: 'keycloak-26' },
    ],
  }),
]
