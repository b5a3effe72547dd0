import type { SyntaxFault } from './fault.ts'

/** A piece of a text and where it begins in it. */
export interface Part {
  readonly text: string
  readonly at: number
}

/** Like `String.split`, and each part knows its place. */
export const partsOf = (text: string, separator: ':' | '@'): readonly Part[] => {
  let at = 0
  return text.split(separator).map((part) => {
    const here = at
    at += part.length + 1
    return { text: part, at: here }
  })
}

// RFC 8141 section 2 with RFC 3986: pchar and "/", and "?" in a fragment. "%" is looked at by `decoded`.
const legal = /[A-Za-z0-9\-._~!$&'()*+,;=:@/%]/

const naming = (character: string): string => {
  if (character === ' ') return 'a blank; write %20'
  if (character === '?') return 'a "?" begins a part that such a value does not have; write %3F'
  if (/[^!-~]/.test(character)) return `${JSON.stringify(character)} is no character of a URN; percent-encode its UTF-8`
  return `${JSON.stringify(character)} is no character of a URN; percent-encode it`
}

/** The first character of a URN, its fragment included, that must not stand there as it is. */
export const strayCharacter = (text: string): SyntaxFault | undefined => {
  const hash = text.indexOf('#')
  let position = 0
  for (const character of text) {
    const inFragment = hash !== -1 && position > hash
    if (inFragment && character === '#') return { position, message: 'a second "#"; write %23 inside a name' }
    const fits = legal.test(character) || position === hash || (inFragment && character === '?')
    if (!fits) return { position, message: naming(character) }
    position += character.length
  }
  return undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Undoes percent-encoding. `+` stays a plus: RFC 8141 gives it no other meaning. */
export const decoded = ({ text, at }: Part): string | SyntaxFault => {
  const broken = /%(?![0-9A-Fa-f]{2})/.exec(text)
  if (broken) return { position: at + broken.index, message: 'a "%" without two hexadecimal digits; write %25' }
  const run = /(?:%[0-9A-Fa-f]{2})+/g
  for (const { 0: escapes, index } of text.matchAll(run)) {
    const bytes = Uint8Array.from(escapes.slice(1).split('%'), (digits) => Number.parseInt(digits, 16))
    try {
      utf8.decode(bytes)
    } catch {
      return { position: at + index, message: 'percent-encoded bytes that are no UTF-8' }
    }
  }
  return decodeURIComponent(text)
}

// RFC 8141 section 2: 2 to 32 letters, digits and dashes, no dash at either end.
const namespaceId = /^[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]$/

/** The fault of `urn:NID:`, or undefined. */
export const faultOfUrn = (parts: readonly Part[]): SyntaxFault | undefined => {
  const [scheme, nid] = parts
  if (scheme?.text.toLowerCase() !== 'urn') return { position: 0, message: 'it does not begin with "urn:"' }
  if (nid === undefined) return { position: scheme.text.length, message: 'nothing follows "urn"' }
  if (!namespaceId.test(nid.text)) {
    return {
      position: nid.at,
      message: `${JSON.stringify(nid.text)} is no URN namespace (2 to 32 letters, digits, dashes)`,
    }
  }
  return undefined
}
