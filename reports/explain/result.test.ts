import { expect, test } from 'vitest'
import type { Check, Exchange, HttpMessage, RunResult, ScenarioResult } from '../model.ts'
import { sampleResult } from '../testing/sample-result.ts'
import { withExplanations } from './result.ts'

const exchange = (response: HttpMessage): Exchange => ({
  from: 'rp',
  to: 'op',
  label: 'token request',
  atMs: 0,
  durationMs: 1,
  request: { start: 'POST https://aai.example.org/token', headers: [] },
  response,
  redacted: [],
})

const json = (status: string, body: object): HttpMessage => ({
  start: status,
  headers: [['content-type', 'application/json']],
  body: JSON.stringify(body),
})

const exchanges: RunResult['exchanges'] = {
  fine: exchange(json('200 OK', { access_token: 'x' })),
  spent: exchange(json('400 Bad Request', { error: 'invalid_grant', error_description: 'Code not valid' })),
  pkce: exchange({
    start: '302 Found',
    headers: [
      [
        'location',
        'https://portal.example/callback?state (22 characters, #f0fa3e)&error=invalid_request&error_description=Missing+parameter:+code_challenge_method',
      ],
    ],
  }),
  page: exchange({
    start: '400 Bad Request',
    headers: [['content-type', 'text/html;charset=utf-8']],
    body: 'HTML page of 1204 characters\ntitle: We are sorry...\ntext: We are sorry... Invalid parameter: redirect_uri',
  }),
  userinfo: exchange({
    start: '401 Unauthorized',
    headers: [
      [
        'www-authenticate',
        'Bearer realm="openaire", error="invalid_token", error_description="Token verification failed"',
      ],
    ],
  }),
  unknown: exchange(json('400 Bad Request', { error: 'house_rules', error_description: 'Not on a Sunday' })),
}

const explained = (check: Partial<Check>, scenario: Partial<ScenarioResult> = {}) => {
  const [first] = sampleResult.scenarios
  if (!first) throw new Error('the sample has scenarios')
  const checks = [{ cites: 'PKCE-S256', verdict: 'fail' as const, message: 'found', ...check }]
  const result = withExplanations({
    ...sampleResult,
    exchanges,
    scenarios: [{ ...first, evidence: ['fine', 'spent'], checks, ...scenario }],
  })
  const [played] = result.scenarios
  return { result, check: played?.checks[0], played }
}

test.for([
  ['spent', 'code.not-valid'],
  ['pkce', 'pkce.method-missing'],
  ['page', 'authorization.redirect-uri'],
  ['userinfo', 'userinfo.token-invalid'],
] as const)('the answer %s is explained as %s', ([key, id]) => {
  const { check, result } = explained({ exchange: key })
  expect(check?.explained).toEqual([id])
  expect(Object.keys(result.explanations)).toEqual([id])
  expect(result.explanations[id]?.remedy.length).toBeGreaterThan(0)
})

test('a check that judged no exchange rests on the last one', () => {
  expect(explained({}).check?.explained).toEqual(['code.not-valid'])
})

test.for(['fine', 'unknown', 'nowhere'])('nothing is said of the exchange %s', (key) => {
  const { check, result } = explained({ exchange: key })
  expect(check).not.toHaveProperty('explained')
  expect(result.explanations).toEqual({})
})

test('what holds needs no explanation', () => {
  expect(explained({ verdict: 'pass', exchange: 'spent' }).check).not.toHaveProperty('explained')
})

test('what kept a scenario from being judged is explained, a profile that offers nothing of the kind is not', () => {
  const held = { checks: [], evidence: ['userinfo'] }
  expect(explained({}, { ...held, verdict: 'skip' }).played?.explained).toEqual(['userinfo.token-invalid'])
  expect(explained({}, { ...held, verdict: 'not-applicable' }).played).not.toHaveProperty('explained')
})
