import type { Setting } from '../model.ts'

interface Token {
  readonly kind: 'text' | 'number' | 'variable' | 'word' | 'sign'
  readonly text: string
  readonly line: number
}

// Strings and comments that never end reach to the end of the file.
const TOKEN =
  /(?<comment>\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|#(?!\[)[^\n]*)|(?<text>'(?:[^'\\]|\\[\s\S])*(?:'|$)|"(?:[^"\\]|\\[\s\S])*(?:"|$))|(?<variable>\$[A-Za-z_]\w*)|(?<number>\d+)|(?<word>[A-Za-z_]\w*)|(?<sign>=>|[=.*[\](),;+-])/g

const plain = (quoted: string): string =>
  quoted
    .replace(/^["']/, '')
    .replace(/["']$/, '')
    .replaceAll(/\\(["'\\$])/g, '$1')

const lineCounter = (text: string) => {
  let [at, line] = [0, 1]
  return (offset: number): number => {
    for (; at < offset; at += 1) if (text[at] === '\n') line += 1
    return line
  }
}

const tokensOf = (text: string): readonly Token[] => {
  const lineAt = lineCounter(text)
  const tokens: Token[] = []
  for (const { groups = {}, index } of text.matchAll(TOKEN)) {
    const [kind, found] = Object.entries(groups).find(([, value]) => value !== undefined) ?? []
    if (kind === undefined || found === undefined || kind === 'comment') continue
    const content = kind === 'text' ? plain(found) : found
    tokens.push({ kind: kind as Token['kind'], text: content, line: lineAt(index) })
  }
  return tokens
}

type Known = ReadonlyMap<string, string>

/** Characters; a variable that is put together of itself again and again would fill the memory. */
const LONGEST = 8_000

const isWord = (text: string): boolean => /^(true|false|null)$/i.test(text)

const worth = ({ kind, text }: Token, known: Known): string | undefined => {
  if (kind === 'text') return text
  if (kind === 'variable') return known.get(text.slice(1)) ?? ''
  return kind === 'word' && isWord(text) ? text.toLowerCase() : undefined
}

/** What an expression is worth as far as it is plain: texts put together, a product of numbers, variables from above. */
const evaluated = (tokens: readonly Token[], known: Known): string | undefined => {
  const parts = tokens.filter(({ kind, text }) => kind !== 'sign' || (text !== '.' && text !== '*'))
  if (parts.length > 0 && parts.every(({ kind }) => kind === 'number')) {
    return String(parts.reduce((product, { text }) => product * Number(text), 1))
  }
  const worths = parts.map((token) => worth(token, known))
  return worths.includes(undefined) ? undefined : worths.join('').slice(0, LONGEST)
}

/** Where a list or an expression ends, seen from its first token. */
const endOf = (tokens: readonly Token[], from: number, closing: ReadonlySet<string>): number => {
  let depth = 0
  for (let at = from; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] ?? { kind: 'sign', text: '' }
    if (kind !== 'sign') continue
    if (depth === 0 && closing.has(text)) return at
    if (text === '[' || text === '(') depth += 1
    if (text === ']' || text === ')') depth -= 1
  }
  return tokens.length
}

const ENDS = new Set([';'])
const PARTS = new Set([',', ']', ')'])

const opensList = (tokens: readonly Token[], at: number): number | undefined => {
  if (tokens[at]?.text === '[' && tokens[at]?.kind === 'sign') return at + 1
  return tokens[at]?.text.toLowerCase() === 'array' && tokens[at + 1]?.text === '(' ? at + 2 : undefined
}

/** A value, or the members of a list: by their keys, or as values of the list itself. */
const settingsAt = (name: string, tokens: readonly Token[], known: Known, depth = 0): readonly Setting[] => {
  const [first] = tokens
  if (!first || depth > 8) return []
  const inside = opensList(tokens, 0)
  if (inside === undefined) {
    const value = evaluated(tokens, known)
    return value === undefined ? [] : [{ name, value, line: first.line }]
  }
  const found: Setting[] = []
  for (let at = inside; at < tokens.length; ) {
    const end = endOf(tokens, at, PARTS)
    const part = tokens.slice(at, end)
    const arrow = part.findIndex(({ kind, text }) => kind === 'sign' && text === '=>')
    const key = arrow < 0 ? undefined : evaluated(part.slice(0, arrow), known)
    const below = key === undefined ? name : `${name}.${key}`
    if (part[0] && key !== undefined) found.push({ name, value: key, line: part[0].line })
    found.push(...settingsAt(below, part.slice(arrow + 1), known, depth + 1))
    at = end + 1
  }
  return found
}

/** Assignments to variables and their lists, and a list that is returned. Nothing of the file is ever run. */
export const readPhp = (text: string): readonly Setting[] => {
  const tokens = tokensOf(text)
  const known = new Map<string, string>()
  const found: Setting[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const { kind, text: word } = tokens[at] ?? { kind: 'sign', text: '' }
    const isReturn = kind === 'word' && word.toLowerCase() === 'return'
    const isAssignment = kind === 'variable' && tokens[at + 1]?.text === '=' && tokens[at + 1]?.kind === 'sign'
    if (!isReturn && !isAssignment) continue
    const begin = at + (isReturn ? 1 : 2)
    const end = endOf(tokens, begin, ENDS)
    const name = isReturn ? 'return' : word.slice(1)
    const settings = settingsAt(name, tokens.slice(begin, end), known)
    found.push(...settings)
    const [only] = settings
    if (only && settings.length === 1 && only.name === name) known.set(name, only.value)
    at = end
  }
  return found
}
