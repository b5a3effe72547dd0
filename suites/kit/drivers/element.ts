import { compile, selectOne } from 'css-select'
import { getAttributeValue, getName, textContent } from 'domutils'
import { parse } from 'parse5'
import { adapter } from 'parse5-htmlparser2-tree-adapter'

type Element = Parameters<typeof getName>[0]

export const isSelector = (text: string): boolean => {
  try {
    compile(text)
    return true
  } catch {
    return false
  }
}

/** What the first element of a CSS selector says in a page: its text, or what a field holds; no element, nothing. */
export const elementIn = (html: string, selector: string): string | undefined => {
  const found = selectOne(selector, parse(html, { treeAdapter: adapter })) as Element | null
  if (!found) return undefined
  return getName(found) === 'input' ? (getAttributeValue(found, 'value') ?? '') : textContent(found)
}
