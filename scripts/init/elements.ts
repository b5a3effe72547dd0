import { selectAll } from 'css-select'
import { getAttributeValue, getChildren, getName, textContent } from 'domutils'
import { parse } from 'parse5'
import { adapter } from 'parse5-htmlparser2-tree-adapter'
import { elementIn } from '#suites/kit/drivers/element.ts'

type Element = Parameters<typeof getName>[0]

/** Elements that a person does not read. */
const SILENT = new Set(['script', 'style', 'template', 'title', 'head'])

export const collapsed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

const saidBy = (element: Element): string =>
  collapsed(getName(element) === 'input' ? (getAttributeValue(element, 'value') ?? '') : textContent(element))

const isDeepest = (element: Element, text: string): boolean =>
  getChildren(element).every((child) => !('name' in child) || !saidBy(child as Element).includes(text))

const isName = (name: string): boolean => /^[A-Za-z][\w-]*$/.test(name)

/** From the most telling to the least. */
const selectorsOf = (element: Element): readonly string[] => {
  const tag = getName(element)
  const id = getAttributeValue(element, 'id') ?? ''
  const classes = (getAttributeValue(element, 'class') ?? '').split(/\s+/).filter(isName)
  const test = ['data-testid', 'data-test', 'name'].flatMap((name) => {
    const value = getAttributeValue(element, name)
    return value === undefined ? [] : `[${name}=${JSON.stringify(value)}]`
  })
  return [
    ...(isName(id) ? [`#${id}`] : []),
    ...test,
    ...classes.map((each) => `.${each}`),
    ...classes.map((each) => `${tag}.${each}`),
    tag,
  ]
}

export interface Saying {
  /** Of the first such element of the page. */
  readonly selector: string
  readonly text: string
}

/** The smallest elements in which a text stands, each by a CSS selector that leads there. */
export const elementsSaying = (html: string, text: string): readonly Saying[] => {
  const all = selectAll('*', parse(html, { treeAdapter: adapter })) as unknown as readonly Element[]
  const saying = all.filter(
    (each) => !SILENT.has(getName(each)) && saidBy(each).includes(text) && isDeepest(each, text),
  )
  return saying.flatMap((element) => {
    const said = saidBy(element)
    const selector = selectorsOf(element).find((each) => collapsed(elementIn(html, each) ?? '') === said)
    return selector === undefined ? [] : { selector, text: said }
  })
}
