import { XmlError } from './xml-error.ts'

const lineAt = (text: string, offset: number): number => {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

const BLANK = /\s*/y

const afterBlank = (text: string, from: number): number => {
  BLANK.lastIndex = from
  BLANK.test(text)
  return BLANK.lastIndex
}

const after = (text: string, from: number, end: string): number => {
  const at = text.indexOf(end, from)
  return at < 0 ? text.length : at + end.length
}

/** Where the first thing stands that is neither blank, comment nor processing instruction. */
const endOfProlog = (text: string): number => {
  let at = afterBlank(text, 0)
  for (;;) {
    if (text.startsWith('<?', at)) at = afterBlank(text, after(text, at, '?>'))
    else if (text.startsWith('<!--', at)) at = afterBlank(text, after(text, at + 4, '-->'))
    else return at
  }
}

/** Only there may a document type stand (XML 1.0 section 2.8), and it is refused before a parser sees its entities. */
export const refuseDoctype = (text: string): void => {
  const at = endOfProlog(text)
  if (!text.startsWith('<!DOCTYPE', at)) return
  throw new XmlError(
    'doctype',
    lineAt(text, at),
    'a DOCTYPE declaration, which is not read: SAML needs none, and entities are declared by attackers only; remove it.',
  )
}

const DECLARED = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/

/** SAML is exchanged in UTF-8; a second encoding is a second way to read the same octets. */
export const textOf = (source: string | Uint8Array): string => {
  let text: string
  try {
    text = typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source)
  } catch {
    throw new XmlError('encoding', 1, 'octets that are not UTF-8; save or send the document as UTF-8.')
  }
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text
  const declared = DECLARED.exec(bare)?.[1]
  if (declared !== undefined && !/^(utf-8|us-ascii)$/i.test(declared)) {
    throw new XmlError('encoding', 1, `the encoding ${JSON.stringify(declared)} is declared; only UTF-8 is read.`)
  }
  return bare
}
