import { expect, test } from 'vitest'
import { findings, harnessErrors, heldBack } from './findings.ts'
import { sampleResult } from './testing/sample-result.ts'

test('one finding per requirement, the worst first', () => {
  const all = findings(sampleResult, ['warn', 'fail'])
  expect(all.map(({ cites, verdict }) => [cites, verdict])).toEqual([
    ['OIDCC-5.3.2', 'fail'],
    ['PKCE-VERIFIER-WRONG', 'fail'],
    ['PKCE-DISCOVERY', 'warn'],
  ])
})

test('a requirement broken in many scenarios is one finding with many places', () => {
  const everywhere = sampleResult.scenarios.map((scenario) => ({
    ...scenario,
    checks: [{ cites: 'PKCE-S256', verdict: 'fail' as const, message: 'no' }],
  }))
  const [only, ...others] = findings({ ...sampleResult, scenarios: everywhere }, ['fail'])
  expect(others).toEqual([])
  expect(only?.places).toHaveLength(12)
  expect(only?.requirement?.remedy).toMatch(/^Send code_challenge_method=S256/)
})

test('errors of the harness are apart', () => {
  expect(harnessErrors(sampleResult).map(({ id, target }) => `${id}@${target}`)).toEqual([
    'oidc.op.scopes.entitlements@openaire-beta',
  ])
})

test('what was held back is grouped by its reason', () => {
  expect(heldBack(sampleResult).map(({ verdict, reason, scenarios }) => [verdict, reason, scenarios.length])).toEqual([
    ['skip', 'Needs a browser: install Chromium, or name one with AAI_CHROMIUM.', 2],
    ['not-applicable', 'The profile does not offer client-credentials.', 1],
  ])
})
