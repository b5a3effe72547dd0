import { expect, test } from 'vitest'
import type { Exchange, RunResult } from './model.ts'
import { stored, unstored } from './stored.ts'
import { sampleResult } from './testing/sample-result.ts'

const [exchange] = Object.values(sampleResult.exchanges) as [Exchange]
const thrice: RunResult = {
  ...sampleResult,
  exchanges: {
    a: exchange,
    b: structuredClone(exchange),
    c: { ...exchange, request: { ...exchange.request, body: 'x' } },
  },
}

test('what comes again is kept once, and what differs is kept apart', () => {
  const { exchanges, messages, headers } = stored(thrice)
  expect(exchanges.a).toEqual(exchanges.b)
  expect(exchanges.c?.request).not.toBe(exchanges.a?.request)
  expect(exchanges.c?.response).toBe(exchanges.a?.response)
  expect(Object.keys(messages)).toHaveLength(3)
  const lines = [...exchange.request.headers, ...(exchange.response?.headers ?? [])].map(String)
  expect(Object.values(headers).map(String)).toEqual([...new Set(lines)])
})

test('keys below target and scenario are short in it, and whole again afterwards', () => {
  const [first] = sampleResult.scenarios
  if (!first) throw new Error('the sample has scenarios')
  const key = `${first.target}/${first.id}/001`
  const check = { cites: 'X', verdict: 'fail', message: '', exchange: key } as const
  const result: RunResult = {
    ...sampleResult,
    scenarios: [{ ...first, evidence: [key, 'elsewhere'], checks: [check] }],
    exchanges: { [key]: exchange, elsewhere: exchange },
  }
  expect(stored(result).scenarios[0]).toMatchObject({
    evidence: ['./001', 'elsewhere'],
    checks: [{ exchange: './001' }],
  })
  expect(unstored(stored(result))).toEqual(result)
})

test('nothing is lost on the way', () => {
  for (const result of [sampleResult, thrice]) expect(unstored(stored(result))).toEqual(result)
})

test('a key is that of its content, whatever else there is', () => {
  const alone = stored({ ...thrice, exchanges: { b: exchange } })
  expect(alone.exchanges.b).toEqual(stored(thrice).exchanges.b)
})
