import type { SyntaxFault } from './fault.ts'

/** An ORCID iD that is well-formed and whose check character is right. */
export interface Orcid {
  /** Sixteen characters without dashes, the last a digit or X. */
  readonly digits: string
}

const prefix = 'https://orcid.org/'
const shape = 'dddd-dddd-dddd-dddc'

/** ISO 7064 MOD 11-2 over the digits before the check character, of an ORCID iD fifteen. */
export const checkCharacter = (digits: string): string => {
  const total = Array.from(digits, Number).reduce((sum, digit) => (sum + digit) * 2, 0)
  const value = (12 - (total % 11)) % 11
  return value === 10 ? 'X' : String(value)
}

const faultOfPrefix = (text: string): SyntaxFault | undefined => {
  if (text.startsWith(prefix)) return undefined
  const position = Array.from(prefix).findIndex((character, index) => text[index] !== character)
  if (text.startsWith('http:')) return { position, message: 'http instead of https' }
  if (/^\d{4}-\d{4}-/.test(text)) return { position: 0, message: `a bare iD; its URI form begins with ${prefix}` }
  return { position, message: `it does not begin with ${prefix}` }
}

const faultOfShape = (id: string): SyntaxFault | undefined => {
  for (const [index, kind] of Array.from(shape).entries()) {
    const character = id[index]
    const position = prefix.length + index
    if (character === undefined) return { position, message: 'the iD ends too early: four groups of four' }
    if (kind === '-' && character !== '-') return { position, message: 'a dash is missing between the groups' }
    if (kind === 'd' && !/[0-9]/.test(character))
      return { position, message: `${JSON.stringify(character)} is no digit` }
    if (kind === 'c' && character === 'x') return { position, message: 'the check character X is a capital letter' }
    if (kind === 'c' && !/[0-9X]/.test(character)) {
      return { position, message: `${JSON.stringify(character)} is neither a digit nor X` }
    }
  }
  const position = prefix.length + shape.length
  return id.length > shape.length ? { position, message: 'something follows the iD' } : undefined
}

/** Parses `https://orcid.org/0000-0002-1825-0097` (ORCID, structure of the identifier; ISO/IEC 7064 MOD 11-2). */
export const parseOrcid = (text: string): Orcid | SyntaxFault => {
  const fault = faultOfPrefix(text) ?? faultOfShape(text.slice(prefix.length))
  if (fault) return fault
  const digits = text.slice(prefix.length).replaceAll('-', '')
  const right = checkCharacter(digits.slice(0, 15))
  if (digits.at(-1) === right) return { digits }
  return { position: text.length - 1, message: `the check character should be ${right}` }
}
