import { expect, test } from 'vitest'
import { jsonText } from './json-text.ts'

const value = {
  text: 'a "quoted"\nline \u2028',
  nothing: null,
  list: [1, 'two', true],
  none: [],
  empty: {},
  rows: [{ id: 1, deep: { er: [{ a: 1 }] } }, []],
  gone: undefined,
}

test.for([0, 1, 2, 3, 9])('at %i levels it is the same value', (levels) => {
  expect(JSON.parse(jsonText(value, levels))).toEqual(JSON.parse(JSON.stringify(value)))
})

test('a line for each member as far down as asked, and lists of scalars on one', () => {
  expect(jsonText({ b: ['x', 'y'], rows: [{ id: 1, more: { a: 2 } }] }, 2)).toBe(
    '{\n  "b": ["x","y"],\n  "rows": [\n    {"id":1,"more":{"a":2}}\n  ]\n}',
  )
})
