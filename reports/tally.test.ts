import { expect, test } from 'vitest'
import { byTarget, judged, tally } from './tally.ts'
import { sampleResult } from './testing/sample-result.ts'

test('every verdict is counted, the absent ones as none', () => {
  expect(tally([{ verdict: 'pass' }, { verdict: 'pass' }, { verdict: 'skip' }])).toEqual({
    pass: 2,
    'not-applicable': 0,
    skip: 1,
    warn: 0,
    fail: 0,
    error: 0,
  })
})

test('a skip, an error and what does not apply judge nothing', () => {
  expect(judged({ pass: 1, warn: 2, fail: 4, 'not-applicable': 8, skip: 16, error: 32 })).toBe(7)
})

test('a target of which nothing ran is counted, too', () => {
  const all = byTarget({
    ...sampleResult,
    scenarios: sampleResult.scenarios.filter(({ target }) => target === 'openaire-beta'),
  })
  expect(all.map(({ target, scenarios }) => [target.id, scenarios.length])).toEqual([
    ['openaire-beta', 6],
    ['openaire-production', 0],
  ])
})
