import { describe, expect, it } from 'vitest'
import { canonicalText, EXCLUSIVE_WITH_COMMENTS } from './canonical.ts'
import { attributeOf, childOf } from './document.ts'
import { evaluate, select } from './query.ts'
import { readXml } from './read-xml.ts'
import { XmlError } from './xml-error.ts'

const refusal = (source: string | Uint8Array): { flaw: string; line: number } => {
  try {
    readXml(source)
  } catch (error) {
    if (error instanceof XmlError) return { flaw: error.flaw, line: error.line }
    throw error
  }
  throw new Error('it was read')
}

const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)

describe('XML that is read', () => {
  const source =
    '<a xmlns="urn:x" xmlns:y="urn:y">\n<b y:q="1">te<?pi x?>xt<!-- c --> <![CDATA[<>]]></b>\n<b><c/></b></a>'
  const { root } = readXml(source)

  it('gives the whole text of an element, and says what cut it', () => {
    const b = childOf(root, 'urn:x', 'b')
    expect(b).toMatchObject({ text: 'text <>', comments: 1, instructions: 1, line: 2, xpath: '/a/b[1]' })
    expect(attributeOf(b, 'q', 'urn:y')).toBe('1')
    expect(attributeOf(b, 'q')).toBeUndefined()
  })

  it('answers XPath with prefixes of the one who asks', () => {
    const document = readXml(source)
    expect(select(document, '//x:c', { x: 'urn:x' }).map(({ xpath }) => xpath)).toEqual(['/a/b[2]/c'])
    expect(evaluate(document, 'count(//x:b)', { x: 'urn:x' })).toBe(2)
    expect(evaluate(document, '//x:b/@y:q', { x: 'urn:x', y: 'urn:y' })).toEqual(['1'])
  })

  it('is canonicalised with the namespaces that are used', () => {
    const document = readXml(source)
    const [first] = document.root.children
    if (!first) throw new Error('no child')
    const instruction = '<?pi x?>'
    expect(canonicalText(document, first)).toBe(
      `<b xmlns="urn:x" xmlns:y="urn:y" y:q="1">te${instruction}xt &lt;&gt;</b>`,
    )
    expect(canonicalText(document, first, { method: EXCLUSIVE_WITH_COMMENTS })).toContain('<!-- c -->')
    expect(canonicalText(document, document.root, { without: first })).not.toContain('text')
    const second = document.root.children[1]
    if (!second) throw new Error('no second child')
    expect(canonicalText(document, second, { inclusivePrefixes: ['y'] })).toContain('xmlns:y="urn:y"')
  })
})

describe('XML that attacks its reader', () => {
  it.each([
    ['an entity bomb', '<!-- x -->\n<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'doctype', 2],
    ['an external entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'doctype', 1],
    ['a document type of another place', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>', 'doctype', 1],
    ['elements nested 100 deep', nested(100), 'too-deep', 1],
    ['elements nested 5000 deep', nested(5000), 'too-deep', 1],
    ['too many elements', `<a>${'<b/>'.repeat(20_001)}</a>`, 'too-many', 1],
    ['a megabyte and more', `<a>${'x'.repeat(1024 * 1024)}</a>`, 'too-large', 1],
    ['a declared UTF-16', '<?xml version="1.0" encoding="UTF-16"?><a/>', 'encoding', 1],
    ['octets in UTF-16', Buffer.from('\uFEFF<a/>', 'utf16le'), 'encoding', 1],
    ['octets in Latin-1', Buffer.from('<a>\u00e9</a>', 'latin1'), 'encoding', 1],
    ['an unknown entity', '<a>\n&nothing;</a>', 'not-well-formed', 2],
    ['no end', '<a>\n<b>', 'not-well-formed', 2],
    ['nothing', ' \n', 'empty', 1],
  ])('is refused: %s', (_, source, flaw, line) => {
    expect(refusal(source)).toEqual({ flaw, line })
  })
})
