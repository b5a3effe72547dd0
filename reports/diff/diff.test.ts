import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, test } from 'vitest'
import type { Exchange, RunResult, ScenarioResult, Target } from '../model.ts'
import { renderDiffHtml } from '../render/diff/html.ts'
import { renderDiffMarkdown } from '../render/diff/markdown.ts'
import { renderDiffTerminal } from '../render/diff/terminal.ts'
import { hostileTexts, wrappedIn } from '../testing/hostile-result.ts'
import { sampleResult } from '../testing/sample-result.ts'
import { diffRuns, diffTargets, isDifferent, isWorse } from './index.ts'

const BETA = 'openaire-beta'

const diff = (before: RunResult, after: RunResult) =>
  diffRuns({ name: 'before', result: before }, { name: 'after', result: after })

const changesOf = (before: RunResult, after: RunResult) =>
  diff(before, after).pairings.flatMap(({ changes }) =>
    changes.map(({ kind, scenario, worse }) => [kind, scenario, worse]),
  )

const scenario = (id: string, more: Partial<ScenarioResult>): ScenarioResult => ({
  ...{
    id,
    title: id,
    target: BETA,
    tags: [],
    driver: 'http',
    verdict: 'pass',
    checks: [],
    evidence: [],
    durationMs: 1,
  },
  ...more,
})

const withScenarios = (...scenarios: readonly ScenarioResult[]): RunResult => ({ ...sampleResult, scenarios })

const answer = (label: string, status: string, body: unknown): Exchange => ({
  ...{ from: 'rp', to: 'op', label, atMs: 0, durationMs: 1, redacted: [] },
  request: { start: `GET ${sampleResult.targets[0]?.issuer}/x`, headers: [] },
  response: { start: status, headers: [], body: JSON.stringify(body) },
})

const withAnswers = (...answers: readonly Exchange[]): RunResult => ({
  ...withScenarios(scenario('a', {})),
  exchanges: Object.fromEntries(answers.map((each, index) => [`${BETA}/a/${index}`, each])),
})

const driftsOf = (before: RunResult, after: RunResult) => diff(before, after).pairings.flatMap(({ drifts }) => drifts)

test('a run is no other than itself', () => {
  const same = diff(sampleResult, sampleResult)
  expect([isDifferent(same), isWorse(same)]).toEqual([false, false])
  expect(same.pairings.map(({ same: count }) => count).reduce((a, b) => a + b)).toBe(sampleResult.scenarios.length)
})

describe('what becomes of a scenario', () => {
  const fails = { verdict: 'fail', checks: [{ cites: 'X', verdict: 'fail', message: 'found' }] } as const
  test.each<[string, Partial<ScenarioResult>, Partial<ScenarioResult>, string, boolean]>([
    ['begins to fail', {}, fails, 'failing', true],
    ['passes again', fails, {}, 'passing', false],
    ['is judged no more', {}, { verdict: 'skip', reason: 'no user' }, 'other', true],
    ['breaks down where it failed', fails, { verdict: 'error', reason: 'ours' }, 'other', true],
    ['fails less', fails, { verdict: 'warn' }, 'other', false],
  ])('it %s', (_, before, after, kind, worse) => {
    const [was, is] = [withScenarios(scenario('a', before)), withScenarios(scenario('a', after))]
    expect(changesOf(was, is)).toEqual([[kind, 'a', worse]])
  })

  test('it fails for another reason', () => {
    const [one, two] = ['one', 'two'].map((message) =>
      withScenarios(scenario('a', { ...fails, checks: [{ cites: 'X', verdict: 'fail', message }] })),
    )
    if (!one || !two) throw new Error('no runs')
    expect(diff(one, two).pairings[0]?.changes).toMatchObject([
      { kind: 'reason', worse: false, before: { reasons: ['X: one'] }, after: { reasons: ['X: two'] } },
    ])
  })

  test('it comes, or goes', () => {
    const [without, all] = [withScenarios(scenario('a', {})), withScenarios(scenario('a', {}), scenario('b', {}))]
    expect(changesOf(without, all)).toEqual([['added', 'b', false]])
    expect(changesOf(all, without)).toEqual([['removed', 'b', true]])
    expect(changesOf(without, withScenarios(scenario('a', {}), scenario('b', fails)))).toEqual([['added', 'b', true]])
  })

  test('addresses of the issuer and free ports are no change', () => {
    const at = (issuer: string, port: number): RunResult => ({
      ...withScenarios(scenario('a', { verdict: 'skip', reason: `${issuer}/token at 127.0.0.1:${port}` })),
      targets: sampleResult.targets.slice(0, 1).map((target) => ({ ...target, issuer })),
    })
    const [was, is] = [at('http://127.0.0.1:4455/realms/a', 5001), at('https://aai.example.org/realms/b', 5002)]
    const [pairing] = diff(was, is).pairings
    expect(pairing).toMatchObject({ changes: [], same: 1 })
    expect(pairing?.necessary[0]).toBe('Addresses: 127.0.0.1:4455 and aai.example.org.')
  })
})

