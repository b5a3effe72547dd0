import { isSyntaxFault, type SyntaxFault } from './fault.ts'
import { parseScoped } from './scope.ts'

/** A user identifier in the form of eduPersonUniqueId, which AAIs give to voPersonID and sub as well. */
export interface ScopedIdentifier {
  /** Opaque: letters and digits, 64 at most. */
  readonly uniqueId: string
  readonly scope: string
}

const longest = 64

/** Parses `uniqueID@scope` (eduPerson 202208, eduPersonUniqueId; AARC-G026 for community identifiers). */
export const parseScopedIdentifier = (text: string): ScopedIdentifier | SyntaxFault => {
  const at = text.indexOf('@')
  const local = at === -1 ? text : text.slice(0, at)
  const stray = local.search(/[^A-Za-z0-9]/)
  if (stray !== -1 && stray < longest) {
    const character = String.fromCodePoint(local.codePointAt(stray) ?? 0)
    return {
      position: stray,
      message: `${JSON.stringify(character)} before the "@", where only letters and digits may stand`,
    }
  }
  if (local.length > longest) return { position: longest, message: `more than ${longest} characters before the "@"` }
  const scoped = parseScoped(text)
  return isSyntaxFault(scoped) ? scoped : { uniqueId: scoped.local, scope: scoped.scope }
}
