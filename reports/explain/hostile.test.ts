import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explanations } from '#fixtures/explanations/index.ts'
import { explain } from './index.ts'
import type { Meter } from './words.ts'

const megabyte = 1_000_000

/** Steps for one character, at the very most. Searching and parsing by the engine itself is linear besides. */
const stepsPerCharacter = 20

const stepsFor = (input: string): number => {
  const meter: Meter = { steps: 0 }
  explain(input, meter)
  return meter.steps
}

/** Beginnings of everything that is looked for. */
const beginnings = [
  ...['a ', '{', '[', '<', '<script>', '<p>', '<!--', '"', '\\"', '&', '&#39;', '&#x', '(((', '))))', '\n', '\u001b['],
  ...['error="', 'error=', 'error_description="x ', 'status: ', ' 502 ', 'HTTP/1.1 401 ', 'a: ', '%2', 'code=x&'],
  ...['http://', 'https://a/?a=https://b/?b=', '/callback?error=a&', '/a/', '?', '#', '{"a":', '{"error":"x"}\n', '[['],
  ...['{"error":"', 'error: {"error":"a b c d e f g h"} ', 'İ', '\u{1f600}', '\u0000', '_', '-', 'ß'],
]

/** Every firm beginning of every phrase, which is where looking further begins. */
const phrases = explanations
  .flatMap(({ recognises }) => recognises.flatMap(({ says = [] }) => says))
  .map((says) => says.replace(/\{.*$/s, ' ').replace(/\S+\s*$/, ''))
  .filter((says) => says.trim() !== '')

describe('the work is bounded by the length of the input', () => {
  test.for(['a ', 'invalid ', 'error="', '{"error":"', 'https://a/?a=https://b/?b='])('a megabyte of %j', (piece) => {
    expect(stepsFor(piece.repeat(Math.ceil(megabyte / piece.length)))).toBeLessThan(stepsPerCharacter * megabyte)
  })

  test.for(beginnings)('much of %j', (piece) => {
    const length = 100_000
    expect(stepsFor(piece.repeat(Math.ceil(length / piece.length)))).toBeLessThan(stepsPerCharacter * length)
  })

  test.for([...new Set(phrases)])('much of %j', (piece) => {
    const length = 50_000
    expect(stepsFor(piece.repeat(Math.ceil(length / piece.length)))).toBeLessThan(stepsPerCharacter * length)
  })
})

describe('whatever is pasted', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(...beginnings),
    fc.constantFrom(...phrases),
    fc.constantFrom(...explanations.flatMap(({ examples }) => [...examples.recognised, ...examples.nearMisses])),
    fc.json({ maxDepth: 3 }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  )

  test('nothing throws, at most three are shown, and the work stays bounded', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom('', ' ', '\n', '&'), (pieces, between) => {
        const input = pieces.join(between)
        const meter: Meter = { steps: 0 }
        expect(explain(input, meter).hits.length).toBeLessThanOrEqual(3)
        expect(meter.steps).toBeLessThan(stepsPerCharacter * input.length + 1000)
      }),
      { numRuns: 300 },
    )
  })

  test('the same input is explained in the same way', () => {
    fc.assert(
      fc.property(piece, (input) => {
        expect(explain(input)).toEqual(explain(input))
      }),
      { numRuns: 100 },
    )
  })
})
