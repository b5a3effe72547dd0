import { type XmlDocument as WasmDocument, XmlElement as WasmElement, XmlXPath } from 'libxml2-wasm'
import type { XmlElement } from './document.ts'

const missing = (): never => {
  throw new RangeError('the element is not of this document')
}

// Compiled once and kept: what is compiled for one use leaves something behind in the library.
const CHILDREN = XmlXPath.compile('*')
const BEFORE = XmlXPath.compile('count(preceding-sibling::*)')

/** The parser's own element for one that was read before from the same text. */
export const parsedElement = (document: WasmDocument, { steps }: XmlElement): WasmElement =>
  steps.reduce<WasmElement>((element, step) => {
    const child = element.find(CHILDREN)[step]
    return child instanceof WasmElement ? child : missing()
  }, document.root)

/** The number of each ancestor and of the element among the elements beside them. */
export const stepsOf = (element: WasmElement): readonly number[] => {
  const steps: number[] = []
  for (let at: WasmElement | null = element; at?.parent; at = at.parent) steps.unshift(Number(at.eval(BEFORE)))
  return steps
}

export const elementOf = (root: XmlElement, steps: readonly number[]): XmlElement =>
  steps.reduce((element, step) => element.children[step] ?? missing(), root)
