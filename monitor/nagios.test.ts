import { expect, test } from 'vitest'
import type { Verdict } from '#reports/model.ts'
import { usualThresholds } from './expiries.ts'
import { pluginOutput, unknown } from './nagios.ts'
import type { Expiry, Round } from './round.ts'
import { certificate, goodRound, NOW } from './testing/rounds.ts'

const outputOf = (round: Round) => pluginOutput(round, NOW, usualThresholds)

const played = (scenarios: Readonly<Record<string, Verdict>>, certificates: readonly Expiry[] = []) =>
  outputOf(goodRound({ scenarios }, certificates))

const failed = (ours: boolean) =>
  outputOf({ ...goodRound({}), standings: [], failure: { message: 'live: connection refused.', ours } })

test.for([
  { what: played({ a: 'pass', b: 'skip' }), code: 0, begins: 'AAI OK - openaire-beta: 1 passed, 1 skipped | ' },
  { what: played({ a: 'warn', b: 'pass' }), code: 1, begins: 'AAI WARNING - openaire-beta: a to improve (' },
  { what: played({ a: 'fail', b: 'error' }), code: 2, begins: 'AAI CRITICAL - openaire-beta: a failed (' },
  { what: played({ a: 'error', b: 'pass' }), code: 3, begins: 'AAI UNKNOWN - openaire-beta: the harness failed in a' },
  { what: played({ a: 'skip' }), code: 3, begins: 'AAI UNKNOWN - openaire-beta: nothing was judged (1 skipped)' },
  { what: played({}), code: 3, begins: 'AAI UNKNOWN - openaire-beta: nothing was judged (nothing played)' },
  { what: played({ a: 'pass' }, [certificate(40)]), code: 0, begins: 'AAI OK' },
  {
    what: played({ a: 'pass' }, [certificate(20)]),
    code: 1,
    begins: 'AAI WARNING - openaire-beta: certificate aai.example.org runs out in 20 days; openaire-beta: 1 passed',
  },
  { what: played({ a: 'warn' }, [certificate(2)]), code: 2, begins: 'AAI CRITICAL - openaire-beta: certificate' },
  {
    what: played({ a: 'pass' }, [certificate(-3)]),
    code: 2,
    begins: 'AAI CRITICAL - openaire-beta: certificate aai.example.org ran out 3 days ago',
  },
  { what: played({ a: 'error' }, [certificate(20)]), code: 1, begins: 'AAI WARNING' },
  { what: failed(false), code: 2, begins: 'AAI CRITICAL - live: connection refused.' },
  { what: failed(true), code: 3, begins: 'AAI UNKNOWN - live: connection refused.' },
  { what: unknown('There is no target "x".'), code: 3, begins: 'AAI UNKNOWN - There is no target "x".' },
])('$begins…', ({ what: { line, exitCode }, code, begins }) => {
  expect(line.slice(0, begins.length)).toBe(begins)
  expect(exitCode).toBe(code)
})

test('many that fail are counted', () => {
  const { line } = played({ a: 'fail', b: 'fail', c: 'fail', d: 'fail', e: 'fail' })
  expect(line).toContain('openaire-beta: a, b, c and 2 more failed (5 failed)')
})

test('numbers have the form in which plugins give them', () => {
  const [, data = ''] = played({ a: 'pass', b: 'fail' }, [certificate(40.04)]).line.split(' | ')
  expect(data).toBe(
    "'duration'=1.5s 'openaire-beta pass'=1 'openaire-beta warn'=0 'openaire-beta fail'=1 'openaire-beta error'=0 'openaire-beta certificate aai.example.org days'=40.0;30:;7:",
  )
})

test('nothing that a target says ends the line, its text, or a label', () => {
  const nasty = "a|b\nc'd=e\u001b[31m"
  const { line } = played({ [nasty]: 'fail' }, [certificate(1, nasty)])
  expect(line).toMatch(/^[\x20-\x7e\u2400-\u243f]+$/u)
  expect(line.split('|')).toHaveLength(2)
  expect(line).toContain("c''d-e")
})
