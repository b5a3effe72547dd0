import { describe, expect, test } from 'vitest'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { createCollector } from './collect.ts'
import { exitCode, type ScenarioRecord, type Verdict } from './model.ts'
import type { ProgressEvent } from './render/progress.ts'
import { resultSchema } from './schema.ts'
import { stored } from './stored.ts'

const run = {
  id: 'r',
  startedAt: '2026-01-01T00:00:00.000Z',
  harness: '0',
  node: 'v24',
  seed: 's',
  selection: 'everything',
}
const target = (id: string) => ({ id, title: id, plays: 'op' as const, kind: 'embedded' as const, facts: {} })

const record = (
  id: string,
  at: string,
  verdict: Verdict = 'pass',
  facts: ScenarioRecord['facts'] = {},
): ScenarioRecord => ({
  result: {
    id,
    title: id,
    target: at,
    tags: [],
    driver: 'http',
    verdict,
    checks: [],
    evidence: [`${at}/${id}/001`],
    durationMs: 1,
  },
  exchanges: {
    [`${at}/${id}/001`]: {
      from: 'rp',
      to: 'op',
      label: 'x',
      atMs: 0,
      durationMs: 0,
      request: { start: 'GET /', headers: [] },
      redacted: [],
    },
  },
  facts,
})

// What the collector asks of Vitest's objects, and no more.
const testCase = (kept: ScenarioRecord | undefined, state = 'passed', message = ''): TestCase =>
  ({
    name: 'a scenario',
    meta: () => ({ record: kept, target: kept?.result.target, scenario: kept && { id: kept.result.id } }),
    result: () => ({ state, errors: message ? [{ message }] : [] }),
  }) as unknown as TestCase

const testModule = (error?: string): TestModule =>
  ({
    relativeModuleId: 'suites/x.suite.ts',
    errors: () => (error ? [{ message: error }] : []),
  }) as unknown as TestModule

type End = NonNullable<Reporter['onTestRunEnd']>

const collected = (progress?: (event: ProgressEvent) => void) => {
  let now = 1000
  const collector = createCollector({
    run,
    targets: [target('a'), target('b')],
    expected: 2,
    clock: () => (now += 10),
    ...(progress ? { progress } : {}),
  })
  const add = (...records: readonly ScenarioRecord[]) => {
    for (const each of records) void collector.reporter.onTestCaseResult?.(testCase(each))
  }
  const end = (...[modules, errors, reason]: Partial<Parameters<End>>) =>
    collector.reporter.onTestRunEnd?.(modules ?? [], errors ?? [], reason ?? 'passed')
  return { ...collector, add, end }
}

describe('a result', () => {
  test('is the same in whatever order scenarios end', () => {
    const all = [record('z', 'a'), record('m', 'b', 'fail'), record('m', 'a', 'warn'), record('a', 'b')]
    const [forth, back] = [collected(), collected()]
    forth.add(...all)
    back.add(...all.toReversed())
    for (const each of [forth, back]) each.end()
    expect({ ...forth.result(), run: {} }).toEqual({ ...back.result(), run: {} })
    expect(forth.result().scenarios.map(({ id, target: at }) => `${id}@${at}`)).toEqual(['a@b', 'm@a', 'm@b', 'z@a'])
  })

  test('fits its schema, with the whole registry in it', () => {
    const { add, end, result } = collected()
    add(record('x', 'a'))
    end()
    const document = resultSchema.parse(stored(result()))
    expect(document.run).toMatchObject({ complete: true, seed: 's' })
    expect(document.run.durationMs).toBeGreaterThan(0)
    expect(document.requirements['PKCE-S256']).toMatchObject({ level: 'MUST' })
    expect(Object.keys(document.exchanges)).toEqual(['a/x/001'])
  })

  test('keeps of the facts about a target the largest number and the first text', () => {
    const { add, result } = collected()
    add(
      record('m', 'a', 'pass', { size: 5, name: 'm' }),
      record('b', 'a', 'pass', { size: 9, name: 'b' }),
      record('c', 'b', 'pass', { size: 7 }),
    )
    expect(result().targets.map(({ facts }) => facts)).toEqual([{ size: 9, name: 'b' }, { size: 7 }])
  })
})

describe('an incomplete run', () => {
  test('is one that has not ended: what was done is there', () => {
    const { add, interrupt, result } = collected()
    add(record('x', 'a'))
    interrupt('stopped by SIGINT')
    interrupt('a later reason')
    expect(result().run).toMatchObject({ complete: false, interrupted: 'stopped by SIGINT' })
    expect(result().scenarios).toHaveLength(1)
    expect(exitCode(result())).toBe(2)
  })

  test.for([
    {
      what: 'a suite that cannot be loaded',
      modules: [testModule('Cannot find x\nstack')],
      says: 'suites/x.suite.ts could not be loaded: Cannot find x',
    },
    {
      what: 'a throw outside of scenarios',
      errors: [{ message: 'boom' }],
      says: 'the harness threw outside of a scenario: boom',
    },
    { what: 'Vitest stopping', reason: 'interrupted' as const, says: 'stopped before its end' },
  ])('is one with $what', ({ modules, errors, reason, says }) => {
    const { end, result } = collected()
    end(modules ?? [], (errors ?? []) as Parameters<End>[1], reason ?? 'passed')
    expect(result().run).toMatchObject({ complete: false, interrupted: says })
  })

  test('is one in which a test failed without a verdict; a test filtered out is none', () => {
    const { reporter, end, result } = collected()
    void reporter.onTestCaseResult?.(testCase(undefined, 'skipped'))
    end()
    expect(result().run.complete).toBe(true)
    void reporter.onTestCaseResult?.(testCase(undefined, 'failed', 'worker died'))
    expect(result().run.interrupted).toBe('a scenario ended without a verdict: worker died')
  })
})

test('progress counts by target, and ends at its total', () => {
  const events: ProgressEvent[] = []
  const { add, end } = collected((event) => events.push(event))
  add(record('x', 'a', 'fail'))
  expect(events.at(-1)).toEqual({ target: 'a', done: 1, total: 2, counts: { fail: 1 }, current: 'x' })
  end()
  expect(events.slice(-2).map(({ target: at, done, total }) => [at, done, total])).toEqual([
    ['a', 1, 1],
    ['b', 0, 0],
  ])
})
