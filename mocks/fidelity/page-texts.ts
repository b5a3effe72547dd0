import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

const isElement = (node: Node): node is Element => 'tagName' in node

const elementsOf = (nodes: readonly Node[]): readonly Element[] =>
  nodes.flatMap((node) => (isElement(node) ? [node, ...elementsOf(node.childNodes)] : []))

const textOf = (nodes: readonly Node[]): string =>
  nodes
    .map((node) =>
      'value' in node && node.nodeName === '#text' ? node.value : isElement(node) ? textOf(node.childNodes) : '',
    )
    .join('')

const collapsed = (element: Element | undefined): string | undefined => {
  const text = element && textOf(element.childNodes).replaceAll(/\s+/g, ' ').trim()
  return text === '' ? undefined : text
}

const attribute = ({ attrs }: Element, name: string): string => attrs.find((each) => each.name === name)?.value ?? ''

const classes = (element: Element): readonly string[] => attribute(element, 'class').split(/\s+/)

/** What tells a user: an error, an instruction, the word beside a field. */
const tells = (element: Element): boolean =>
  classes(element).some((name) => ['instruction', 'kc-feedback-text', 'alert', 'error'].includes(name)) ||
  /^input-error(-(username|password|container-\w+))?$/.test(attribute(element, 'id'))

const isHeading = (element: Element): boolean => attribute(element, 'id') === 'kc-page-title'

/** What a page says, without its furniture. */
export interface PageTexts {
  readonly heading?: string
  readonly message?: string
}

export const pageTexts = (html: string): PageTexts => {
  const elements = elementsOf(parse(html).childNodes)
  const heading = elements.find(isHeading) ?? elements.find(({ tagName }) => tagName === 'h1')
  return { heading: collapsed(heading), message: collapsed(elements.find((each) => tells(each) && collapsed(each))) }
}
