import { expect, test } from 'vitest'
import { DEEPEST, readJson } from './read-json.ts'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

test('reads what is JSON, and nothing of what is not', () => {
  expect(readJson('{"a":[1,"x"]}')).toEqual({ a: [1, 'x'] })
  for (const text of ['', '{', '<html>', '{"a":1}}', 'NaN']) expect(readJson(text)).toBeUndefined()
})

test('stops at a depth that nobody means', () => {
  expect(readJson(nested(DEEPEST))).toBeDefined()
  expect(readJson(nested(DEEPEST + 1))).toBeUndefined()
  expect(readJson(nested(1_000_000))).toBeUndefined()
  expect(readJson('{"a":'.repeat(200_000))).toBeUndefined()
})

test('reads strings of megabytes, escapes and all', () => {
  const value = { a: '\\"{'.repeat(1_000_000), b: 'x'.repeat(5_000_000) }
  expect(readJson(JSON.stringify(value))).toEqual(value)
})

test('brackets within strings are no levels', () => {
  const text = JSON.stringify({ a: `"${'[{'.repeat(500)}\\`, b: ['\\"[[['] })
  expect(readJson(text)).toEqual(JSON.parse(text))
})
