import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, tokensGiven } from './rows.ts'

export const clientFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'client', {
    'secret-not-compared': [
      'a provider that takes any secret',
      'CODE-CLIENT-AUTH',
      {
        also: [
          'RFC7009-2.1-client',
          'RFC7662-2.1',
          'CC-BAD-SECRET',
          'TX-CLIENT-AUTH',
          'DEV-CONFIDENTIAL',
          'RFC8628-3.1',
        ],
        skip: ['client.secret-wrong'],
      },
    ],
    'secret-not-asked-for': [
      'a provider that asks for no secret',
      'CODE-CLIENT-AUTH',
      {
        also: [
          'RFC6749-4.1.3-auth',
          'RFC6749-6-client',
          'RFC7009-2.1-client',
          'RFC7662-2.1',
          'DEV-CONFIDENTIAL',
          'RFC8628-3.1',
          'TX-CLIENT-AUTH',
        ],
        skip: ['client.secret-missing'],
      },
    ],
    'secret-posted-refused': [
      'a provider that refuses client_secret_post, though it announces it',
      'CODE-CLIENT-AUTH',
      { also: ['DEV-CONFIDENTIAL', 'RFC8628-3.1'], behave: { refusesAuth: ['client_secret_post'] } },
    ],
    'secret-basic-refused': [
      'a provider that refuses client_secret_basic, though it announces it',
      'DISC-CAPABILITIES',
      { also: ['DEV-CONFIDENTIAL', 'RFC8628-3.1'], behave: { refusesAuth: ['client_secret_basic'] } },
    ],
    'key-assertion-refused': [
      'a provider that refuses private_key_jwt, though it announces it',
      'CODE-CLIENT-AUTH',
      { also: ['DISC-CAPABILITIES'], behave: { refusesAuth: ['private_key_jwt'] } },
    ],
    'secret-assertion-refused': [
      'a provider that refuses client_secret_jwt, though it announces it',
      'CODE-CLIENT-AUTH',
      { also: ['DISC-CAPABILITIES'], behave: { refusesAuth: ['client_secret_jwt'] } },
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
      { also: ['OIDCC-9-assertion'], behave: { assertion: ['audience'] } },
    ],
    'assertion-replayed': [
      'a provider that takes one assertion many times',
      'OIDCC-9-once',
      { also: ['OIDCC-9-assertion'], behave: { assertion: ['once'] } },
    ],
    'assertion-endless': [
      'a provider that takes client assertions without an end',
      'OIDCC-9-assertion',
      { behave: { assertion: ['expiry'] }, variant: 'keycloak-26' },
    ],
    'assertion-about-nobody': [
      'a provider that takes client assertions without sub',
      'OIDCC-9-assertion',
      { behave: { assertion: ['subject'] } },
    ],
    'assertion-demands-overlooked': [
      'a provider that takes assertions whose header demands what it does not understand',
      'RFC7515-4.1.11',
      { behave: { criticalHeaders: 'ignored' }, variant: 'by-the-book' },
    ],
    'assertion-of-another': [
      'a provider that lets one client speak for another',
      'RFC7523-3-2',
      { behave: { assertion: ['client_id'] } },
    ],
  }),
  ...faultsAt('answer', 'client', {
    'no-challenge': [
      'a refusal of Basic credentials without a WWW-Authenticate header',
      'RFC6749-5.2-challenge',
      { on: 'token', remove: ['WWW-Authenticate'], variant: 'by-the-book' },
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
