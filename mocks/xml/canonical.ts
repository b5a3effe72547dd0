import { XmlC14NMode } from 'libxml2-wasm'
import type { XmlDocument, XmlElement } from './document.ts'
import { parsedElement } from './find-element.ts'
import { withParsed } from './open.ts'

export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const EXCLUSIVE_WITH_COMMENTS = `${EXCLUSIVE}WithComments`
export const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
export const INCLUSIVE_WITH_COMMENTS = `${INCLUSIVE}#WithComments`

export const canonicalizations = [EXCLUSIVE, EXCLUSIVE_WITH_COMMENTS, INCLUSIVE, INCLUSIVE_WITH_COMMENTS] as const
export type Canonicalization = (typeof canonicalizations)[number]

export const isCanonicalization = (uri: string | undefined): uri is Canonicalization =>
  canonicalizations.includes(uri as Canonicalization)

export interface CanonicalOptions {
  /** Exclusive without comments unless said. */
  readonly method?: Canonicalization
  /** Of InclusiveNamespaces (Exclusive XML Canonicalization section 4); `#default` for the default namespace. */
  readonly inclusivePrefixes?: readonly string[]
  /** Leave this element of the same document out: the enveloped signature (XML Signature section 6.6.4). */
  readonly without?: XmlElement
}

/** The canonical text of an element with all below it; throws where there is none, such as for relative namespace names. */
export const canonicalText = (document: XmlDocument, element: XmlElement, options: CanonicalOptions = {}): string => {
  const { method = EXCLUSIVE, inclusivePrefixes = [], without } = options
  const exclusive = method === EXCLUSIVE || method === EXCLUSIVE_WITH_COMMENTS
  return withParsed(document.source, (parsed) => {
    const node = parsedElement(parsed, element)
    if (without) parsedElement(parsed, without).remove()
    const text = node.canonicalizeToString({
      mode: exclusive ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0,
      withComments: method === EXCLUSIVE_WITH_COMMENTS || method === INCLUSIVE_WITH_COMMENTS,
      ...(exclusive && inclusivePrefixes.length > 0 ? { inclusiveNamespacePrefixes: [...inclusivePrefixes] } : {}),
    })
    if (text === '') throw new Error(`nothing is left of ${element.xpath} in canonical form`)
    return text
  })
}
