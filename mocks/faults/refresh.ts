import type { Fault } from '#fixtures/schema/fault.ts'
import { faultsAt, tokensGiven } from './rows.ts'

export const refreshFaults: readonly Fault[] = [
  ...faultsAt('behaviour', 'refresh', {
    'any-client': ['a refresh token that every client may use', 'REFRESH-BOUND', { skip: ['refresh.other-client'] }],
    'revoked-works': [
      'a revoked refresh token that still works',
      'REFRESH-BOUND',
      { also: ['REVOKE', 'RFC7009-2', 'RFC7009-2.1-cascade', 'INTRO-INACTIVE'], behave: { revocation: 'forgets' } },
    ],
    'scope-widens': [
      'a refresh that grants what was not granted',
      'REFRESH-SCOPE',
      { also: ['RFC6749-6-scope'], behave: { refreshWidens: true } },
    ],
    'scope-stays': ['a refresh that cannot narrow the scope', 'REFRESH-SCOPE', { behave: { refreshNarrows: false } }],
    'never-expires': ['a refresh token without an end', 'RFC6749-5.2-invalid_grant', { skip: ['refresh.expired'] }],
    'outlives-session': [
      'a refresh token that outlives its session without offline_access',
      'REFRESH-OFFLINE',
      { skip: ['refresh.expired', 'refresh.session-ended'] },
    ],
    'offline-ends': [
      'an offline token that dies with the session',
      'REFRESH-OFFLINE',
      { behave: { offline: 'ends-with-session' } },
    ],
    'always-given': ['a refresh token for everybody', 'REFRESH-OFFLINE', { behave: { refreshTokens: 'always' } }],
    'rotated-works': [
      'a replaced refresh token that still works',
      'REFRESH-ROTATION',
      { also: ['RFC9700-2.2.2'], skip: ['refresh.reuse', 'refresh.stale'], variant: 'rotating' },
    ],
    refused: [
      'a provider that refuses every refresh',
      'REFRESH-HAPPY',
      { also: ['REFRESH-PUBLIC'], behave: { grantsRefused: ['refresh_token'] } },
    ],
    useless: [
      'a refresh whose access token is dead from the start',
      'REFRESH-HAPPY',
      { behave: { refreshed: 'dead' } },
    ],
  }),
  ...faultsAt('refusal', 'refresh', {
    'made-up-accepted': [
      'a provider that takes any refresh token',
      'REFRESH-BOUND',
      { of: ['refresh.invalid'], answer: tokensGiven },
    ],
  }),
]
