import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, rewriting } from './rows.ts'

const FEIDE = 'feide'
const IMPLICIT = 'FEIDE-IMPLICIT'

/** Of the flow that brings tokens by way of the browser. */
export const implicitFaults: readonly Fault[] = [
  ...faultsAt('authorization.response', 'implicit', {
    'access-token-missing': [
      'an implicit response without its access token',
      IMPLICIT,
      { remove: ['access_token'], variant: FEIDE },
    ],
    'code-beside': ['a code beside tokens in the fragment', IMPLICIT, { set: { code: 'of-no-use' }, variant: FEIDE }],
    'refresh-token-beside': [
      'a refresh token beside tokens in the fragment',
      IMPLICIT,
      { set: { refresh_token: 'lasting' }, variant: FEIDE },
    ],
    'state-lost': ['tokens without the state of the request', IMPLICIT, { remove: ['state'], variant: FEIDE }],
    'type-missing': ['an access token of no type', IMPLICIT, { remove: ['token_type'], variant: FEIDE }],
    'lives-for-ever': [
      'an access token that claims to live for a year',
      IMPLICIT,
      { set: { expires_in: '31536000' }, variant: FEIDE },
    ],
    'token-swapped': [
      'an access token that is not the one the ID token vouches for',
      IMPLICIT,
      { set: { access_token: rewriting(() => 'de8f1f44-7d14-4a3c-9c2d-0a4f7f1c5e21') }, variant: FEIDE },
    ],
  }),
  ...faultsAt('id-token', 'implicit', {
    'at-hash-missing': ['a front-channel ID token without at_hash', IMPLICIT, { remove: ['at_hash'], variant: FEIDE }],
    'nonce-other': [
      'a front-channel ID token with the nonce of another request',
      IMPLICIT,
      { set: { nonce: 'of-another' }, variant: FEIDE },
    ],
    'signed-by-another': [
      'a front-channel ID token that somebody else has signed',
      IMPLICIT,
      { sign: 'other-key', variant: FEIDE },
    ],
  }),
  ...faultsAt('behaviour', 'implicit', {
    'in-query': ['tokens in the query', IMPLICIT, { behave: { responseMode: 'query' }, variant: FEIDE }],
    'query-allowed': [
      'tokens in the query for who asks for them there',
      IMPLICIT,
      { skip: ['authorization.response-mode-invalid'], variant: FEIDE },
    ],
    'nonce-unchecked': [
      'tokens for a request without a nonce',
      IMPLICIT,
      { skip: ['authorization.nonce-missing'], variant: FEIDE },
    ],
    'for-everybody': [
      'tokens in front for clients that are registered for codes',
      IMPLICIT,
      { skip: ['authorization.flow-disabled-implicit'], variant: FEIDE },
    ],
    'silent-always': [
      'tokens for a page in whose browser nobody is logged in',
      IMPLICIT,
      { behave: { promptNone: 'signs-in' }, variant: FEIDE },
    ],
  }),
]
