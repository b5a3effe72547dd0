import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, type Rows } from './rows.ts'

const gate = { variant: 'api-behind-gatekeeper' } as const

const unlooked: Rows = {
  'open-to-anonymous': [
    'a gatekeeper that lets pass whoever brings no token',
    'API-BEARER',
    { skip: ['api.token-missing'], ...gate },
  ],
  'open-to-any-token': [
    'a gatekeeper that lets pass whatever calls itself a token',
    'API-BEARER',
    {
      also: ['RFC6750-3.1-invalid_token'],
      skip: ['api.token-malformed', 'api.token-unknown', 'api.type', 'api.scope'],
      ...gate,
    },
  ],
  'expiry-ignored': ['a gatekeeper that knows no end of tokens', 'API-BEARER', { skip: ['api.expired'], ...gate }],
  'scope-ignored': [
    'a gatekeeper that lets pass tokens for other APIs',
    'API-BEARER',
    { also: ['RFC6750-3.1-insufficient_scope'], skip: ['api.scope'], ...gate },
  ],
  'token-in-query': [
    'a gatekeeper that takes the token from the address',
    'RFC6750-2.3-resource',
    { skip: ['api.token-in-query'], ...gate },
  ],
  'token-twice': [
    'a gatekeeper that does not mind a token sent twice',
    'RFC6750-3.1-invalid_request',
    { skip: ['api.token-repeated'], ...gate },
  ],
}

const believed: Rows = {
  'headers-passed-on': [
    'a gatekeeper that passes on the headers that callers make up',
    'API-SPOOFED-HEADER',
    { skip: ['gatekeeper.forged-header'], ...gate },
  ],
  'underscores-passed-on': [
    'a gatekeeper that overlooks made-up headers with underscores',
    'API-SPOOFED-HEADER',
    { skip: ['gatekeeper.forged-underscores'], ...gate },
  ],
  'old-names-passed-on': [
    'a gatekeeper that has forgotten the old names of its headers',
    'API-SPOOFED-HEADER',
    { skip: ['gatekeeper.forged-old-name'], ...gate },
  ],
  'api-believes-everybody': [
    'an API that believes headers without looking who sends them',
    'API-SPOOFED-HEADER',
    { skip: ['api.caller'], ...gate },
  ],
  'users-ignored': [
    'an API that tells systems what is for users',
    'API-USER-HEADER',
    { skip: ['api.user-missing'], ...gate },
  ],
  'systems-ignored': [
    'an API that tells users what is for systems',
    'API-USER-HEADER',
    { skip: ['api.user-present'], ...gate },
  ],
}

/** What Feide's gatekeeper, or an API behind it, may get wrong. */
export const gatekeeperFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'gatekeeper', unlooked),
  ...faultsAt('behaviour', 'gatekeeper', believed),
  ...faultsAt('gatekeeper.request', 'gatekeeper', {
    'user-untold': [
      'a gatekeeper that does not tell who the user is',
      'API-USER-HEADER',
      { also: ['API-BEARER'], remove: ['X-Dataporten-userid'], ...gate },
    ],
    'client-untold': [
      'a gatekeeper that does not tell which client calls',
      'API-USER-HEADER',
      { remove: ['X-Dataporten-clientid'], ...gate },
    ],
    'system-as-user': [
      'a gatekeeper that tells of a system as of a user',
      'API-USER-HEADER',
      { set: { 'X-Dataporten-userid': (old: unknown) => old ?? 'somebody' }, ...gate },
    ],
  }),
  ...faultsAt('api.response', 'gatekeeper', {
    'user-unheard': [
      'an API that does not listen to its gatekeeper',
      'API-USER-HEADER',
      { set: { sub: null }, ...gate },
    ],
  }),
  ...faultsAt('answer', 'gatekeeper', {
    broken: [
      'an API behind a gatekeeper that breaks down',
      'RFC6750-2.1',
      { on: 'api', answer: { status: 500 }, ...gate },
    ],
    'no-challenge': [
      'a refusal of a gatekeeper without a WWW-Authenticate header',
      'RFC6750-3-challenge',
      { on: 'gatekeeper', remove: ['WWW-Authenticate'], ...gate },
    ],
  }),
  ...faultsAt('refusal', 'gatekeeper', {
    'code-without-token': [
      'a gatekeeper that names an error though no token was sent',
      'RFC6750-3-no-code',
      { of: ['api.token-missing'], set: { error: 'invalid_token' }, ...gate },
    ],
  }),
]
