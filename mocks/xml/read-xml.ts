import {
  type XmlAttribute as WasmAttribute,
  type XmlDocument as WasmDocument,
  XmlElement as WasmElement,
  XmlCData,
  XmlComment,
  type XmlNode,
  XmlText,
  XmlTreeNode,
} from 'libxml2-wasm'
import type { XmlAttribute, XmlDocument, XmlElement } from './document.ts'
import { withParsed } from './open.ts'
import { refuseDoctype, textOf } from './prolog.ts'
import { XmlError } from './xml-error.ts'

export interface XmlLimits {
  /** Octets of the document. */
  readonly maxSize: number
  /** Elements within one another. */
  readonly maxDepth: number
  readonly maxElements: number
}

/** More than any message or any metadata of one entity needs. */
export const LIMITS: XmlLimits = { maxSize: 1024 * 1024, maxDepth: 64, maxElements: 20_000 }

const childNodes = function* (element: WasmElement): Generator<XmlNode> {
  let node: XmlNode | null = element.firstChild
  while (node) {
    yield node
    // The library's processing instructions do not know what comes after them.
    node = node instanceof XmlTreeNode ? node.next : node.get('following-sibling::node()[1]')
  }
}

interface Place {
  readonly parent: XmlElement | undefined
  readonly depth: number
  readonly steps: readonly number[]
  readonly xpath: string
}

const qualified = (element: WasmElement): string =>
  element.prefix ? `${element.prefix}:${element.name}` : element.name

/** The names of elements with the number of each among those of its name, where there are several. */
const numbered = (elements: readonly WasmElement[]): readonly string[] => {
  const names = elements.map(qualified)
  const total = new Map<string, number>()
  for (const name of names) total.set(name, (total.get(name) ?? 0) + 1)
  const count = new Map<string, number>()
  return names.map((name) => {
    const at = (count.get(name) ?? 0) + 1
    count.set(name, at)
    return (total.get(name) ?? 0) > 1 ? `${name}[${at}]` : name
  })
}

const attributeFrom = ({ name, namespaceUri, value }: WasmAttribute): XmlAttribute => ({
  name,
  namespace: namespaceUri,
  value,
})

const read = (element: WasmElement, place: Place, maxDepth: number): XmlElement => {
  const line = Math.max(1, element.line)
  if (place.depth > maxDepth) {
    throw new XmlError('too-deep', line, `elements are nested more than ${maxDepth} deep.`)
  }
  const nodes = [...childNodes(element)]
  const below = nodes.filter((node) => node instanceof WasmElement)
  const texts = nodes.filter((node) => node instanceof XmlText || node instanceof XmlCData)
  const comments = nodes.filter((node) => node instanceof XmlComment).length
  const children: XmlElement[] = []
  const made: XmlElement = {
    name: element.name,
    namespace: element.namespaceUri,
    prefix: element.prefix,
    attributes: element.attrs.map(attributeFrom),
    children,
    parent: place.parent,
    text: texts.map(({ content }) => content).join(''),
    comments,
    instructions: nodes.length - below.length - texts.length - comments,
    line,
    xpath: place.xpath,
    steps: place.steps,
    namespaces: { ...place.parent?.namespaces, ...element.nsDeclarations },
  }
  const names = numbered(below)
  for (const [at, child] of below.entries()) {
    const steps = [...place.steps, at]
    const xpath = `${place.xpath}/${names[at]}`
    children.push(read(child, { parent: made, depth: place.depth + 1, steps, xpath }, maxDepth))
  }
  return made
}

const refuseCrowd = (document: WasmDocument, maxElements: number): void => {
  if (Number(document.eval('count(//*)')) <= maxElements) return
  throw new XmlError('too-many', 1, `more than ${maxElements} elements, which no single document needs.`)
}

/**
 * Reads a document whole and lets go of the parser. Throws an XmlError for what is not read: too large, too deep, not
 * UTF-8, not well-formed, or with a DOCTYPE. Nothing is ever fetched.
 */
export const readXml = (source: string | Uint8Array, given: Partial<XmlLimits> = {}): XmlDocument => {
  const limits = { ...LIMITS, ...given }
  const size = typeof source === 'string' ? Buffer.byteLength(source) : source.length
  if (size > limits.maxSize) {
    throw new XmlError('too-large', 1, `${size} octets, and no more than ${limits.maxSize} are read.`)
  }
  const text = textOf(source)
  if (text.trim() === '') throw new XmlError('empty', 1, 'an empty document.')
  refuseDoctype(text)
  return withParsed(text, (document) => {
    if (document.dtd) throw new XmlError('doctype', 1, 'a DOCTYPE declaration, which is not read; remove it.')
    refuseCrowd(document, limits.maxElements)
    const place: Place = { parent: undefined, depth: 1, steps: [], xpath: `/${qualified(document.root)}` }
    return { source: text, root: read(document.root, place, limits.maxDepth) }
  })
}
