import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { RunResult } from './model.ts'
import { resultSchema } from './schema.ts'
import { interruptedResult, sampleResult } from './testing/sample-result.ts'

type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T

test('the schema and the model describe the same document', () => {
  expectTypeOf<z.infer<typeof resultSchema>>().toEqualTypeOf<Writable<RunResult>>()
})

test.for([sampleResult, interruptedResult])('a result is what the schema says', (result) => {
  expect(resultSchema.parse(result)).toEqual(result)
})

test('a scenario of no known target is refused: no view would show it', () => {
  const read = resultSchema.safeParse({ ...sampleResult, targets: sampleResult.targets.slice(1) })
  expect(read.error?.issues[0]).toMatchObject({
    path: ['scenarios', 0, 'target'],
    message: 'names no target of this run',
  })
})

test('a word that is no verdict is refused', () => {
  const [first] = sampleResult.scenarios
  const read = resultSchema.safeParse({ ...sampleResult, scenarios: [{ ...first, verdict: 'passed' }] })
  expect(read.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['scenarios.0.verdict'])
})
