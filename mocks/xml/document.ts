export interface XmlAttribute {
  readonly name: string
  /** Empty for one without a prefix. */
  readonly namespace: string
  readonly value: string
}

/** An element as it was read; nothing of the parser hangs on it. */
export interface XmlElement {
  /** The local name. */
  readonly name: string
  /** Empty for none. */
  readonly namespace: string
  readonly prefix: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  readonly parent: XmlElement | undefined
  /** The whole text of the element itself, that of its children apart; whatever stands between its pieces is left out. */
  readonly text: string
  /** Comments and processing instructions among its children: a text that they cut is read differently by others. */
  readonly comments: number
  readonly instructions: number
  /** From 1. */
  readonly line: number
  /** `/md:EntityDescriptor/md:SPSSODescriptor/md:KeyDescriptor[2]`, with the prefixes of the document. */
  readonly xpath: string
  /** Numbers of its ancestors and itself among the elements beside them, from 0. */
  readonly steps: readonly number[]
  /** In scope, by prefix; the default one under the empty name. */
  readonly namespaces: Readonly<Record<string, string>>
}

export interface XmlDocument {
  /** As read: what is queried and canonicalised. */
  readonly source: string
  readonly root: XmlElement
}

const is = (element: XmlElement, namespace: string, name: string): boolean =>
  element.name === name && element.namespace === namespace

export const isElement = (element: XmlElement | undefined, namespace: string, name: string): element is XmlElement =>
  element !== undefined && is(element, namespace, name)

export const attributeOf = (element: XmlElement | undefined, name: string, namespace = ''): string | undefined =>
  element?.attributes.find((attribute) => attribute.name === name && attribute.namespace === namespace)?.value

export const childrenOf = (element: XmlElement | undefined, namespace: string, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => is(child, namespace, name)) ?? []

export const childOf = (element: XmlElement | undefined, namespace: string, name: string): XmlElement | undefined =>
  element?.children.find((child) => is(child, namespace, name))

/** Down a path of elements of one namespace; of several the first. */
export const descend = (
  element: XmlElement | undefined,
  namespace: string,
  ...names: readonly string[]
): XmlElement | undefined => names.reduce((at, name) => childOf(at, namespace, name), element)

/** The element and all below it, in the order of the document. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of element.children) yield* everyElement(child)
}

export const descendantsOf = (element: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  [...everyElement(element)].filter((below) => below !== element && is(below, namespace, name))

/** The text without the white space around it, as xs:anyURI and names are compared. */
export const trimmed = (element: XmlElement | undefined): string | undefined => element?.text.trim()
