import { XmlElement as WasmElement, type XmlNode, XmlXPath } from 'libxml2-wasm'
import type { XmlDocument, XmlElement } from './document.ts'
import { elementOf, stepsOf } from './find-element.ts'
import { withParsed } from './open.ts'

type Namespaces = Readonly<Record<string, string>>

type Value = string | number | boolean | readonly XmlNode[]

const evaluated = <T>(document: XmlDocument, xpath: string, namespaces: Namespaces, use: (value: Value) => T): T => {
  const compiled = XmlXPath.compile(xpath, { ...namespaces })
  try {
    return withParsed(document.source, (parsed) => use(parsed.eval(compiled)))
  } finally {
    compiled.dispose()
  }
}

/** The elements that an XPath 1.0 expression selects, from the root; prefixes are those handed in, never the document's. */
export const select = (document: XmlDocument, xpath: string, namespaces: Namespaces): readonly XmlElement[] =>
  evaluated(document, xpath, namespaces, (value) => {
    if (!Array.isArray(value)) throw new Error(`${xpath} selects no elements`)
    return value.filter((node) => node instanceof WasmElement).map((node) => elementOf(document.root, stepsOf(node)))
  })

/** What an XPath 1.0 expression comes to; of a set of nodes the texts. */
export const evaluate = (
  document: XmlDocument,
  xpath: string,
  namespaces: Namespaces,
): string | number | boolean | readonly string[] =>
  evaluated(document, xpath, namespaces, (value) =>
    typeof value === 'object' ? value.map(({ content }) => content) : value,
  )
