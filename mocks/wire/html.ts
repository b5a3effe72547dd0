import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

/** A control of a form that carries a value when the form is sent. */
export interface FormField {
  readonly name: string
  /** `hidden`, `text`, `password`, `checkbox`, `select`, `textarea`, … */
  readonly type: string
  readonly value: string
  /** False for a checkbox or radio that is off, and for what is disabled: not sent. */
  readonly successful: boolean
  /** A user could change it. */
  readonly editable: boolean
}

export interface FormButton {
  /** Empty for a button without a name. */
  readonly name: string
  readonly value: string
  readonly text: string
}

export interface Form {
  readonly id: string
  /** As written; empty means the page itself. */
  readonly action: string
  readonly method: 'GET' | 'POST'
  readonly fields: readonly FormField[]
  readonly buttons: readonly FormButton[]
}

/** What a user, or a driver in their place, needs of a page. */
export interface Page {
  readonly title: string
  /** Visible text with its white space collapsed. */
  readonly text: string
  readonly forms: readonly Form[]
  /** Of `<body onload>` and scripts: whether the page sends its first form by itself. */
  readonly submitsItself: boolean
}

const isElement = (node: Node): node is Element => 'tagName' in node

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((each) => each.name === name)?.value

const SILENT = new Set(['script', 'style', 'template', 'noscript', 'head', 'title'])

/** Characters. No page for people is a tenth as long, and a parser takes its time with nesting. */
const LONGEST_PAGE = 1_000_000

/** Nobody fills in more, and each looks at the whole page. */
const MOST_FORMS = 50

const collapse = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** In document order. A page may be nested deeper than a recursion could follow. */
function* walk(nodes: readonly Node[], enters: (element: Element) => boolean = () => true): Generator<Node> {
  const waiting = nodes.toReversed()
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node
    if ('childNodes' in node && (!isElement(node) || enters(node))) {
      for (let at = node.childNodes.length - 1; at >= 0; at -= 1) {
        const child = node.childNodes[at]
        if (child) waiting.push(child)
      }
    }
  }
}

const isHeard = (element: Element): boolean => !SILENT.has(element.tagName)

const textOf = (nodes: readonly Node[]): string =>
  [...walk(nodes, isHeard)]
    .flatMap((node) => (node.nodeName === '#text' && 'value' in node ? [node.value] : []))
    .join(' ')

const rawTextOf = (element: Element): string =>
  element.childNodes.map((node) => ('value' in node ? node.value : '')).join('')

const selectedValue = (select: Element): string => {
  const options = [...walk(select.childNodes)].filter(isElement).filter((each) => each.tagName === 'option')
  const chosen = options.find((each) => attribute(each, 'selected') !== undefined) ?? options[0]
  return chosen ? (attribute(chosen, 'value') ?? collapse(textOf(chosen.childNodes))) : ''
}

const BUTTON_TYPES = new Set(['submit', 'image'])
const NO_FIELD = new Set(['submit', 'image', 'button', 'reset', 'file'])

const fieldOf = (element: Element): FormField | undefined => {
  const name = attribute(element, 'name')
  if (!name) return undefined
  const enabled = attribute(element, 'disabled') === undefined
  const editable = enabled && attribute(element, 'readonly') === undefined
  if (element.tagName === 'select') {
    return { name, type: 'select', value: selectedValue(element), successful: enabled, editable }
  }
  if (element.tagName === 'textarea') {
    return { name, type: 'textarea', value: rawTextOf(element), successful: enabled, editable }
  }
  const type = (attribute(element, 'type') ?? 'text').toLowerCase()
  if (element.tagName !== 'input' || NO_FIELD.has(type)) return undefined
  const toggle = type === 'checkbox' || type === 'radio'
  const on = !toggle || attribute(element, 'checked') !== undefined
  return {
    name,
    type,
    value: attribute(element, 'value') ?? (toggle ? 'on' : ''),
    successful: enabled && on,
    editable: editable && type !== 'hidden',
  }
}

const buttonOf = (element: Element): FormButton | undefined => {
  const type = attribute(element, 'type')?.toLowerCase()
  const isButton = element.tagName === 'button' && (type ?? 'submit') === 'submit'
  const isInput = element.tagName === 'input' && BUTTON_TYPES.has(type ?? '')
  if (!isButton && !isInput) return undefined
  const value = attribute(element, 'value') ?? ''
  return {
    name: attribute(element, 'name') ?? '',
    value,
    text: isButton ? collapse(textOf(element.childNodes)) : value,
  }
}

const defined = <T>(value: T | undefined): value is T => value !== undefined

/** Controls inside the form, and those elsewhere that name it by `form=`. */
const formOf = (form: Element, elements: readonly Element[]): Form => {
  const id = attribute(form, 'id') ?? ''
  const inside = new Set([...walk(form.childNodes)].filter(isElement))
  const owned = elements.filter((each) => {
    const owner = attribute(each, 'form')
    return owner === undefined ? inside.has(each) : owner === id && id !== ''
  })
  return {
    id,
    action: attribute(form, 'action') ?? '',
    method: attribute(form, 'method')?.toLowerCase() === 'post' ? 'POST' : 'GET',
    fields: owned.map(fieldOf).filter(defined),
    buttons: owned.map(buttonOf).filter(defined),
  }
}

/** A script that waits for a click sends nothing by itself. */
const submits = (script: string): boolean => /\.submit\s*\(/.test(script) && !/\bclick\b/.test(script)

const submitsItself = (elements: readonly Element[]): boolean =>
  elements.some((each) => submits(each.tagName === 'script' ? rawTextOf(each) : (attribute(each, 'onload') ?? '')))

/** Reads any HTML, however broken, as a browser would without running its scripts. */
export const readPage = (html: string): Page => {
  const document = parse(html.slice(0, LONGEST_PAGE))
  const elements = [...walk(document.childNodes)].filter(isElement)
  const title = elements.find((each) => each.tagName === 'title')
  return {
    title: title ? collapse(rawTextOf(title)) : '',
    text: collapse(textOf(document.childNodes)),
    forms: elements
      .filter((each) => each.tagName === 'form')
      .slice(0, MOST_FORMS)
      .map((each) => formOf(each, elements)),
    submitsItself: submitsItself(elements),
  }
}