describe('what is seen of an issuer', () => {
  const token = (claims: object) => ({ scope: 'openid', id_token: { header: { alg: 'RS256' }, claims } })

  test.each<[string, Exchange, Exchange, object]>([
    [
      'discovery',
      answer('discovery', '200 OK', { scopes_supported: ['email', 'openid'] }),
      answer('discovery', '200 OK', { scopes_supported: ['openid', 'orcid', 'email'] }),
      { group: 'discovery', name: 'scopes_supported', before: 'email\nopenid', after: 'email\nopenid\norcid' },
    ],
    [
      'one of many addresses',
      answer('discovery', '200 OK', { mtls_endpoint_aliases: { token_endpoint: 'a', userinfo_endpoint: 'b' } }),
      answer('discovery', '200 OK', { mtls_endpoint_aliases: { token_endpoint: 'c', userinfo_endpoint: 'b' } }),
      { group: 'discovery', name: 'mtls_endpoint_aliases.token_endpoint', before: 'a', after: 'c' },
    ],
    [
      'claims',
      answer('token request', '200 OK', token({ sub: 'a', acr: '1' })),
      answer('token request', '200 OK', token({ sub: 'b' })),
      { group: 'claims', name: 'claims of the ID token', before: 'acr\nsub', after: 'sub' },
    ],
    [
      'wording',
      answer('token request', '400 Bad Request', { error: 'invalid_grant', error_description: 'Code not valid' }),
      answer('token request', '400 Bad Request', { error: 'invalid_grant', error_description: 'Gone' }),
      { group: 'errors', name: 'token request: 400 invalid_grant', before: 'Code not valid', after: 'Gone' },
    ],
    [
      'rotated keys',
      answer('key request', '200 OK', { keys: [{ kty: 'RSA', kid: 'a' }] }),
      answer('key request', '200 OK', { keys: [{ kty: 'RSA', kid: 'b' }] }),
      { group: 'keys', name: 'kid', before: 'a', after: 'b' },
    ],
    [
      'userinfo that is gone',
      answer('userinfo request', '200 OK', { sub: 'a' }),
      answer('something else', '200 OK', { sub: 'a' }),
      { group: 'claims', name: 'claims of userinfo', before: 'sub' },
    ],
  ])('%s', (_, before, after, drift) => {
    expect(driftsOf(withAnswers(before), withAnswers(after))).toEqual([drift])
  })

  test('answers of others, of other scenarios of other targets, and what is no JSON tell nothing', () => {
    const stranger = answer('discovery', '200 OK', { scopes_supported: [] })
    const page = answer('discovery', '200 OK', '<html>')
    const elsewhere = { ...stranger, request: { start: 'GET https://other.example/x', headers: [] } }
    expect(driftsOf(withAnswers(), withAnswers(elsewhere, page))).toEqual([])
  })

  test('what was measured', () => {
    const [was, is] = [600, 1400].map(
      (size): RunResult => ({
        ...withAnswers(),
        targets: sampleResult.targets.map((target) => ({ ...target, facts: { 'access token, characters': size } })),
      }),
    )
    if (!was || !is) throw new Error('no runs')
    expect(driftsOf(was, is)[0]).toMatchObject({ group: 'measured', before: '600', after: '1400' })
  })
})

