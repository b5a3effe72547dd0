import { expect, test } from 'vitest'
import { DEEPEST, readJson, repeatedName } from './read-json.ts'

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

test.for([
  { text: '{"a":1,"b":2}', name: undefined },
  { text: '{"a":1,"a":2}', name: 'a' },
  { text: '{"a":1,"\\u0061":2}', name: 'a' },
  { text: '{"a":{"a":1},"b":[{"a":1},{"a":2}]}', name: undefined },
  { text: '[{"x":{"y":1 , "z":2, "y" :3}}]', name: 'y' },
  { text: '{"a":"a","b":"a","c":"{\\"a\\":1,\\"a\\":2}"}', name: undefined },
  { text: '{"a":["a","a"],"__proto__":1}', name: undefined },
  { text: '{"a":1,"a":2', name: undefined },
  { text: '"a"', name: undefined },
])('$text names twice: $name', ({ text, name }) => {
  expect(repeatedName(text)).toBe(name)
})
