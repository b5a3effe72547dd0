import type { ScenarioResult } from '../model.ts'

type Both = Pick<ScenarioResult, 'id' | 'title' | 'tags'> & Partial<Pick<ScenarioResult, 'driver' | 'fault'>>
type Each = Pick<ScenarioResult, 'verdict'> &
  Partial<Pick<ScenarioResult, 'reason' | 'checks' | 'evidence' | 'durationMs' | 'explained'>>

const scenario = (both: Both, beta: Each, production: Each): readonly ScenarioResult[] =>
  (
    [
      ['openaire-beta', beta],
      ['openaire-production', production],
    ] as const
  ).map(([target, each]) => ({
    driver: 'http',
    checks: [],
    evidence: [],
    durationMs: 163,
    ...both,
    ...each,
    target,
  }))

const wrongVerifier = scenario(
  {
    id: 'oidc.op.pkce.wrong-verifier',
    title: 'refuses a code presented with another verifier, and spends the code',
    tags: ['oidc', 'op', 'pkce'],
    fault: 'pkce.verifier-unchecked',
  },
  {
    verdict: 'fail',
    checks: [
      {
        cites: 'PKCE-VERIFIER-WRONG',
        verdict: 'fail',
        message: 'The code was redeemed although the verifier was another one.',
        sent: 'POST /token with grant_type=authorization_code and a code_verifier\nthat does not belong to the code_challenge',
        expected: '400 with error "invalid_grant"',
        actual: '200 with an access token',
        source: 'suites/oidc/op/pkce.suite.ts:31',
        exchange: 'beta-4',
        explained: ['code.unknown'],
      },
      {
        cites: 'PKCE-S256',
        verdict: 'pass',
        message: 'The challenge was accepted.',
        source: 'suites/oidc/op/pkce.suite.ts:35',
      },
    ],
    evidence: ['beta-1', 'beta-2', 'beta-3', 'beta-4'],
  },
  {
    verdict: 'pass',
    checks: [
      {
        cites: 'PKCE-VERIFIER-WRONG',
        verdict: 'pass',
        message: 'Refused, and the code was spent.',
        sent: 'POST /token with another code_verifier',
        expected: '400 with error "invalid_grant"',
        actual: '400 with error "invalid_grant"',
        source: 'suites/oidc/op/pkce.suite.ts:31',
      },
      {
        cites: 'PKCE-S256',
        verdict: 'pass',
        message: 'The challenge was accepted.',
        source: 'suites/oidc/op/pkce.suite.ts:35',
      },
    ],
    evidence: ['production-1', 'production-2', 'production-3', 'production-4'],
  },
)

const pkceDiscovery = scenario(
  {
    id: 'oidc.op.discovery.pkce-methods',
    title: 'names the challenge methods that work',
    tags: ['oidc', 'op', 'discovery'],
  },
  { verdict: 'pass', checks: [{ cites: 'PKCE-DISCOVERY', verdict: 'pass', message: 'S256, and nothing else.' }] },
  {
    verdict: 'warn',
    checks: [
      {
        cites: 'PKCE-DISCOVERY',
        verdict: 'warn',
        message: 'Discovery offers plain beside S256.',
        expected: '["S256"]',
        actual: '["plain","S256"]',
        source: 'suites/oidc/op/discovery.suite.ts:58',
      },
    ],
  },
)

const happyFlow = scenario(
  { id: 'oidc.op.code.happy', title: 'signs a user in with the authorization code flow', tags: ['oidc', 'op', 'code'] },
  {
    verdict: 'pass',
    checks: [
      { cites: 'CODE-HAPPY', verdict: 'pass', message: 'The user was signed in.' },
      { cites: 'OIDCC-5.3.2', verdict: 'pass', message: 'Both subjects are equal.' },
    ],
    evidence: ['beta-1', 'beta-2', 'beta-5'],
  },
  {
    verdict: 'fail',
    checks: [
      { cites: 'CODE-HAPPY', verdict: 'pass', message: 'The user was signed in.' },
      {
        cites: 'OIDCC-5.3.2',
        verdict: 'fail',
        message: 'Userinfo speaks of another subject than the ID token.',
        expected: '5f0c@aai.example.org',
        actual: '77aa@aai.example.org',
      },
    ],
  },
)

const others: readonly (readonly ScenarioResult[])[] = [
  scenario(
    {
      id: 'oidc.op.scopes.entitlements',
      title: 'releases entitlements for the scope of that name',
      tags: ['oidc', 'op', 'claims'],
    },
    {
      verdict: 'error',
      reason: 'The token endpoint gave no answer within 10 s; the step before was the login form.',
      checks: [{ cites: 'SCOPE-CLAIMS', verdict: 'error', message: 'Not judged: the flow before it died.' }],
      evidence: ['beta-1', 'beta-2', 'beta-6'],
      durationMs: 10_412,
    },
    {
      verdict: 'pass',
      checks: [{ cites: 'SCOPE-CLAIMS', verdict: 'pass', message: 'The listed claims, and no others.' }],
    },
  ),
  scenario(
    {
      id: 'oidc.op.session.prompt-none',
      title: 'answers prompt=none without a page',
      tags: ['oidc', 'op', 'session'],
      driver: 'browser',
    },
    {
      verdict: 'skip',
      reason: 'Needs a browser: install Chromium, or name one with AAI_CHROMIUM.',
      checks: [{ cites: 'OIDCC-3.1.2.1-PROMPT', verdict: 'skip', message: 'Not judged.' }],
    },
    {
      verdict: 'skip',
      reason: 'Needs a browser: install Chromium, or name one with AAI_CHROMIUM.',
      checks: [{ cites: 'OIDCC-3.1.2.1-PROMPT', verdict: 'skip', message: 'Not judged.' }],
      explained: ['code.unknown'],
    },
  ),
  scenario(
    {
      id: 'api.client-credentials.grant',
      title: 'gives a confidential client a token of its own',
      tags: ['api', 'cc'],
    },
    { verdict: 'not-applicable', reason: 'The profile does not offer client-credentials.' },
    { verdict: 'pass', checks: [{ cites: 'CC-GRANT', verdict: 'pass', message: 'An access token for the client.' }] },
  ),
]

/** Sorted by id, then target. */
export const scenarios: readonly ScenarioResult[] = [
  ...wrongVerifier,
  ...pkceDiscovery,
  ...happyFlow,
  ...others.flat(),
].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) || (a.target < b.target ? -1 : 1))
