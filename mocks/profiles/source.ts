import { createRequire } from 'node:module'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { isObject } from './json.ts'

// Only what a user wrote is looked at this closely, so only then is the parser loaded.
const parser = (): typeof import('jsonc-parser') => createRequire(import.meta.url)('jsonc-parser')

export type MemberPath = readonly (string | number)[]

/** A JSON file as it was read. */
export interface Source {
  /** Absolute path. */
  readonly path: string
  /** As a person would write it. */
  readonly name: string
  readonly text: string
  readonly value: JsonObject
}

const words: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word means nothing in JSON (texts stand in double quotes)',
  InvalidNumberFormat: 'this is no number as JSON writes it',
  PropertyNameExpected: 'the name of a member in double quotes is missing here (is the comma before it one too many?)',
  ValueExpected: 'a value is missing here (is the comma before it one too many?)',
  ColonExpected: 'a colon is missing here',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'a closing } is missing here',
  CloseBracketExpected: 'a closing ] is missing here',
  EndOfFileExpected: 'the document has ended before this',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the closing double quote of this text is missing',
  InvalidEscapeCharacter: 'this escape means nothing in JSON',
  InvalidUnicode: 'this escape means nothing in JSON',
  InvalidCharacter: 'this character must be escaped',
}

const lineAndColumn = (text: string, offset: number): string => {
  const before = text.slice(0, offset).split('\n')
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

const syntaxProblem = (name: string, text: string): ConfigurationError => {
  const { parseTree, printParseErrorCode } = parser()
  const [error] = (() => {
    const errors: import('jsonc-parser').ParseError[] = []
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
    return errors
  })()
  const what = error && words[printParseErrorCode(error.error)]
  const where = error ? `:${lineAndColumn(text, error.offset)}` : ''
  return new ConfigurationError(`${name}${where}: this is no JSON: ${what ?? 'it cannot be parsed'}.`)
}

/** The text of a file as a JSON object. Throws a ConfigurationError that names line and column. */
export const parsed = (name: string, text: string): JsonObject => {
  let value: JsonValue
  try {
    value = JSON.parse(text)
  } catch {
    throw syntaxProblem(name, text)
  }
  if (!isObject(value)) throw new ConfigurationError(`${name}: the document must be one JSON object in { }.`)
  return value
}

/** Members written twice, of which JSON silently keeps the last. */
export const repeatedMembers = (source: Source): readonly MemberPath[] => {
  const { parseTree, getNodePath } = parser()
  const repeated: MemberPath[] = []
  const visit = (node: import('jsonc-parser').Node): void => {
    const seen = new Set<unknown>()
    for (const child of node.children ?? []) {
      const key = node.type === 'object' ? child.children?.[0] : undefined
      if (key && seen.has(key.value)) repeated.push(getNodePath(key))
      if (key) seen.add(key.value)
      visit(child)
    }
  }
  const root = parseTree(source.text)
  if (root) visit(root)
  return repeated
}

/** `4` for the line where a member or the nearest thing around it stands, and how deep the path led. */
export const lineOf = (source: Source, path: MemberPath): { readonly line: number; readonly depth: number } => {
  const { parseTree, findNodeAtLocation } = parser()
  const root = parseTree(source.text)
  for (let depth = path.length; root && depth > 0; depth--) {
    const node = findNodeAtLocation(root, [...path.slice(0, depth)])
    if (node) {
      const start = node.parent?.type === 'property' ? node.parent.offset : node.offset
      return { line: source.text.slice(0, start).split('\n').length, depth }
    }
  }
  return { line: 1, depth: 0 }
}
