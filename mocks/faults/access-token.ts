import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt } from './rows.ts'

export const accessTokenFaults: readonly Fault[] = [
  ...faultsAt('access-token', 'access-token', {
    'signed-by-another': ['an access token signed by a key that is not published', 'DISC-JWKS', { sign: 'other-key' }],
    'iat-missing': ['an access token that does not say when', 'RFC7519-2', { remove: ['iat'] }],
    'iss-other': ['an access token of another issuer', 'DISC-DOCUMENT', { set: { iss: 'https://aai.other.example' } }],
    'client-other': [
      'an access token for another client',
      'CODE-BOUND',
      { also: ['TX-SAME-USER'], set: { azp: 'somebody-else' } },
    ],
    'scope-other': ['an access token of another scope', 'RFC6749-3.3-scope', { set: { scope: 'openid' } }],
    'exp-other': [
      'an access token that ends otherwise than expires_in says',
      'AT-LIFETIME',
      { set: { exp: 4_102_444_800 } },
    ],
    'profile-signature': [
      'an access token by the JWT profile with a signature that is none',
      'RFC9068-2.1',
      { sign: 'broken', variant: 'jwt-profile' },
    ],
    'client-id-missing': [
      'an access token by the JWT profile that does not name its client',
      'RFC9068-2.2',
      { remove: ['client_id'], variant: 'jwt-profile' },
    ],
    huge: ['an access token of 12,000 characters', 'AT-SIZE', { set: { ballast: 'x'.repeat(9_000) } }],
  }),
  ...faultsAt('behaviour', 'access-token', {
    'never-expires': [
      'an access token that is taken after its end',
      'RFC7519-4.1.4',
      { also: ['AT-LIFETIME'], skip: ['userinfo.token-invalid'] },
    ],
  }),
  ...faultsAt('token.response', 'access-token', {
    guessable: [
      'an access token that anybody can guess',
      'RFC6749-10.10',
      { set: { access_token: 'token-0000001' }, variant: 'opaque' },
    ],
  }),
]
