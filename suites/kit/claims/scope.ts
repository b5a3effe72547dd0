import type { SyntaxFault } from './fault.ts'

export interface Scoped {
  /** What stands before the first `@`. */
  readonly local: string
  readonly scope: string
}

// eduPerson bounds a scope at 256 characters; its form is that of a domain name (RFC 1123 section 2.1).
const scopeLength = 256
const label = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

const faultOfScope = (scope: string, at: number): SyntaxFault | undefined => {
  if (scope === '') return { position: at, message: 'no scope follows the "@"' }
  if (scope.length > scopeLength)
    return { position: at + scopeLength, message: `the scope has more than ${scopeLength} characters` }
  const stray = scope.search(/[^A-Za-z0-9.-]/)
  if (stray !== -1) {
    const what =
      scope[stray] === '@'
        ? 'a second "@"'
        : `${JSON.stringify(String.fromCodePoint(scope.codePointAt(stray) ?? 0))} in the scope, which is a domain name`
    return { position: at + stray, message: what }
  }
  let start = at
  for (const part of scope.split('.')) {
    if (!label.test(part)) return { position: start, message: `${JSON.stringify(part)} is no part of a domain name` }
    start += part.length + 1
  }
  return undefined
}

/** Splits `local@scope` at the first `@`; neither half may be empty, and the scope is a domain name. */
export const parseScoped = (text: string): Scoped | SyntaxFault => {
  const at = text.indexOf('@')
  if (at === -1) return { position: text.length, message: 'no scope: "@" and a domain are missing at the end' }
  if (at === 0) return { position: 0, message: 'nothing stands before the "@"' }
  const scope = text.slice(at + 1)
  return faultOfScope(scope, at + 1) ?? { local: text.slice(0, at), scope }
}
