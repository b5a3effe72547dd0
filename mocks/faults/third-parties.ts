import type { Fault } from '#fixtures/schema/fault.ts'
import { changing, claimsGiven, faultsAt, tokensGiven } from './rows.ts'

const FEIDE = 'feide'
const JWT = 'TX-FEIDE-JWT'
const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'

/** A JWT that nobody has signed, which a careless provider hands to whoever asks. */
const open = { answer: tokensGiven, variant: FEIDE } as const

/** Of machines and of the signed tokens that APIs of third parties take. */
export const thirdPartyFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'apis', {
    'userinfo-for-machines': [
      'userinfo that tells of a machine as if it were a user',
      'CC-USERINFO-FEIDE',
      { skip: ['userinfo.no-user'], variant: FEIDE },
    ],
    'scopes-bare': [
      'scopes of APIs without their prefix',
      'CC-SCOPES-FEIDE',
      { behave: { gatekeeperScopes: 'bare' }, variant: FEIDE },
    ],
    'scopes-all': [
      'every API for every machine',
      'CC-SCOPES-FEIDE',
      { behave: { gatekeeperScopes: 'all' }, variant: FEIDE },
    ],
    'exchange-refused': [
      'a provider that exchanges nothing though it announces it',
      JWT,
      { behave: { grantsRefused: [GRANT] }, variant: FEIDE },
    ],
    'levels-widened': [
      'a JWT with levels of access that nobody approved',
      JWT,
      { behave: { exchangeWidens: true }, variant: FEIDE },
    ],
    'levels-unchecked': [
      'a provider that looks at no level of access',
      JWT,
      { skip: ['exchange.scope-invalid'], variant: FEIDE },
    ],
    'for-everybody': [
      'JWTs for services that are not registered for them',
      JWT,
      { skip: ['exchange.client-not-enabled'], variant: FEIDE },
    ],
    'of-others': [
      'a provider that does not look to whom a token was given',
      JWT,
      { also: ['TX-SUBJECT-BAD'], skip: ['exchange.subject-token-other-client'], variant: FEIDE },
    ],
    'dead-accepted': [
      'a JWT for a token that has expired',
      JWT,
      { skip: ['exchange.subject-token-invalid'], variant: FEIDE },
    ],
    'type-ignored': [
      'a JWT for tokens of any type',
      JWT,
      {
        skip: ['exchange.subject-token-type-wrong', 'exchange.requested-token-type-unsupported'],
        variant: FEIDE,
      },
    ],
    'secret-not-compared': [
      'a JWT for whoever names a service',
      JWT,
      { skip: ['client.secret-wrong', 'client.secret-missing', 'client.missing'], variant: FEIDE },
    ],
  }),
  ...faultsAt('refusal', 'apis', {
    'userinfo-invented': [
      'userinfo about nobody',
      'CC-USERINFO-FEIDE',
      { of: ['userinfo.no-user'], answer: claimsGiven, variant: FEIDE },
    ],
    'secret-not-asked-for': [
      'a JWT for who does not authenticate',
      JWT,
      { of: ['client.secret-missing', 'client.missing'], ...open },
    ],
    'subject-made-up': [
      'a JWT for a token that nobody gave',
      JWT,
      {
        also: ['TX-SUBJECT-BAD'],
        of: ['exchange.subject-token-invalid', 'exchange.subject-token-missing'],
        ...open,
      },
    ],
    'audience-any': [
      'a JWT for APIs that nobody knows or has opened',
      JWT,
      { of: ['exchange.audience-unknown', 'exchange.audience-missing'], ...open },
    ],
  }),
  ...faultsAt('token.response', 'apis', {
    'issued-type-missing': [
      'a JWT of which the answer does not say what it is',
      'RFC8693-2.2.1',
      { remove: ['issued_token_type'], variant: FEIDE },
    ],
    'answer-lives-longer': [
      'an answer that gives every token eight hours',
      'AT-LIFETIME',
      { set: { expires_in: () => 28_799 }, variant: FEIDE },
    ],
  }),
  ...faultsAt('access-token', 'apis', {
    'jwt-unsigned': ['a JWT without a signature', JWT, { sign: 'none', variant: FEIDE }],
    'jwt-signed-by-another': ['a JWT signed with a key nobody published', JWT, { sign: 'other-key', variant: FEIDE }],
    'jwt-lives-too-long': [
      'a JWT that lives for an hour',
      JWT,
      { set: { exp: changing((old) => Number(old) + 3300) }, variant: FEIDE },
    ],
    'jwt-for-everybody': [
      'one audience for all APIs',
      JWT,
      { set: { aud: 'https://n.feide.no/datasources' }, variant: FEIDE },
    ],
    'jwt-of-another-issuer': [
      'a JWT in the name of another issuer',
      JWT,
      { set: { iss: 'https://aai.other.example' }, variant: FEIDE },
    ],
    'jwt-of-nobody': ['a JWT about nobody', JWT, { remove: ['sub'], variant: FEIDE }],
    'jwt-of-the-service': [
      'a JWT that names the service where a user calls',
      JWT,
      { set: { sub: 'the-service' }, variant: FEIDE },
    ],
    'jwt-telling': [
      'a JWT that tells what nobody asked for',
      JWT,
      { set: { email: (old: unknown) => old ?? 'ada@nordhavn.example' }, variant: FEIDE },
    ],
    'jwt-without-levels': ['a JWT without its levels of access', JWT, { remove: ['scope'], variant: FEIDE }],
    'jwt-of-tomorrow': [
      'a JWT that is not valid yet',
      JWT,
      { set: { nbf: changing((old) => Number(old) + 3600) }, variant: FEIDE },
    ],
  }),
]
