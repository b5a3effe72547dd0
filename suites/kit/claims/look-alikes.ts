/** An entitlement as it is written, escapes and all. */
interface Written {
  readonly namespace: string
  /** The groups from the outermost to the innermost. */
  readonly groups: readonly string[]
  readonly role: string | undefined
  readonly authority: string
}

const FORM = /^(?<namespace>urn:.+?):group:(?<groups>.+?)(?::role=(?<role>.+))?#(?<authority>.+)$/i

const readFrom = (entitlement: string): Written => {
  const { namespace = '', groups = '', role, authority = '' } = FORM.exec(entitlement)?.groups ?? {}
  return { namespace, groups: groups.split(':'), role, authority }
}

const written = ({ namespace, groups, role, authority }: Written): string =>
  `${namespace}:group:${groups.join(':')}${role === undefined ? '' : `:role=${role}`}#${authority}`

/** Of an entitlement another one; undefined where that would be the same, or nothing that anybody can hold. */
type Change = (of: Written) => Partial<Written> | string | undefined

const ELSEWHERE = 'elsewhere.example'

const innermost = ({ groups }: Written, change: (name: string) => string): Partial<Written> => ({
  groups: groups.with(-1, change(groups.at(-1) ?? '')),
})

/** A text in capitals, its escapes as they are. */
const capitals = (text: string): string =>
  text.replaceAll(/%[\da-f]{2}|[^%]/gi, (part) => (part[0] === '%' ? part : part.toUpperCase()))

const withoutLast = (text: string): string => text.replace(/(?:%[\da-f]{2}|.)$/i, '')

const inRole =
  (change: (role: string) => string | undefined): Change =>
  ({ role }) =>
    role === undefined ? undefined : { role: change(role) }

interface Variant {
  readonly id: string
  /** A noun phrase: what somebody holds. */
  readonly title: string
  readonly of: (entitlement: string) => string | undefined
}

const variant = (id: string, title: string, change: Change): Variant => ({
  id,
  title,
  of: (entitlement) => {
    const of = readFrom(entitlement)
    const changed = change(of)
    const made = typeof changed === 'object' ? written({ ...of, ...changed }) : changed
    return made === entitlement || made?.includes('::') ? undefined : made
  },
})

/** What resembles an entitlement and is none (AARC-G002): whoever compares beginnings or pieces takes it for one. */
export const lookAlikes: readonly Variant[] = [
  variant('authority-other', 'the entitlement from another authority', () => ({ authority: `aai.${ELSEWHERE}` })),
  variant('authority-longer', 'the entitlement from an authority whose name begins alike', ({ authority }) => ({
    authority: `${authority}.${ELSEWHERE}`,
  })),
  variant('authority-missing', 'the entitlement from nobody', (of) => written(of).replace(/#.*$/, '')),
  variant('namespace-other', 'the entitlement in another namespace', ({ namespace }) => ({
    namespace: namespace.replace(/[^:]+$/, ELSEWHERE),
  })),
  variant('group-longer', 'the role in a group whose name begins alike', (of) =>
    innermost(of, (name) => `${name}.${ELSEWHERE}`),
  ),
  variant('group-shorter', 'the role in a group whose name ends sooner', (of) => innermost(of, withoutLast)),
  variant('group-other', 'the role in another group', () => ({ groups: [`other.${ELSEWHERE}`] })),
  variant('group-capital', 'the role in a group of other letters', ({ groups }) => ({ groups: groups.map(capitals) })),
  variant('subgroup', 'the role in a group below', ({ groups }) => ({ groups: [...groups, 'sandbox'] })),
  variant('group-above', 'the role in the group above', ({ groups }) =>
    groups.length > 1 ? { groups: groups.slice(0, -1) } : undefined,
  ),
  variant(
    'role-missing',
    'the group without the role',
    inRole(() => undefined),
  ),
  variant(
    'role-other',
    'another role in the group',
    inRole(() => 'guest'),
  ),
  variant(
    'role-longer',
    'a role whose name begins alike',
    inRole((role) => `${role}-on-leave`),
  ),
  variant('role-capital', 'a role of other letters', inRole(capitals)),
  variant('role-in-name', 'a group that has the role in its name, percent-encoded', ({ role, ...of }) =>
    role === undefined
      ? undefined
      : { ...innermost({ ...of, role }, (name) => `${name}%3Arole=${role}`), role: undefined },
  ),
  variant(
    'within-another',
    'a membership elsewhere that has the entitlement in its name',
    (of) => `urn:mace:${ELSEWHERE}:group:${written(of)}`,
  ),
]

/** The same entitlement in another spelling (AARC-G069). */
export const otherSpellings: readonly Variant[] = [
  variant('namespace-case', 'its namespace in capitals', ({ namespace }) => ({ namespace: namespace.toUpperCase() })),
  variant('escapes-case', 'its percent escapes in small letters', (of) =>
    written(of).replaceAll(/%[\da-f]{2}/gi, (octet) => octet.toLowerCase()),
  ),
]
