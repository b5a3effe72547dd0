import { isSyntaxFault, type SyntaxFault } from './fault.ts'
import { decoded, faultOfUrn, type Part, partsOf, strayCharacter } from './urn.ts'

/** Membership of a group, percent-encoding undone. */
export interface Entitlement {
  /** `urn:geant:openaire.eu`, as written. */
  readonly namespace: string
  /** The VO or top-level group. */
  readonly group: string
  /** Outermost first; the role belongs to the last. */
  readonly subgroups: readonly string[]
  readonly role?: string
  /** Who vouches for the membership, `aai.openaire.eu`. */
  readonly authority: string
}

const rolePrefix = 'role='

interface Pieces {
  readonly namespace: string
  readonly groups: readonly Part[]
  /** One or none. */
  readonly role: readonly Part[]
  readonly authority: Part
}

const emptyPart = (parts: readonly Part[], what: string): SyntaxFault | undefined => {
  const empty = parts.find(({ text }) => text === '')
  return empty && { position: empty.at, message: `${what} without a name` }
}

/** AARC-G002: the namespace is `urn:NID:DELEGATED[:SUBNAMESPACE*]` and ends at the first `:group:` after it. */
const namespaceEnd = (parts: readonly Part[], end: number): number | SyntaxFault => {
  const marker = parts.findIndex(({ text }, index) => index > 2 && text === 'group')
  if (marker !== -1) return marker
  if (parts[2]?.text === 'group') {
    return {
      position: parts[2].at,
      message: 'the namespace lacks the part that was delegated: "urn:NID:OWNER:group:…"',
    }
  }
  const resource = parts.find(({ text }, index) => index > 2 && text === 'res')
  if (resource) return { position: resource.at, message: 'a capability (":res:", AARC-G027) and no group membership' }
  return { position: end, message: 'no ":group:" follows the namespace' }
}

const faultOfRole = (parts: readonly Part[], index: number): SyntaxFault | undefined => {
  const part = parts[index]
  if (part === undefined) return undefined
  const after = parts[index + 1]
  if (!part.text.startsWith(rolePrefix)) return { position: part.at, message: '"role=" is written in small letters' }
  if (part.text === rolePrefix) return { position: part.at + rolePrefix.length, message: 'a role without a name' }
  return (
    after && {
      position: after.at - 1,
      message: 'the role is the last part before "#"; write %3A for a colon in its name',
    }
  )
}

const pieces = (text: string): Pieces | SyntaxFault => {
  const hash = text.indexOf('#')
  const end = hash === -1 ? text.length : hash
  const parts = partsOf(text.slice(0, end), ':')
  const marker = namespaceEnd(parts, end)
  if (typeof marker !== 'number') return marker
  const unnamed = emptyPart(parts.slice(2, marker), 'a part of the namespace')
  if (unnamed) return unnamed

  const path = parts.slice(marker + 1)
  const roleAt = path.findIndex((part) => part.text.toLowerCase().startsWith(rolePrefix))
  const groups = roleAt === -1 ? path : path.slice(0, roleAt)
  const nameless = emptyPart(groups.slice(0, 1), 'a group') ?? emptyPart(groups.slice(1), 'a subgroup')
  if (nameless) return nameless
  if (groups.length === 0) return { position: path[0]?.at ?? end, message: 'no group is named after ":group:"' }
  const misplaced = faultOfRole(path, roleAt)
  if (misplaced) return misplaced

  if (hash === -1) return { position: end, message: 'no authority: "#" and a name are missing at the end' }
  if (hash === text.length - 1) return { position: text.length, message: 'an authority without a name after "#"' }
  const role = path.slice(groups.length, groups.length + 1).map(({ text: whole, at }) => ({
    text: whole.slice(rolePrefix.length),
    at: at + rolePrefix.length,
  }))
  const namespace = text.slice(0, (parts[marker]?.at ?? 1) - 1)
  return { namespace, groups, role, authority: { text: text.slice(hash + 1), at: hash + 1 } }
}

/**
 * Parses `urn:NAMESPACE:group:GROUP[:SUBGROUP*][:role=ROLE]#AUTHORITY` (AARC-G002; the OpenAIRE guide has the same).
 * Parts are told apart before their escapes are undone, so that `%3A` in a name cannot make two of it.
 */
export const parseEntitlement = (text: string): Entitlement | SyntaxFault => {
  const [urn = ''] = text.split('#', 1)
  const fault = faultOfUrn(partsOf(urn, ':')) ?? strayCharacter(text)
  if (fault) return fault
  const found = pieces(text)
  if (isSyntaxFault(found)) return found

  const names: string[] = []
  for (const part of [{ text: found.namespace, at: 0 }, ...found.groups, ...found.role, found.authority]) {
    const name = decoded(part)
    if (typeof name !== 'string') return name
    names.push(name)
  }
  const [group = '', ...subgroups] = names.slice(1, 1 + found.groups.length)
  const [role] = names.slice(1 + found.groups.length, -1)
  return {
    namespace: found.namespace,
    group,
    subgroups,
    ...(role === undefined ? {} : { role }),
    authority: names.at(-1) ?? '',
  }
}
