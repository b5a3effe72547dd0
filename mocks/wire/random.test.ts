import { expect, test } from 'vitest'
import { newSeed, seededRandom } from './random.ts'

test('the same seed draws the same values, another seed others', () => {
  const draw = (seed: string) => {
    const random = seededRandom(seed)
    return [random.unreserved(43), random.below(1000), random.bytes(40).toString('hex'), random.pick(['a', 'b', 'c'])]
  }
  expect(draw('one')).toEqual(draw('one'))
  expect(draw('one')).not.toEqual(draw('two'))
})

test('draws every unreserved character and nothing else', () => {
  const drawn = seededRandom('alphabet').unreserved(5000)
  expect(drawn).toMatch(/^[A-Za-z0-9\-._~]{5000}$/)
  expect(new Set(drawn).size).toBe(66)
})

test('below stays below and reaches both ends', () => {
  const random = seededRandom('dice')
  const seen = new Set(Array.from({ length: 500 }, () => random.below(6)))
  expect([...seen].toSorted()).toEqual([0, 1, 2, 3, 4, 5])
})

test('picking from nothing is an error', () => {
  expect(() => seededRandom('x').pick([])).toThrow('nothing to pick from')
})

test('a new seed is eight hexadecimal digits', () => {
  expect(newSeed(Uint8Array.of(0, 255, 16, 1, 9))).toBe('00ff1001')
})
