import { diag } from 'libxml2-wasm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canonicalText } from './canonical.ts'
import { evaluate, select } from './query.ts'
import { readXml } from './read-xml.ts'

beforeAll(() => diag.configure({ enabled: true }))
afterAll(() => diag.configure({ enabled: false }))

it('leaves no document behind in the parser, whatever became of it', () => {
  const document = readXml('<a><b/><b/></a>')
  const [first] = select(document, '//b', {})
  if (!first) throw new Error('no element')
  canonicalText(document, document.root, { without: first })
  expect(evaluate(document, 'count(//b)', {})).toBe(2)
  expect(() => readXml('<a><b></a>')).toThrow()
  expect(() => readXml(`<a>${'<b>'.repeat(80)}${'</b>'.repeat(80)}</a>`)).toThrow()
  expect(() => select(document, '//unknown:b', {})).toThrow()
  expect(() => canonicalText(readXml('<a xmlns="relative"/>'), document.root)).toThrow()
  expect(diag.report()).toEqual({})
})
