import { XmlElement as WasmElement } from 'libxml2-wasm'
import type { XmlDocument, XmlElement } from './document.ts'
import { elementOf, stepsOf } from './find-element.ts'
import { withParsed } from './open.ts'

type Namespaces = Readonly<Record<string, string>>

/** The elements that an XPath 1.0 expression selects, from the root; prefixes are those handed in, never the document's. */
export const select = (document: XmlDocument, xpath: string, namespaces: Namespaces): readonly XmlElement[] =>
  withParsed(document.source, (parsed) =>
    parsed
      .find(xpath, { ...namespaces })
      .filter((node) => node instanceof WasmElement)
      .map((node) => elementOf(document.root, stepsOf(node))),
  )

/** What an XPath 1.0 expression comes to; of a set of nodes the texts. */
export const evaluate = (
  document: XmlDocument,
  xpath: string,
  namespaces: Namespaces,
): string | number | boolean | readonly string[] =>
  withParsed(document.source, (parsed) => {
    const value = parsed.eval(xpath, { ...namespaces })
    return Array.isArray(value) ? value.map(({ content }) => content) : value
  })
