import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, type Rows } from './rows.ts'

const asking = { variant: 'api-asking' } as const
const verifying = { variant: 'api-verifying' } as const

const unlooked: Rows = {
  'open-to-anonymous': [
    'an API that is open to whoever brings no token',
    'RFC6749-7-validates',
    { skip: ['api.token-missing'], ...asking },
  ],
  'open-to-any-token': [
    'an API that takes whatever calls itself a token',
    'RFC6749-7-validates',
    {
      also: ['RFC6749-7-expired', 'RFC6750-3.1-invalid_token'],
      skip: ['api.token-malformed', 'api.token-unknown', 'api.type', 'api.scope'],
      ...asking,
    },
  ],
  'token-in-query': [
    'an API that takes the token from the address',
    'RFC6750-2.3-resource',
    { skip: ['api.token-in-query'], ...asking },
  ],
  'token-twice': [
    'an API that does not mind a token sent twice',
    'RFC6750-3.1-invalid_request',
    { skip: ['api.token-repeated'], ...asking },
  ],
  'scope-ignored': [
    'an API that every token of the issuer opens',
    'RFC6749-7-scope',
    { also: ['RFC6750-3.1-insufficient_scope'], skip: ['api.scope'], ...asking },
  ],
  'scope-ignored-in-token': [
    'an API that does not read the scope in a token',
    'RFC6749-7-scope',
    { also: ['RFC6750-3.1-insufficient_scope'], skip: ['api.scope'], ...verifying },
  ],
}

/** Checks of a token that its reader may forget. */
const unverified: Rows = {
  'key-unchecked': [
    'an API that takes a signature of whoever',
    'RFC9068-4-signature',
    { also: ['RFC6749-7-validates', 'RFC6750-3.1-invalid_token'], skip: ['api.key'], ...verifying },
  ],
  'algorithm-believed': [
    'an API that verifies as the header of the token says',
    'RFC9068-4-signature',
    { skip: ['api.algorithm'], ...verifying },
  ],
  'key-believed': [
    'an API that takes the key from the token itself',
    'RFC9068-4-signature',
    { skip: ['api.embedded-key'], ...verifying },
  ],
  'unsigned-taken': [
    'an API that takes tokens without a signature',
    'RFC9068-4-unsigned',
    { skip: ['api.unsigned'], ...verifying },
  ],
  'issuer-ignored': [
    'an API that takes tokens of every issuer',
    'RFC9068-4-issuer',
    { skip: ['api.issuer'], ...verifying },
  ],
  'audience-ignored': [
    'an API that takes tokens for others',
    'RFC9068-4-audience',
    { skip: ['api.audience'], ...verifying },
  ],
  'expiry-ignored': [
    'an API that takes tokens after their end',
    'RFC9068-4-expiry',
    { also: ['RFC6749-7-expired', 'RFC6750-3.1-invalid_token'], skip: ['api.expired'], ...verifying },
  ],
  'expiry-optional': [
    'an API that takes tokens without an end',
    'RFC9068-4-expiry',
    { skip: ['api.expiry-missing'], ...verifying },
  ],
  'too-early': ['an API that takes tokens before their time', 'RFC7519-4.1.5', { skip: ['api.not-yet'], ...verifying }],
  'type-ignored': [
    'an API that takes signed tokens of every type',
    'RFC9068-4-type',
    { skip: ['api.type'], ...verifying },
  ],
  'id-token-taken': [
    'an API that takes ID tokens for access tokens',
    'RFC9068-4-type',
    { skip: ['api.type', 'api.audience', 'api.scope'], ...verifying },
  ],
}

const broken = { status: 500, body: '' } as const

/** What an API that takes tokens may get wrong. */
export const apiFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'api', unlooked),
  ...faultsAt('behaviour', 'api', unverified),
  ...faultsAt('api.response', 'api', {
    'user-other': [
      'an API that takes the user for somebody else',
      'RFC6749-7-validates',
      { set: { sub: 'somebody-else' }, ...asking },
    ],
  }),
  ...faultsAt('answer', 'api', {
    broken: ['an API that breaks down', 'RFC6750-2.1', { on: 'api', answer: broken, ...asking }],
    'no-challenge': [
      'a refusal of an API without a WWW-Authenticate header',
      'RFC6750-3-challenge',
      { on: 'api', remove: ['WWW-Authenticate'], ...asking },
    ],
  }),
  ...faultsAt('refusal', 'api', {
    'code-without-token': [
      'an API that names an error though no token was sent',
      'RFC6750-3-no-code',
      { of: ['api.token-missing'], set: { error: 'invalid_token' }, ...asking },
    ],
    'error-other': [
      'an API that calls a bad token a bad request',
      'RFC6750-3.1-invalid_token',
      { of: ['api.token-unknown', 'api.token-malformed'], set: { error: 'invalid_request' }, ...asking },
    ],
  }),
]
