import { expect, it } from 'vitest'
import { listed, members, number, objects, strings, words } from './json.ts'

const document = { list: ['b', 1, 'a'], keys: [{ kid: '1' }, null, 'x'], scope: 'openid  email', age: 7 }

it('reads what is there', () => {
  expect(members(document)).toBe(document)
  expect(strings(document, 'list')).toEqual(['a', 'b'])
  expect(objects(document, 'keys')).toEqual([{ kid: '1' }])
  expect(words(document, 'scope')).toEqual(['email', 'openid'])
  expect(number(document, 'age')).toBe(7)
})

it.for([undefined, null, 'text', 3, [1]])('finds nothing in %j, and does not break', (json) => {
  expect(members(json)).toEqual({})
  expect(strings(json, 'list')).toEqual([])
  expect(objects(json, 'keys')).toEqual([])
  expect(words(json, 'scope')).toEqual([])
  expect(number(json, 'age')).toBeNaN()
})

it('writes lists for people', () => {
  expect(listed(['a', 'b'])).toBe('a, b')
  expect(listed([])).toBe('none')
})
