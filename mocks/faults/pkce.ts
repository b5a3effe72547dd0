import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt } from './rows.ts'

export const pkceFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'pkce', {
    'verifier-not-asked-for': blind(
      'PKCE-VERIFIER-MISSING',
      'a provider that asks for no verifier',
      'pkce.verifier-missing',
    ),
    'verifier-not-compared': blind('PKCE-VERIFIER-WRONG', 'a provider that takes any verifier', 'pkce.verifier-wrong'),
    'verifier-compared-as-plain': [
      'a provider that takes the challenge for the verifier',
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
    'method-unchecked': blind(
      'PKCE-METHOD-UNKNOWN',
      'a provider that takes any challenge method',
      'pkce.method-unknown',
    ),
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
    's256-wrong': ['a provider that computes S256 with padding', 'PKCE-S256', { behave: { pkce: 'padded' } }],
    'plain-refused': [
      'a provider that refuses plain, though it announces it',
      'PKCE-PLAIN',
      { sees: ['pkce.method-not-configured', 'pkce.method-unknown'] },
    ],
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
    'error-stateless': ['a refusal that loses the state', 'RFC7636-4.4.1-required', { behave: { errorState: 'lost' } }],
    'verifier-unasked-accepted': [
      'a provider that takes a verifier nobody announced',
      'PKCE-DOWNGRADE',
      { skip: ['pkce.verifier-unexpected'], variant: 'keycloak-26' },
    ],
  }),
]
