import type { Setting } from '../model.ts'

const unquoted = (text: string): string => {
  const quote = text[0]
  const isQuoted = (quote === '"' || quote === "'") && text.length > 1
  if (!isQuoted) return text.replace(/\s+[#;].*$/, '').trim()
  const end = text.indexOf(quote, 1)
  return end < 0 ? text.slice(1) : text.slice(1, end)
}

const eachLine = (text: string, read: (line: string) => readonly (readonly [string, string])[]): readonly Setting[] =>
  text
    .split(/\r?\n/)
    .flatMap((content, index) => read(content.trim()).map(([name, value]) => ({ name, value, line: index + 1 })))

const isComment = (line: string): boolean => line === '' || /^[#;!]/.test(line)

/** `NAME=value`, with or without quotes and `export`. */
export const readEnvironment = (text: string): readonly Setting[] =>
  eachLine(text, (line) => {
    const [, name, value = ''] = /^(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$/.exec(line) ?? []
    return isComment(line) || name === undefined ? [] : [[name, unquoted(value.trim())]]
  })

/** `name: value` or `name=value`, as Java has them. */
export const readProperties = (text: string): readonly Setting[] =>
  eachLine(text, (line) => {
    const [, name, value = ''] = /^([\w.[\]-]+)\s*[=:]\s*(.*)$/.exec(line) ?? []
    return isComment(line) || name === undefined ? [] : [[name, value.trim()]]
  })

/** Directives of Apache: a name and its arguments, of which each is a value. */
export const readDirectives = (text: string): readonly Setting[] =>
  eachLine(text.replaceAll(/\\\r?\n/g, '  '), (line) => {
    const [, name, rest = ''] = /^([A-Za-z]\w*)\s+(.*)$/.exec(line) ?? []
    if (isComment(line) || name === undefined) return []
    const [whole = ''] = /^"[^"]*"|^'[^']*'|^\S.*$/.exec(rest) ?? []
    return [[name, unquoted(whole)]]
  })

/** `name = "value"` and lists in brackets, as oauth2-proxy has them; a list may go over lines. */
export const readToml = (text: string): readonly Setting[] => {
  let list: string | undefined
  return eachLine(text, (line) => {
    if (isComment(line)) return []
    const [, name, value = ''] = list === undefined ? (/^([\w-]+)\s*=\s*(.*)$/.exec(line) ?? []) : []
    if (name !== undefined && !value.startsWith('[')) return [[name, unquoted(value)]]
    const at = list ?? name
    if (at === undefined) return []
    list = line.includes(']') ? undefined : at
    return [...line.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => [at, double ?? single ?? ''])
  })
}

/** A value a line, as it stands there; blank lines and comments are none. */
export const readList = (name: string, text: string): readonly Setting[] =>
  text
    .split(/\r?\n/)
    .map((value, index) => ({ name, value, line: index + 1 }))
    .filter(({ value }) => value.trim() !== '' && !value.trimStart().startsWith('#'))
