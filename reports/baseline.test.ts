import { describe, expect, test } from 'vitest'
import { BASELINE_FORMAT, type Baseline, type KnownDeviation, updatedBaseline, withBaseline } from './baseline.ts'
import { exitCode, type RunResult } from './model.ts'
import { outcome } from './outcome.ts'
import { renderHtml } from './render/html.ts'
import { renderMarkdown } from './render/markdown.ts'
import { renderTerminal } from './render/terminal.ts'
import { sampleResult } from './testing/sample-result.ts'

const WRONG = { scenario: 'oidc.op.pkce.wrong-verifier', target: 'openaire-beta', reason: 'An upgrade is due.' }

const baselineOf = (...known: readonly Partial<KnownDeviation>[]): Baseline => ({
  format: BASELINE_FORMAT,
  known: known.map((each) => ({ ...WRONG, verdict: 'fail', ...each })),
})

/** Nothing but failures and passes: an error would decide the exit code. */
const result: RunResult = {
  ...sampleResult,
  scenarios: sampleResult.scenarios.filter(({ verdict }) => verdict === 'fail' || verdict === 'pass'),
}
const failing = result.scenarios.filter(({ verdict }) => verdict === 'fail')

const seen = (baseline: Baseline, run: Partial<RunResult['run']> = {}) =>
  withBaseline({ ...result, run: { ...result.run, ...run } }, baseline, 'known.yaml')

const wrong = ({ scenarios }: RunResult) =>
  scenarios.find(({ id, target }) => id === WRONG.scenario && target === WRONG.target)

test('what is known is a warning with its reason, and the rest is as it was', () => {
  const issue = 'https://example.org/issues/1'
  const after = seen(baselineOf({ issue }))
  expect(wrong(after)).toMatchObject({ verdict: 'warn' })
  expect(wrong(after)?.checks[0]).toMatchObject({ verdict: 'warn', known: `An upgrade is due. (${issue})` })
  expect(after.scenarios.filter((each) => each !== wrong(after))).toEqual(
    result.scenarios.filter((each) => each !== wrong(result)),
  )
  expect(after.run.baseline).toEqual({ file: 'known.yaml', known: 1, problems: [] })
})

test('a run of which all failures are known conforms', () => {
  expect(exitCode(result)).toBe(1)
  const all = updatedBaseline(result, undefined, 'known')
  expect(all.known.length).toBeGreaterThanOrEqual(failing.length)
  expect(exitCode(withBaseline(result, all, 'known.yaml'))).toBe(0)
})

describe('a baseline that is written again keeps what was written', () => {
  const written = baselineOf({ until: '2027-01-31', issue: 'https://example.org/1' })
  const again = (of: RunResult, before = written) =>
    updatedBaseline(of, before, 'new').known.find(({ scenario }) => scenario === WRONG.scenario)

  test('when the run saw it in the light of the list', () => {
    expect(again(seen(written))).toEqual(written.known[0])
  })

  test('when its last day is over: somebody has to say until when it may stay', () => {
    const expired = baselineOf({ until: '2026-01-31' })
    expect(again(seen(expired), expired)).toEqual(expired.known[0])
  })

  test('when the run was of other scenarios', () => {
    const scenarios = result.scenarios.filter(({ id }) => id !== WRONG.scenario)
    const some = { ...result, run: { ...result.run, selection: '--scenario other' }, scenarios }
    expect(again(some)).toEqual(written.known[0])
    expect(again({ ...result, scenarios })).toBeUndefined()
  })
})

describe('an entry does not hold', () => {
  const passing = result.scenarios.find(({ verdict }) => verdict === 'pass')
  test.each<[string, Partial<KnownDeviation>, RegExp]>([
    ['that is needed no more', { scenario: passing?.id, target: passing?.target }, /is as it should be: remove/],
    ['of no scenario', { scenario: 'oidc.op.nothing' }, /oidc\.op\.nothing at openaire-beta was not played/],
    ['of no target', { target: 'nobody' }, /at nobody was not played/],
    ['of another requirement', { cites: 'PKCE-S256' }, /\(PKCE-S256\) is as it should be/],
    ['that has run out', { until: '2026-11-21' }, /was known until 2026-11-21/],
  ])('%s', (_, entry, problem) => {
    const after = seen(baselineOf(entry))
    expect(after.run.baseline?.problems).toEqual([expect.stringMatching(problem)])
    expect(exitCode({ ...after, scenarios: [] })).toBe(1)
    expect(outcome({ ...after, scenarios: after.scenarios.filter(({ verdict }) => verdict === 'pass') }).headline).toBe(
      '1 entry of the baseline does not hold',
    )
    for (const view of [renderTerminal, renderMarkdown, renderHtml]) expect(view(after)).toMatch(/[Bb]aseline/)
  })

  test('and covers nothing once it has run out', () => {
    expect(wrong(seen(baselineOf({ until: '2026-11-21' })))?.verdict).toBe('fail')
    expect(wrong(seen(baselineOf({ until: '2026-11-22' })))?.verdict).toBe('warn')
  })
})

test('a run of some scenarios, or one that was cut short, says nothing of the others', () => {
  const entry = baselineOf({ scenario: 'oidc.op.nothing' })
  expect(seen(entry, { selection: '--tag pkce' }).run.baseline?.problems).toEqual([])
  expect(seen(entry, { complete: false }).run.baseline?.problems).toEqual([])
})

test('what was known as a warning and fails now is a failure', () => {
  const after = seen(baselineOf({ verdict: 'warn' }))
  expect(wrong(after)?.verdict).toBe('fail')
  expect(after.run.baseline?.problems).toEqual([])
})

test('an update keeps what was written, adds what is new, and lets go what is gone', () => {
  const before = baselineOf({ until: '2027-01-31' }, { scenario: 'oidc.op.gone' })
  const after = updatedBaseline(result, before, 'new')
  expect(after.known).toContainEqual(before.known[0])
  expect(after.known.some(({ scenario }) => scenario === 'oidc.op.gone')).toBe(false)
  expect(after.known.filter(({ reason }) => reason === 'new').length).toBe(after.known.length - 1)
})
