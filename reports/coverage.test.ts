import { expect, test } from 'vitest'
import { coverage, coverageState } from './coverage.ts'
import type { Check, Verdict } from './model.ts'
import { requirements } from './testing/sample-requirements.ts'
import { sampleResult } from './testing/sample-result.ts'

const plain = requirements['CODE-HAPPY']
const untestable = requirements['WORKFLOW-1']
if (!plain || !untestable) throw new Error('The sample has lost its requirements.')

const checks = (...verdicts: Verdict[]): Check[] => verdicts.map((verdict) => ({ cites: 'X', verdict, message: '' }))

test.for<[string, Check[], string]>([
  ['a pass among skips', checks('skip', 'pass', 'not-applicable'), 'passed'],
  ['a warning', checks('pass', 'warn'), 'broken'],
  ['a failure', checks('fail'), 'broken'],
  ['an error', checks('pass', 'error'), 'broken'],
  ['skips alone', checks('skip', 'not-applicable'), 'held-back'],
  ['no check', [], 'open'],
])('%s', ([, given, state]) => {
  expect(coverageState(plain, given)).toBe(state)
})

test('a reason for not testing counts only as long as nothing tests', () => {
  expect(coverageState(untestable, [])).toBe('untested')
  expect(coverageState(untestable, checks('pass'))).toBe('passed')
})

test('each requirement of each document is counted once', () => {
  expect(coverage(sampleResult).map(({ document, requirements, states }) => [document, requirements, states])).toEqual([
    ['OA', 6, { passed: 1, broken: 1, 'held-back': 0, untested: 1, open: 3 }],
    ['RFC7636', 3, { passed: 1, broken: 2, 'held-back': 0, untested: 0, open: 0 }],
    ['OIDCC', 2, { passed: 0, broken: 1, 'held-back': 1, untested: 0, open: 0 }],
    ['CC', 1, { passed: 1, broken: 0, 'held-back': 0, untested: 0, open: 0 }],
  ])
})
