import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt, tokensGiven } from './rows.ts'

export const clientFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'client', {
    'secret-not-compared': blind('CODE-CLIENT-AUTH', 'a provider that takes any secret', 'client.secret-wrong'),
    'secret-not-asked-for': blind('CODE-CLIENT-AUTH', 'a provider that asks for no secret', 'client.secret-missing'),
    'poses-as-public': blind(
      'RFC6749-4.1.3-auth',
      'a provider that takes a confidential client for a public one',
      'client.secret-missing',
    ),
    'refresh-without-secret': blind(
      'RFC6749-6-client',
      'a provider that refreshes for whoever holds the token',
      'client.secret-missing',
    ),
    'secret-posted-refused': [
      'a provider that refuses client_secret_post, though it announces it',
      'CODE-CLIENT-AUTH',
      { behave: { refusesAuth: ['client_secret_post'] } },
    ],
    'secret-basic-refused': [
      'a provider that refuses client_secret_basic, though it announces it',
      'DISC-CAPABILITIES',
      { behave: { refusesAuth: ['client_secret_basic'] } },
    ],
    'secret-in-url': [
      'a provider that reads the secret from the URL',
      'RFC6749-2.3.1-url',
      { behave: { credentials: 'query' } },
    ],
    'secret-undecoded': [
      'a provider that does not decode the Basic header',
      'RFC6749-2.3.1-basic',
      { behave: { basic: 'raw' } },
    ],
    'assertion-unverified': [
      'a provider that does not verify client assertions',
      'RFC7523-3-9',
      { behave: { assertion: ['signature'] } },
    ],
    'assertion-expired': [
      'a provider that takes expired client assertions',
      'RFC7523-3-4',
      { behave: { assertion: ['expiry'] } },
    ],
    'assertion-foreign': [
      'a provider that takes assertions made for others',
      'RFC7523-3-3',
      { behave: { assertion: ['audience'] } },
    ],
    'assertion-replayed': [
      'a provider that takes one assertion many times',
      'OIDCC-9-once',
      { behave: { assertion: ['once'] } },
    ],
    'assertion-of-another': [
      'a provider that lets one client speak for another',
      'RFC7523-3-2',
      { behave: { assertion: ['client_id'] } },
    ],
  }),
  ...faultsAt('refusal', 'client', {
    'unknown-accepted': [
      'a provider that gives tokens to clients it does not know',
      'RFC6749-5.2-invalid_client',
      { of: ['client.invalid'], answer: tokensGiven },
    ],
    'wrong-error': [
      'another error than invalid_client',
      'RFC6749-5.2-invalid_client',
      { of: ['client.invalid'], set: { error: 'access_denied' } },
    ],
    'assertion-wrong-error': [
      'another error than invalid_client for an assertion of another client',
      'RFC7523-3.2',
      {
        of: [
          'client.invalid',
          'client.method-wrong',
          'client.assertion-invalid',
          'client.assertion-signature-invalid',
          'client.secret-assertion-invalid',
          'client.secret-assertion-signature-invalid',
          'client.secret-missing',
          'client.secret-wrong',
          'client.assertion-client-mismatch',
        ],
        set: { error: 'server_error' },
      },
    ],
  }),
]
