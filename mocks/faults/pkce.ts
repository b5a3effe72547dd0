import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt } from './rows.ts'

export const pkceFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'pkce', {
    'verifier-not-asked-for': [
      'a provider that asks for no verifier',
      'PKCE-VERIFIER-MISSING',
      { also: ['RFC9700-2.1.1-enforce', 'DEV-PKCE'], skip: ['pkce.verifier-missing'] },
    ],
    'verifier-not-compared': [
      'a provider that takes any verifier',
      'PKCE-VERIFIER-WRONG',
      { also: ['RFC7636-4.6', 'DEV-PKCE'], skip: ['pkce.verifier-wrong'] },
    ],
    'methods-confused': [
      'a provider that takes plain for S256 and S256 for plain',
      'PKCE-DOWNGRADE',
      { behave: { pkce: 'either' } },
    ],
    'verifier-syntax-ignored': [
      'a provider that takes verifiers of any length and spelling',
      'PKCE-VERIFIER-SYNTAX',
      { skip: ['pkce.verifier-invalid', 'pkce.verifier-wrong'] },
    ],
    'verifier-too-strict': [
      'a provider that refuses verifiers with every allowed character',
      'PKCE-VERIFIER-SYNTAX',
      { behave: { verifierSyntax: '^[A-Za-z0-9]{44,127}$' } },
    ],
    'intercepted-code-works': [
      'a provider that takes a stolen code without or with a guessed verifier',
      'PKCE-INTERCEPTED',
      { skip: ['pkce.verifier-missing', 'pkce.verifier-wrong'] },
    ],
    'challenge-optional': [
      'a provider that lets a client off PKCE',
      'PKCE-CHALLENGE-MISSING',
      { skip: ['pkce.method-missing', 'pkce.challenge-missing'] },
    ],
    'method-unchecked': [
      'a provider that takes any challenge method',
      'PKCE-METHOD-UNKNOWN',
      { also: ['RFC7636-4.4.1-method'], skip: ['pkce.method-unknown'] },
    ],
    'method-downgraded': blind(
      'PKCE-DOWNGRADE',
      'a provider that lets a client of S256 use plain',
      'pkce.method-not-configured',
    ),
    'challenge-syntax-ignored': blind(
      'RFC7636-4.2',
      'a provider that takes challenges of any length and spelling',
      'pkce.challenge-invalid',
    ),
    's256-wrong': [
      'a provider that computes S256 with padding',
      'PKCE-S256',
      { also: ['RFC9700-2.1.1-support'], behave: { pkce: 'padded' } },
    ],
    'plain-hashed': ['a provider that takes every challenge for a hash', 'PKCE-PLAIN', { behave: { pkce: 'hashed' } }],
    'method-not-defaulted': [
      'a provider that takes a challenge without method for S256',
      'RFC7636-4.3',
      { behave: { pkce: 'default-s256' } },
    ],
    'plain-taken': [
      'a provider that takes plain, though it does not offer it',
      'PKCE-PLAIN',
      { skip: ['pkce.method-unknown'], variant: 'without-plain' },
    ],
    'public-refused': [
      'a provider that asks a public client for a secret',
      'PKCE-PUBLIC',
      { behave: { publicClients: 'refused' } },
    ],
    'public-let-off': [
      'a provider that lets public clients off PKCE',
      'RFC8252-8.1',
      { behave: { publicPkce: 'optional' }, variant: 'by-the-book' },
    ],
    'challenge-in-code': [
      'a code that shows the challenge to whoever reads it',
      'RFC7636-4.4',
      { behave: { codeShows: 'challenge' } },
    ],
    'error-stateless': ['a refusal that loses the state', 'RFC7636-4.4.1-required', { behave: { errorState: 'lost' } }],
    'verifier-unasked-accepted': [
      'a provider that takes a verifier nobody announced',
      'PKCE-DOWNGRADE',
      { also: ['RFC9700-2.1.1-downgrade'], skip: ['pkce.verifier-unexpected'], variant: 'keycloak-26' },
    ],
  }),
]
