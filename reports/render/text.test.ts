import { expect, test } from 'vitest'
import { cut, duration, flat, moment, visible } from './text.ts'

test.for<[string, string, string]>([
  ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
  ['a bidirectional override', 'a\u202eb', 'a\\u{202e}b'],
  ['nothing of width', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
  ['a tag beyond the first plane', 'a\u{e0041}', 'a\\u{e0041}'],
  ['a noncharacter', '\uffff', '\\u{ffff}'],
  ['an annotation', '\ufff9', '\\u{fff9}'],
  ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
  ['a lone carriage return', 'a\rb', 'a\\u{d}b'],
  ['what people write', 'Zoë Ångström 東京 🙂\n\tx\r\ny', 'Zoë Ångström 東京 🙂\n\tx\ny'],
])('%s', ([, given, seen]) => {
  expect(visible(given)).toBe(seen)
})

test('a cut says how much there was', () => {
  expect(cut('abc', 3)).toBe('abc')
  expect(cut('x'.repeat(1_234_567), 1000)).toBe(
    `${'x'.repeat(1000)} … (1,000 of 1,234,567 characters; all of it is in result.json)`,
  )
})

test('a cut never leaves half a character', () => {
  expect(cut(`a${'🙂'.repeat(9)}`, 2)).toMatch(/^a\ufffd …/)
})

test('one line of many', () => {
  expect(flat(' a\n\n b\t\tc ')).toBe('a b c')
})

test.for<[number, string]>([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [1000, '1.0 s'],
  [59_940, '59.9 s'],
  [60_000, '1 min 0 s'],
  [3_725_000, '62 min 5 s'],
])('%d ms', ([ms, said]) => {
  expect(duration(ms)).toBe(said)
})

test('a moment', () => {
  expect(moment('2026-11-22T01:23:45.678Z')).toBe('2026-11-22 01:23 UTC')
  expect(moment('yesterday')).toBe('yesterday')
})
