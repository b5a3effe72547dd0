import { expect, test } from 'vitest'
import { padEnd, padStart, shorten, width, wrap } from './width.ts'

test('columns of a terminal', () => {
  expect(width('abc')).toBe(3)
  expect(width('東京')).toBe(4)
  expect(width('e\u0301')).toBe(1)
  expect(width('🙂')).toBe(2)
})

test('padding counts columns', () => {
  expect(padEnd('東', 4)).toBe('東  ')
  expect(padStart('東', 4)).toBe('  東')
  expect(padEnd('long', 2)).toBe('long')
})

test('shortening never goes over', () => {
  expect(shorten('abcdef', 6)).toBe('abcdef')
  expect(shorten('abcdef', 4)).toBe('abc…')
  expect(shorten('東京都', 4)).toBe('東…')
})

test('lines break at blanks, and within a word only when it must be', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrap('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k'])
  expect(wrap('a\n\nb', 4)).toEqual(['a', '', 'b'])
})
