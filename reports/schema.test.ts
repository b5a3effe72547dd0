import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { resultSchema } from './schema.ts'
import { type StoredResult, stored } from './stored.ts'
import { interruptedResult, sampleResult } from './testing/sample-result.ts'

const document = stored(sampleResult)

type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T

test('the schema and the model describe the same document', () => {
  expectTypeOf<z.infer<typeof resultSchema>>().toEqualTypeOf<Writable<StoredResult>>()
})

test.for([sampleResult, interruptedResult])('a result is what the schema says', (result) => {
  expect(resultSchema.parse(stored(result))).toEqual(stored(result))
})

test('a scenario of no known target is refused: no view would show it', () => {
  const read = resultSchema.safeParse({ ...document, targets: document.targets.slice(1) })
  expect(read.error?.issues[0]).toMatchObject({
    path: ['scenarios', 0, 'target'],
    message: 'names no target of this run',
  })
})

test('a word that is no verdict is refused', () => {
  const [first] = document.scenarios
  const read = resultSchema.safeParse({ ...document, scenarios: [{ ...first, verdict: 'passed' }] })
  expect(read.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['scenarios.0.verdict'])
})

test.for([
  ['messages', { headers: {} }, /^messages\..*\.headers\.0: is no key of "headers"$/],
  ['exchanges', { messages: {} }, /^exchanges\..*\.request: is no key of "messages"$/],
] as const)('a key in %s that leads to nothing is refused', ([, change, says]) => {
  const [issue] = resultSchema.safeParse({ ...document, ...change }).error?.issues ?? []
  expect(`${issue?.path.join('.')}: ${issue?.message}`).toMatch(says)
})
