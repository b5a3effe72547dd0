import { expect, test } from 'vitest'
import { costsOf } from './costs.ts'

test('of each scenario the most that any target saw, sorted, and nothing of what was played nowhere', () => {
  const played = [
    { id: 'b', evidence: ['1', '2'] },
    { id: 'a', evidence: ['1'] },
    { id: 'b', evidence: ['1', '2', '3'] },
    { id: 'c', evidence: [] },
  ]
  expect(Object.entries(costsOf(played))).toEqual([
    ['a', 1],
    ['b', 3],
  ])
})
