import { describe, expect, test } from 'vitest'
import type { Fault } from '#fixtures/schema/fault.ts'
import { type Check, type ScenarioResult, type Verdict, worst } from '#reports/model.ts'
import { judgeProof } from './judge-proof.ts'
import { isComplete } from './proof.ts'

const check = (cites: string, verdict: Verdict, message = 'Got it.'): Check => ({ cites, verdict, message })

const result = (target: string, id: string, ...checks: Check[]): ScenarioResult => {
  const verdict = worst(checks.map((each) => each.verdict))
  const common = { title: id, tags: [], driver: 'http', evidence: [], durationMs: 1 } as const
  return { id, target, verdict, checks, ...common }
}

const fault = (id: string, breaks: string, also: readonly string[] = []): Fault => ({
  id,
  title: `a fault ${id}`,
  breaks,
  also,
  at: 'id-token',
})

const at = (bent: Fault) => ({ fault: bent, control: 'healthy', target: { id: bent.id } })

const unsigned = at(fault('unsigned', 'SIGNED'))

const catalogue = [{ id: 'signature', cites: ['SIGNED'] }]

describe('a fault is noticed', () => {
  test.for(['fail', 'warn'] as const)('by a check that held at the control and is now %s', (verdict) => {
    const proof = judgeProof([unsigned], catalogue, [
      result('healthy', 'signature', check('SIGNED', 'pass')),
      result('unsigned', 'signature', check('SIGNED', verdict)),
    ])
    expect(proof).toMatchObject({
      faults: [{ noticedBy: { SIGNED: ['signature'] } }],
      scenarios: { signature: ['unsigned'] },
      unnoticed: [],
      unproven: [],
      unbroken: [],
      unpaired: [],
      mishaps: [],
    })
  })

  test('by a MAY that is no longer taken up, and not by one that never was', () => {
    const notTaken = 'Not taken up, as a MAY allows: none came'
    const played = (before: string) => [
      result('healthy', 'signature', check('SIGNED', 'pass', before)),
      result('unsigned', 'signature', check('SIGNED', 'pass', notTaken)),
    ]
    expect(judgeProof([unsigned], catalogue, played('Got one.')).unnoticed).toEqual([])
    expect(judgeProof([unsigned], catalogue, played(notTaken)).unnoticed).toHaveLength(1)
  })
})

describe('a fault is not noticed', () => {
  const unnoticed = [{ fault: 'unsigned', requirement: 'SIGNED' }]

  test.for([
    ['by nobody', 'pass', 'pass'],
    ['where the control was broken before', 'fail', 'fail'],
    ['where the control was warned of before', 'warn', 'warn'],
    ['where the control judged nothing', 'skip', 'fail'],
    ['by a scenario that was held back', 'pass', 'skip'],
    ['by a scenario that broke down', 'pass', 'error'],
  ] as const)('%s', ([, before, after]) => {
    const proof = judgeProof([unsigned], catalogue, [
      result('healthy', 'signature', check('SIGNED', before)),
      result('unsigned', 'signature', check('SIGNED', after)),
    ])
    expect(proof).toMatchObject({ unnoticed, unbroken: ['SIGNED'] })
    expect(proof.unproven.map(({ scenario }) => scenario)).toEqual(['signature'])
    expect(isComplete({ ...proof, played: 2 }, true)).toBe(false)
  })

  test('by a check of another requirement than it claims; but the judgement has been seen to break', () => {
    const both = [{ id: 'signature', cites: ['SIGNED', 'NONCE'] }]
    const proof = judgeProof([unsigned], both, [
      result('healthy', 'signature', check('SIGNED', 'pass'), check('NONCE', 'pass')),
      result('unsigned', 'signature', check('SIGNED', 'pass'), check('NONCE', 'fail')),
    ])
    expect(proof).toMatchObject({ unnoticed, unbroken: ['SIGNED', 'NONCE'].toSorted() })
    expect(proof.unpaired).toEqual([{ scenario: 'signature', requirement: 'SIGNED' }])
  })
})

test('each claim of a fault is held to itself', () => {
  const stage = at(fault('unsigned', 'SIGNED', ['ALSO-SIGNED']))
  const two = [...catalogue, { id: 'elsewhere', cites: ['ALSO-SIGNED'] }]
  const proof = judgeProof([stage], two, [
    result('healthy', 'signature', check('SIGNED', 'pass')),
    result('healthy', 'elsewhere', check('ALSO-SIGNED', 'pass')),
    result('unsigned', 'signature', check('SIGNED', 'fail')),
    result('unsigned', 'elsewhere', check('ALSO-SIGNED', 'pass')),
  ])
  expect(proof).toMatchObject({
    unnoticed: [{ fault: 'unsigned', requirement: 'ALSO-SIGNED' }],
    unproven: [{ scenario: 'elsewhere', because: undefined }],
    unbroken: ['ALSO-SIGNED'],
  })
})

test('a scenario that judges nothing anywhere says what holds it back', () => {
  const held = { ...result('healthy', 'signature'), verdict: 'skip', reason: 'No browser here.' } as const
  expect(judgeProof([unsigned], catalogue, [held]).unproven).toEqual([
    { scenario: 'signature', because: 'skip at healthy: No browser here.' },
  ])
})

test('what breaks down is told wherever it does; what fails only where nothing is wrong', () => {
  const broken = check('SIGNED', 'error', 'verify: TypeError: x is undefined')
  const proof = judgeProof([unsigned], catalogue, [
    result('healthy', 'signature', check('SIGNED', 'fail', 'expected a signature')),
    result('unsigned', 'signature', broken),
  ])
  expect(proof.mishaps).toEqual([
    { target: 'healthy', scenario: 'signature', verdict: 'fail', message: 'expected a signature' },
    { target: 'unsigned', scenario: 'signature', verdict: 'error', message: broken.message },
  ])
})

test('of a part of the faults only what they claim is asked', () => {
  const more = [...catalogue, { id: 'another', cites: ['NONCE'] }]
  const proof = judgeProof([unsigned], more, [
    result('healthy', 'signature', check('SIGNED', 'pass')),
    result('unsigned', 'signature', check('SIGNED', 'fail')),
  ])
  expect(isComplete({ ...proof, played: 2 }, true)).toBe(true)
  expect(isComplete({ ...proof, played: 2 }, false)).toBe(false)
})
