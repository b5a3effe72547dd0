import type { Json } from './issuer.ts'
import type { Eyes, Habit } from './looks.ts'

/** An entitlement in the parts that a page looks at (AARC-G002). */
interface Parts {
  readonly namespace: string
  /** Groups from the outermost to the innermost, as written. */
  readonly groups: string
  readonly role: string
  readonly authority: string
}

const PARTS = /^(?<namespace>urn:[^#]+?):group:(?<groups>[^#]*?)(?::role=(?<role>[^#:]*))?(?:#(?<authority>.*))?$/i

const partsOf = (value: string): Parts => {
  const { namespace = '', groups = '', role = '', authority = '' } = PARTS.exec(value)?.groups ?? {}
  return { namespace, groups, role, authority }
}

/** AARC-G069: namespaces in lower case, percent escapes in upper case. */
const normalised = ({ namespace, groups, role, authority }: Parts): Parts => {
  const escapes = (text: string): string => text.replaceAll(/%[\da-f]{2}/gi, (octet) => octet.toUpperCase())
  return { namespace: escapes(namespace.toLowerCase()), groups: escapes(groups), role: escapes(role), authority }
}

type Comparison = (held: string, wanted: string) => boolean

const agreeing =
  (...members: readonly (keyof Parts)[]): Comparison =>
  (held, wanted) => {
    const [one, other] = [normalised(partsOf(held)), normalised(partsOf(wanted))]
    return one.groups !== '' && members.every((member) => one[member] === other[member])
  }

/** The document leaves the authority aside; the guide of OpenAIRE lets a service rely on it. */
const right = agreeing('namespace', 'groups', 'role', 'authority')

const quoted = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

const byPattern: Comparison = (held, wanted) => {
  const { namespace, groups, role, authority } = partsOf(wanted)
  return new RegExp(`^${quoted(namespace)}:group:${quoted(groups)}.*role=${quoted(role)}.*#${quoted(authority)}$`).test(
    held,
  )
}

const inherited: Comparison = (held, wanted) => {
  const { groups, role } = partsOf(wanted)
  const outer = partsOf(held)
  return right(held, wanted) || (outer.role === role && outer.groups !== '' && groups.startsWith(`${outer.groups}:`))
}

/** What is told of a group ends where the next begins, and a careless comparison at the shorter of two. */
const byBeginning: Comparison = (held, wanted) => {
  const [one, other] = [held, wanted].map((value) => ({ ...partsOf(value), role: '' }))
  const same = one && other && one.namespace === other.namespace && one.authority === other.authority
  return right(held, wanted) || (same === true && one.groups !== '' && other.groups.startsWith(one.groups))
}

const careless: readonly (readonly [Habit, Comparison])[] = [
  ['entitlement-any', () => true],
  ['entitlement-unread', () => false],
  ['entitlement-beginning', byBeginning],
  ['entitlement-verbatim', (held, wanted) => held === wanted],
  ['entitlement-authority-unread', agreeing('namespace', 'groups', 'role')],
  ['entitlement-role-only', agreeing('role', 'authority')],
  ['entitlement-group-only', agreeing('namespace', 'groups', 'authority')],
  ['entitlement-pattern', byPattern],
  ['entitlement-inherited', inherited],
  ['entitlement-caseless', (held, wanted) => held.toLowerCase() === wanted.toLowerCase()],
  ['entitlement-decoded', (held, wanted) => decodeURIComponent(held) === decodeURIComponent(wanted)],
  ['entitlement-contained', (held, wanted) => held.includes(wanted)],
]

/** Whether somebody of whom this is known holds the entitlement. */
export const holds = ({ eduperson_entitlement, entitlements }: Json, wanted: string, eyes: Eyes): boolean => {
  const compare = careless.find(([habit]) => eyes.has(habit))?.[1] ?? right
  const held = [eduperson_entitlement ?? [], entitlements ?? []].flat().map(String)
  return eyes.has('entitlement-any') || held.some((value) => compare(value, wanted))
}
