import type { Fault } from '#fixtures/schema/fault.ts'
import { blind, faultsAt, rewriting, tokensGiven } from './rows.ts'

export const tokenFaults: readonly Fault[] = [
  ...faultsAt('token.response', 'token', {
    'access-token-missing': [
      'a token response without an access token',
      'CODE-HAPPY',
      { also: ['RFC6749-5.1-members'], remove: ['access_token'] },
    ],
    'id-token-missing': ['a token response without an ID token', 'OIDCC-3.1.3.3-id_token', { remove: ['id_token'] }],
    'type-other': ['a token of another type than Bearer', 'TOKEN-TYPE', { set: { token_type: 'mac' } }],
    'type-missing': ['a token response without token_type', 'OIDCC-3.1.3.3-token_type', { remove: ['token_type'] }],
    'expires-in-other': [
      'an expires_in that is not the lifetime promised',
      'AT-LIFETIME',
      { also: ['REFRESH-LIFETIME'], set: { expires_in: 60 } },
    ],
    'expires-in-negative': ['an expires_in of nothing', 'RFC6749-5.1-expires_in', { set: { expires_in: -1 } }],
    'scope-smaller': [
      'a token response that grants openid and nothing else',
      'RFC6749-3.3-scope',
      { also: ['DISC-CAPABILITIES', 'TX-SCOPE'], set: { scope: 'openid' } },
    ],
    'refresh-expires-other': [
      'a refresh token of another lifetime than promised',
      'REFRESH-LIFETIME',
      { set: { refresh_expires_in: 60 } },
    ],
    'id-token-padded': [
      'an ID token with characters that are not base64url',
      'RFC7515-2',
      { set: { id_token: rewriting((old) => `${old}==`) } },
    ],
    'id-token-stale': [
      'one ID token for every login',
      'IDT-CLAIMS',
      { set: { id_token: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzYW1lIn0.c2FtZQ' } },
    ],
  }),
  ...faultsAt('answer', 'token', {
    cached: [
      'a token response that may be cached',
      'TOKEN-TYPE',
      {
        also: ['OIDCC-3.1.3.3-no-store', 'RFC6749-5.1-no-store'],
        on: 'token',
        set: { 'Cache-Control': 'max-age=600' },
      },
    ],
    'not-json': [
      'a token response that is called text',
      'RFC6749-5.1-members',
      { on: 'token', set: { 'Content-Type': 'text/plain' } },
    ],
    'by-get': [
      'a token endpoint that answers GET',
      'RFC6749-3.2-post',
      { on: 'token', method: 'GET', answer: tokensGiven },
    ],
  }),
  ...faultsAt('refusal', 'token', {
    'grant-type-guessed': [
      'a provider that guesses the grant type',
      'RFC6749-5.2-invalid_request',
      { of: ['token.grant-type-missing', 'code.missing', 'refresh.missing'], answer: tokensGiven },
    ],
    'grant-type-made-up': [
      'a provider that serves a grant nobody defined',
      'RFC6749-5.2-unsupported_grant_type',
      { of: ['token.grant-type-unsupported'], answer: tokensGiven },
    ],
    'password-grant': [
      'a provider that serves the password grant',
      'RFC9700-2.4',
      { of: ['password.not-allowed'], answer: tokensGiven },
    ],
  }),
  ...faultsAt('behaviour', 'token', {
    'duplicates-unchecked': blind(
      'RFC6749-3.2-repeated',
      'a token endpoint that takes repeated parameters',
      'token.duplicated-parameter',
    ),
    'unknown-refused': [
      'a token endpoint that refuses unknown parameters',
      'RFC6749-3.2-unknown',
      { behave: { tokenRefusesUnknown: true } },
    ],
    'grant-refused': [
      'an announced grant that is not served',
      'DISC-CAPABILITIES',
      { also: ['CC-HAPPY'], behave: { grantsRefused: ['client_credentials', 'refresh_token'] } },
    ],
  }),
]
