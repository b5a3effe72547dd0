import { ParseOption, XmlDocument as Wasm, type XmlDocument as WasmDocument, XmlLibError } from 'libxml2-wasm'
import { XmlError } from './xml-error.ts'

/** Entities stay what they are, and whatever a document names is not looked for. */
const OPTIONS =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_BIG_LINES

const flawOf = (error: XmlLibError): XmlError => {
  const [first] = error.details
  const said = (first?.message ?? error.message).trim().split('\n', 1)[0] ?? ''
  const deep = /depth/i.test(said)
  return new XmlError(
    deep ? 'too-deep' : 'not-well-formed',
    Math.max(1, first?.line ?? 1),
    deep ? `elements are nested too deeply to be read (${said}).` : `no well-formed XML: ${said.replace(/\.?$/, '.')}`,
  )
}

/** Lends the parser's own document; it is gone when `use` returns, and nothing of it may be kept. */
export const withParsed = <T>(text: string, use: (document: WasmDocument) => T): T => {
  let document: WasmDocument
  try {
    document = Wasm.fromBuffer(Buffer.from(text), { option: OPTIONS })
  } catch (error) {
    throw error instanceof XmlLibError ? flawOf(error) : error
  }
  try {
    return use(document)
  } finally {
    document.dispose()
  }
}