describe('two environments', () => {
  const [beta, production] = ['https://beta.example.org/realms/a', 'https://example.org/realms/a'].map(
    (issuer, at) => ({
      ...(sampleResult.targets[at] ?? sampleResult.targets[0]),
      issuer,
    }),
  ) as [Target, Target]
  const seen = (target: Target, size: number, kid: string) => ({
    target: { ...target, facts: { 'ID token, characters': size } },
    exchange: {
      ...answer('key request', '200 OK', { keys: [{ kty: 'RSA', kid }] }),
      request: { start: `GET ${target.issuer}/certs`, headers: [] },
    },
  })
  const between = (size: number) => {
    const both = [seen(beta, 1000, 'a'), seen(production, size, 'b')]
    const result: RunResult = {
      ...withScenarios(scenario('a', {}), scenario('a', { target: production.id, verdict: 'fail' })),
      targets: both.map(({ target }) => target),
      exchanges: Object.fromEntries(both.map(({ target, exchange }) => [`${target.id}/a/0`, exchange])),
    }
    return diffTargets({ name: 'run', result }, beta.id, production.id)
  }

  test('differ in what has to differ, and that is said', () => {
    expect(between(1020)?.pairings[0]).toMatchObject({
      drifts: [],
      necessary: [
        'Addresses: beta.example.org and example.org.',
        'The keys, by their names: each issuer has its own.',
        'Sizes of tokens: they hold the names of the issuer and of its clients.',
      ],
    })
  })

  test('are called by their names in reasons, which is no difference', () => {
    const of = ({ id, title }: Target) =>
      scenario('a', { target: id, verdict: 'skip', reason: `${title} does not offer x.` })
    const result = { ...withScenarios(of(beta), of(production)), targets: [beta, production] }
    expect(diffTargets({ name: 'run', result }, beta.id, production.id)?.pairings[0]).toMatchObject({ same: 1 })
  })

  test('one of which has nothing of the kind is no worse for that', () => {
    const of = (...verdicts: readonly ['pass' | 'not-applicable' | 'fail', 'pass' | 'not-applicable' | 'fail']) => {
      const both = [beta, production].map(({ id }, at) =>
        scenario('a', { target: id, verdict: verdicts[at] ?? 'pass', reason: `${at}` }),
      )
      const diff = diffTargets({ name: 'run', result: withScenarios(...both) }, beta.id, production.id)
      return diff?.pairings[0]?.changes.map(({ kind, worse }) => [kind, worse])
    }
    expect(of('pass', 'not-applicable')).toEqual([['removed', false]])
    expect(of('not-applicable', 'pass')).toEqual([['added', false]])
    expect(of('not-applicable', 'fail')).toEqual([['failing', true]])
    expect(of('fail', 'not-applicable')).toEqual([['removed', false]])
  })

  test('differ in more than that', () => {
    expect(between(1100)?.pairings[0]?.drifts).toMatchObject([{ group: 'measured', before: '1000', after: '1100' }])
  })

  test('stand side by side in each view, by their names', () => {
    const result = between(1100)
    if (!result) throw new Error('no comparison')
    expect(result.pairings[0]?.sideBySide).toEqual([{ scenario: 'a', title: 'a', before: 'pass', after: 'fail' }])
    expect(renderDiffHtml(result)).toContain('All 1 scenarios side by side')
    for (const text of [renderDiffTerminal(result), renderDiffMarkdown(result), renderDiffHtml(result)]) {
      expect(text).toContain('Fails at openaire-production, not at openaire-beta (1)')
      expect(text).toMatch(/1 result is worse at openaire-production than at openaire-beta/)
      expect(text.replace(/<style>[^<]*<\/style>/, '')).not.toMatch(/\bbefore\b|\bnow\b/i)
    }
  })
})

describe('two targets of one run', () => {
  test('are compared, whatever they are called', () => {
    const result = diffTargets({ name: 'run', result: sampleResult }, BETA, 'openaire-production')
    expect(result?.pairings[0]).toMatchObject({ before: BETA, after: 'openaire-production' })
    expect(result?.pairings[0]?.changes.map(({ kind }) => kind)).toContain('passing')
  })

  test('and cannot be where one is missing', () => {
    expect(diffTargets({ name: 'run', result: sampleResult }, BETA, 'feide')).toBeUndefined()
  })
})

test('a target that is gone is worse, and said', () => {
  const less = { ...sampleResult, targets: sampleResult.targets.slice(1) }
  const gone = diff(sampleResult, less)
  expect(gone.unpaired).toEqual({ before: [BETA], after: [] })
  expect(isWorse(gone)).toBe(true)
  expect(renderDiffTerminal(gone)).toContain(`Only in before: ${BETA}.`)
})

describe('views', () => {
  const fewer = { ...sampleResult, scenarios: sampleResult.scenarios.filter((each) => each.verdict !== 'pass') }
  const shown = diff(fewer, sampleResult)

  test('say the same', () => {
    for (const text of [renderDiffTerminal(shown), renderDiffMarkdown(shown), renderDiffHtml(shown)]) {
      expect(text).toContain('Nothing is worse than before')
      expect(text).toMatch(/New \(\d+\)/)
    }
  })

  const elementsIn = (markdown: string): readonly string[] =>
    micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })
      .replaceAll('<!-- -->', '')
      .match(/<[^>]*>/g) ?? []

  const between = (text: string) => diff(wrappedIn(fewer, text), wrappedIn(sampleResult, text))

  test.each(Object.entries(hostileTexts))('show what a target says as text: %s', (_, text) => {
    const hostile = between(text)
    expect(renderDiffHtml(hostile)).not.toMatch(/<(?:script|img|svg)\b|onerror="/)
    expect(renderDiffTerminal(hostile)).not.toMatch(/[[\p{Cc}\p{Cf}]--\n]/v)
    expect(elementsIn(renderDiffMarkdown(hostile))).toEqual(elementsIn(renderDiffMarkdown(between('harmless'))))
  })
})
