import { describe, expect, test } from 'vitest'
import type { Exchange, RunResult } from '#reports/model.ts'
import { readRegistration } from './index.ts'
import { judgeSight } from './seen.ts'
import { type Sight, sightOf } from './sight.ts'
import { clean } from './testing/broken.ts'

const sight: Sight = {
  file: 'reports/portal',
  redirectUris: ['https://test.maps.library.eu/oidc/callback'],
  postLogoutRedirectUris: ['https://test.maps.library.eu/'],
  scopes: ['openid', 'profile', 'email'],
  responseTypes: ['code'],
  pkce: ['S256'],
  authentication: 'client_secret_basic',
}

const judged = (change: Partial<Sight>, text = clean, environment?: string) =>
  judgeSight(readRegistration(text), { ...sight, ...change }, environment).flatMap(({ findings }) =>
    findings.map(({ line, weight, cites, wrong }) => [
      `${weight} ${cites} ${text.split('\n')[line - 1]?.trim().split(':', 1)}`,
      wrong,
    ]),
  )

test('a service that does what is registered gives no finding', () => {
  expect(judged({})).toEqual([])
})

const inBeta = (from: string, to: string): string => {
  const [head = '', tail = ''] = clean.split('  production:')
  return `${head.replace(from, to)}  production:${tail}`
}

describe('what was seen and is not registered', () => {
  test.each<[string, Partial<Sight>, string, string, RegExp]>([
    [
      'another redirect URI',
      { redirectUris: ['https://test.maps.library.eu/back'] },
      clean,
      'fail OIDCC-3.1.2.1-redirect_uri redirectUris',
      /not registered/,
    ],
    [
      'a letter of it',
      { redirectUris: ['https://test.maps.library.eu/oidc/callback/'] },
      clean,
      'fail OIDCC-3.1.2.1-redirect_uri redirectUris',
      /callback\/, which/,
    ],
    [
      'the same on this machine',
      { redirectUris: ['http://localhost:8080/oidc/callback'] },
      clean,
      'note OIDCC-3.1.2.1-redirect_uri redirectUris',
      /in its host/,
    ],
    [
      'another path on this machine',
      { redirectUris: ['http://localhost:8080/x'] },
      clean,
      'fail OIDCC-3.1.2.1-redirect_uri redirectUris',
      /not registered/,
    ],
    [
      'another end of a logout',
      { postLogoutRedirectUris: ['https://test.maps.library.eu/bye'] },
      clean,
      'fail REG-POST-LOGOUT postLogoutRedirectUris',
      /after a logout/,
    ],
    [
      'a further scope',
      { scopes: ['openid', 'profile', 'email', 'orcid'] },
      clean,
      'fail REG-SCOPES scopes',
      /asking for orcid/,
    ],
    ['a scope less', { scopes: ['openid', 'email'] }, clean, 'note REG-SCOPES scopes', /profile is registered/],
    ['no PKCE', { pkce: ['S256', 'none'] }, clean, 'fail MIG-PKCE pkce', /without any/],
    ['plain', { pkce: ['plain'] }, clean, 'fail MIG-PKCE pkce', /with plain/],
    ['PKCE that is off', {}, inBeta('pkce: S256', 'pkce: false'), 'warn MIG-PKCE pkce', /has it off/],
    ['PKCE of which nothing is said', {}, inBeta('    pkce: S256\n', ''), 'warn MIG-PKCE beta', /Nothing is said/],
    ['the implicit grant', { responseTypes: ['id_token token'] }, clean, 'fail REG-GRANTS grants', /need implicit/],
    [
      'leave to stay',
      { scopes: ['openid', 'profile', 'email', 'offline_access'] },
      inBeta(', refresh_token]', ']').replace('email]', 'email, offline_access]'),
      'fail REG-GRANTS grants',
      /need refresh_token/,
    ],
    ['a client without a secret', { authentication: 'none' }, clean, 'fail RP-TOKEN-REQUEST kind', /nothing to prove/],
    [
      'a public client with one',
      {},
      inBeta('confidential', 'public'),
      'fail RP-TOKEN-REQUEST kind',
      /client_secret_basic/,
    ],
  ])('%s', (_, change, text, found, wrong) => {
    expect(judged(change, text)).toEqual([[found, expect.stringMatching(wrong)]])
  })
})

test('the environment is that of the addresses, or the one that is named', () => {
  const production = { redirectUris: ['https://maps.library.eu/oidc/callback'] }
  expect(judged({ ...production, postLogoutRedirectUris: ['https://maps.library.eu/'] })).toEqual([])
  expect(judged(production, clean, 'beta').map(([found]) => found)).toEqual([
    'fail OIDCC-3.1.2.1-redirect_uri redirectUris',
  ])
})

test('of what nobody saw nothing is said', () => {
  const nothing = { redirectUris: [], postLogoutRedirectUris: [], scopes: [], responseTypes: [], pkce: [] }
  const { authentication: _, ...rest } = sight
  for (const { cites, unseen } of judgeSight(readRegistration(clean), { ...rest, ...nothing }))
    expect([cites, unseen?.verdict]).toEqual([cites, 'skip'])
})

const ISSUER = 'http://127.0.0.1:4455/auth/realms/openaire'

const exchange = (start: string, label = 'redirect'): Exchange => ({
  ...{ from: 'browser', to: 'op', label, atMs: 0, durationMs: 1, redacted: [] },
  request: { start: `GET ${start}`, headers: [] },
})

test('what browsers of a run were led to the issuer with', () => {
  const exchanges = {
    a: exchange(
      `${ISSUER}/auth?response_type=code&client_id=portal&redirect_uri=https://maps.eu/cb&state (32 characters, #1)&scope=openid+email&code_challenge (43 characters, #2)&code_challenge_method=S256`,
    ),
    b: exchange(
      `${ISSUER}/auth?response_type=code&client_id=portal&redirect_uri=https%3A%2F%2Fmaps.eu%2Fother&scope=openid`,
    ),
    c: exchange(`${ISSUER}/logout?client_id=portal&post_logout_redirect_uri=https://maps.eu/`),
    elsewhere: exchange(
      'https://idp.example.org/auth?response_type=code&client_id=portal&redirect_uri=https://x.eu/&scope=x',
    ),
    'of somebody else': exchange(
      `${ISSUER}/auth?response_type=code&client_id=other&redirect_uri=https://x.eu/&scope=x`,
    ),
    'by the harness': exchange(
      `${ISSUER}/auth?response_type=code&client_id=portal&redirect_uri=https://x.eu/`,
      'a forged answer',
    ),
  }
  const target = {
    id: 'portal',
    title: '',
    plays: 'rp',
    kind: 'configured',
    issuer: ISSUER,
    clients: [{ clientId: 'portal', redirectUris: [] }],
    facts: { 'client authentication': 'none' },
  }
  const result = { targets: [target], exchanges, scenarios: [{ target: 'portal', evidence: Object.keys(exchanges) }] }
  expect(sightOf(result as unknown as RunResult, 'reports/portal')).toEqual({
    file: 'reports/portal',
    redirectUris: ['https://maps.eu/cb', 'https://maps.eu/other'],
    postLogoutRedirectUris: ['https://maps.eu/'],
    scopes: ['email', 'openid'],
    responseTypes: ['code'],
    pkce: ['S256', 'none'],
    authentication: 'none',
  })
  expect(sightOf({ ...result, targets: [{ ...target, plays: 'op' }] } as unknown as RunResult, 'x')).toBeUndefined()
})
