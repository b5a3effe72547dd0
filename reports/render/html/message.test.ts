import { expect, test } from 'vitest'
import { readableBody, readableStart } from './message.ts'

const message = (type: string, body: string) => ({ start: '200 OK', headers: [['Content-Type', type]] as const, body })

test.for<[string, string, string]>([
  ['application/json', '{"a":[1]}', '{\n  "a": [\n    1\n  ]\n}'],
  ['application/json', '{"a":', '{"a":'],
  ['text/plain', ' {"a":1}', '{\n  "a": 1\n}'],
  ['application/x-www-form-urlencoded;charset=utf-8', 'a=1&b=2', 'a=1\n&b=2'],
  ['text/html', '<p>a=1&b=2</p>', '<p>a=1&b=2</p>'],
])('%s %s', ([type, body, readable]) => {
  expect(readableBody(message(type, body))).toBe(readable)
})

test('a query has its parameters on lines of their own', () => {
  expect(readableStart('GET https://x/y?a=1&b=c?d')).toBe('GET https://x/y\n  ?a=1\n  &b=c?d')
  expect(readableStart('302 Found')).toBe('302 Found')
})
