import { expect, test } from 'vitest'
import { figures } from './report.ts'
import { percentile, summarize } from './statistics.ts'

test('summarizes', () => {
  expect(summarize([5, 1, 3])).toEqual({ n: 3, min: 1, median: 3, max: 5 })
  expect(summarize([4, 1, 3, 2])).toEqual({ n: 4, min: 1, median: 2.5, max: 4 })
  const hundred = Array.from({ length: 100 }, (_, index) => index)
  expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)]).toEqual([50, 99, 99])
})

const samples = (...pairs: readonly (readonly [value: number, others: number])[]) => [
  { ms: pairs.map(([value, others]) => ({ value, others })) },
]
const noisy = samples([1, 0], [2, 0.1], [3, 0], [100, 0.9])

test('leaves samples out that were taken while others used the processor', () => {
  const [figure] = figures(new Map([['x', noisy]]))
  expect(figure).toEqual({ contender: 'x', measure: 'ms', n: 3, min: 1, median: 2, max: 3, noisy: 1 })
})

test('counts all of them when too few are quiet, and says how many were not', () => {
  const [figure] = figures(new Map([['x', samples([1, 0], [2, 0.1], [100, 0.9])]]))
  expect(figure).toMatchObject({ n: 3, max: 100, noisy: 1 })
})

test('leaves none out of one contender that it has to keep of another', () => {
  const all = figures(
    new Map([
      ['x', noisy],
      ['y', samples([1, 0.9], [2, 0.9])],
    ]),
  )
  expect(all.map(({ contender, n }) => [contender, n])).toEqual([
    ['x', 4],
    ['y', 2],
  ])
})

test('takes a sample without a reading of the noise for quiet', () => {
  expect(figures(new Map([['x', samples([1, Number.NaN])]]))[0]).toMatchObject({ n: 1, noisy: 0 })
})
