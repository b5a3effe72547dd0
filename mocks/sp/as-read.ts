import { Refusal } from '#mocks/wire/refusal.ts'
import type { XmlDocument, XmlElement } from '#mocks/xml/document.ts'
import { escapeXml } from '#mocks/xml/escape.ts'
import { elementOf } from '#mocks/xml/find-element.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { XmlError } from '#mocks/xml/xml-error.ts'
import type { Eyes } from './looks.ts'

const DOCTYPE = /<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/

const entitiesIn = (doctype: string): readonly (readonly [reference: string, value: string])[] =>
  [...doctype.matchAll(/<!ENTITY\s+([\w.-]+)\s+(["'])([\s\S]*?)\2/g)].map(([, name = '', , value = '']) => [
    `&${name};`,
    value,
  ])

/** What is left to read for somebody who minds no document type, with the entities in their places or without them. */
const withoutDoctype = (text: string, eyes: Eyes): string => {
  const doctype = DOCTYPE.exec(text)?.[0] ?? ''
  const expanded = eyes.has('entities-expanded') || eyes.has('entities-fetched') ? entitiesIn(doctype) : []
  return expanded.reduce((rest, [reference, value]) => rest.replaceAll(reference, value), text.replace(doctype, ''))
}

const INSTRUCTION = /<\?(?!xml\s)[\w.-]+\s*([\s\S]*?)\?>/g

const parsed = (text: string): XmlDocument => {
  try {
    return readXml(text)
  } catch (error) {
    throw error instanceof XmlError ? new Refusal(error.flaw, `Refused: ${error.message}`) : error
  }
}

/** A message as a document; throws a Refusal for what is none. */
export const documentOf = (text: string, eyes: Eyes): XmlDocument => {
  const shown = eyes.has('instructions-read')
    ? text.replaceAll(INSTRUCTION, (_, said: string) => escapeXml(said))
    : text
  try {
    return parsed(shown)
  } catch (error) {
    if (!(error instanceof Refusal) || error.what !== 'doctype') throw error
    eyes.look('doctype', true)
    return parsed(withoutDoctype(shown, eyes))
  }
}

const CUT = /<(?:!--[\s\S]*?--|\?[\s\S]*?\?|!\[CDATA\[[\s\S]*?\]\])>[^<]*/g

/** The same element, as somebody reads it for whom a value is what a parser hands out first. */
export const asRead = (document: XmlDocument, element: XmlElement, eyes: Eyes): XmlElement =>
  eyes.has('first-text') ? elementOf(readXml(document.source.replaceAll(CUT, '')).root, element.steps) : element
