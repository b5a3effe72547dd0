import { loadProfile, profileNames } from '#mocks/profiles/load.ts'
import { type Entitlement, parseEntitlement } from '../grammar/entitlement.ts'
import { isSyntaxFault } from '../grammar/fault.ts'
import type { Finding, Setting } from '../model.ts'
import { isReserved } from '../registration/web.ts'
import type { Placed, Rule } from './rule.ts'

interface Read extends Entitlement {
  readonly setting: Setting
}

const readIn = (settings: readonly Setting[]): readonly Read[] =>
  settings.flatMap((setting) => {
    const parsed = parseEntitlement(setting.value)
    return isSyntaxFault(parsed) ? [] : [{ ...parsed, setting }]
  })

const GRAMMAR = 'urn:NAMESPACE:group:GROUP[:SUBGROUP][:role=ROLE]#AUTHORITY'

/** What goes with a value that is no part of it. */
const bare = (value: string): string => value.trim().replace(/^["']|["'],?$/g, '')

/** AARC-G002, with the character where a value leaves it. */
const grammar: Rule = ({ settings }) =>
  settings.flatMap(({ name, line, value }): readonly Finding[] => {
    const base = { line, setting: name, weight: 'fail', cites: 'CLAIM-ENTITLEMENT-SYNTAX' } as const
    if (bare(value) !== value)
      return [
        { ...base, wrong: 'There are blanks or quotes around it, and values are compared whole.', write: bare(value) },
      ]
    const fault = parseEntitlement(value)
    if (!isSyntaxFault(fault)) return []
    return [{ ...base, wrong: `Character ${fault.position + 1}: ${fault.message}.`, write: GRAMMAR }]
  })

const remark = ({ setting }: Read, weight: Finding['weight'], wrong: string, write: string): Finding => ({
  ...{ line: setting.line, setting: setting.name, weight, cites: 'CLAIM-AUTHZ', wrong, write },
})

const path = ({ group, subgroups }: Entitlement): readonly string[] => [group, ...subgroups]

const whole = (read: Entitlement): string =>
  JSON.stringify([read.namespace.toLowerCase(), path(read), read.role ?? null, read.authority])

const loose = (read: Entitlement): string => whole(read).toLowerCase()

const isWildcard = ({ setting: { value } }: Read): boolean => value.includes('*')

const namesOf = (read: Entitlement): string => path(read).join(':')

type Compare = (read: Read, other: Read) => Finding | undefined

const comparisons: readonly Compare[] = [
  (read, other) =>
    whole(read) === whole(other)
      ? remark(
          read,
          'warn',
          `It is the same as line ${other.setting.line}${read.setting.value === other.setting.value ? '' : ', spelled otherwise'}.`,
          'One of them; compare values after their percent escapes are undone.',
        )
      : undefined,
  (read, other) =>
    whole(read) !== whole(other) && loose(read) === loose(other)
      ? remark(
          read,
          'warn',
          `It differs from line ${other.setting.line} in capital letters only, which makes it another one.`,
          'Names of groups and roles to the letter, as the AAI has them.',
        )
      : undefined,
  (read, other) =>
    read.authority !== other.authority && whole({ ...read, authority: '' }) === whole({ ...other, authority: '' })
      ? remark(
          read,
          'note',
          `Line ${other.setting.line} is the same from another authority: who forgets what follows "#" takes one for the other.`,
          'Compare whole values, the authority among them.',
        )
      : undefined,
  (read, other) =>
    read.setting.value !== other.setting.value && read.setting.value.startsWith(other.setting.value.replace(/#.*$/, ''))
      ? remark(
          read,
          'note',
          `It begins like line ${other.setting.line}: who compares beginnings takes one for the other.`,
          'Compare whole values, or group, role and authority one by one.',
        )
      : undefined,
]

const earlier =
  (all: readonly Read[]): Rule =>
  () =>
    all.flatMap((read, index) =>
      comparisons.flatMap((compare) =>
        all
          .slice(0, index)
          .flatMap((other) => compare(read, other) ?? [])
          .slice(0, 1),
      ),
    )

/** Namespace and authority, as the AAIs that we know have them. */
const known = (): readonly Entitlement[] =>
  profileNames()
    .flatMap((name) => Object.values(loadProfile(name).people))
    .flatMap(({ attributes }) => [attributes.eduperson_entitlement ?? []].flat())
    .flatMap((value) => {
      const parsed = parseEntitlement(String(value))
      return isSyntaxFault(parsed) || isReserved(parsed.authority) ? [] : [parsed]
    })

const strange =
  (all: readonly Read[]): Rule =>
  () => {
    const people = known()
    return all.flatMap((read): readonly Finding[] => {
      if (isWildcard(read))
        return [
          remark(
            read,
            'warn',
            'An entitlement has no wildcard: it is compared to the letter.',
            'Each value written out.',
          ),
        ]
      const authorities = new Set(
        people.filter((each) => each.namespace === read.namespace).map(({ authority }) => authority),
      )
      if (authorities.size === 0 || authorities.has(read.authority)) return []
      return [
        remark(
          read,
          'warn',
          `${read.authority} does not vouch for ${namesOf(read)} in ${read.namespace}.`,
          `#${[...authorities].join(' or #')}`,
        ),
      ]
    })
  }

/** What goes wrong in comparing them. */
const compared: Rule = (subject) => {
  const all = readIn(subject.settings)
  return [...earlier(all)(subject), ...strange(all)(subject)]
}

export const entitlementRules: readonly Placed[] = [
  { rule: grammar, cites: ['CLAIM-ENTITLEMENT-SYNTAX'], unseen: () => undefined },
  { rule: compared, cites: ['CLAIM-AUTHZ'], unseen: () => undefined },
]
