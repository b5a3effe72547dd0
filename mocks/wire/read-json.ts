/** Levels. No document of the protocols has a tenth of it, and code that recurses over a value survives it. */
export const DEEPEST = 100

/** Where the string that begins at a quotation mark ends. */
const endOfString = (text: string, start: number): number => {
  let at = text.indexOf('"', start + 1)
  while (at > 0) {
    let escapes = 0
    while (text[at - 1 - escapes] === '\\') escapes += 1
    if (escapes % 2 === 0) return at
    at = text.indexOf('"', at + 1)
  }
  return text.length
}

/** Whether brackets outside of strings ever stand deeper than this. */
const isDeeperThan = (text: string, deepest: number): boolean => {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') depth -= 1
    if (depth > deepest) return true
  }
  return false
}

/** The value of a JSON text; undefined for what is none, and for what is nested beyond all reason. */
export const readJson = (text: string): unknown => {
  try {
    return isDeeperThan(text, DEEPEST) ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The first name that an object of a JSON text has twice (RFC 8259 section 4); undefined for text that is no JSON. */
export const repeatedName = (text: string): string | undefined => {
  if (readJson(text) === undefined) return undefined
  /** Names of the objects around; none for a list. */
  const around: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '{') around.push(new Set())
    else if (character === '[') around.push(undefined)
    else if (character === '}' || character === ']') around.pop()
    if (character !== '"') continue
    const end = endOfString(text, at)
    const names = around.at(-1)
    if (names && /^\s*:/.test(text.slice(end + 1, end + 20))) {
      const name = String(JSON.parse(text.slice(at, end + 1)))
      if (names.has(name)) return name
      names.add(name)
    }
    at = end
  }
  return undefined
}
