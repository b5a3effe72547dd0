import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Entitlement, parseEntitlement } from './entitlement.ts'
import { describeFault, isSyntaxFault } from './fault.ts'

// The same values in every run: a failure is a finding, and not luck.
fc.configureGlobal({ seed: 7064 })

const openaire = { namespace: 'urn:geant:openaire.eu', authority: 'aai.openaire.eu' }

const right: readonly (readonly [text: string, parsed: Entitlement])[] = [
  [
    'urn:geant:openaire.eu:group:vo.example.org:role=member#aai.openaire.eu',
    { ...openaire, group: 'vo.example.org', subgroups: [], role: 'member' },
  ],
  ['urn:geant:openaire.eu:group:vo#aai.openaire.eu', { ...openaire, group: 'vo', subgroups: [] }],
  [
    'urn:geant:openaire.eu:group:vo:a:b:c:role=vm_operator#aai.openaire.eu',
    { ...openaire, group: 'vo', subgroups: ['a', 'b', 'c'], role: 'vm_operator' },
  ],
  [
    'urn:geant:openaire.eu:group:Registered+User:role=member#aai.openaire.eu',
    { ...openaire, group: 'Registered+User', subgroups: [], role: 'member' },
  ],
  [
    'urn:geant:openaire.eu:group:Minun%20Ryhm%C3%A4ni:%E4%B8%AD%E6%96%87#aai.openaire.eu',
    { ...openaire, group: 'Minun Ryhmäni', subgroups: ['中文'] },
  ],
  [
    'urn:geant:openaire.eu:group:a%3Ab:c%23d:role=e%3af#aai.openaire.eu',
    { ...openaire, group: 'a:b', subgroups: ['c#d'], role: 'e:f' },
  ],
  [
    'URN:MACE:egi.eu:group:vo.example.org:admins#aai.egi.eu',
    { namespace: 'URN:MACE:egi.eu', group: 'vo.example.org', subgroups: ['admins'], authority: 'aai.egi.eu' },
  ],
  [
    'urn:geant:dfn.de:nfdi.de:punch:group:team#login.example.org',
    { namespace: 'urn:geant:dfn.de:nfdi.de:punch', group: 'team', subgroups: [], authority: 'login.example.org' },
  ],
  // The namespace ends at the first ":group:", so a group may have that name.
  [
    'urn:mace:example.org:group:group:sub#x',
    { namespace: 'urn:mace:example.org', group: 'group', subgroups: ['sub'], authority: 'x' },
  ],
  ['urn:mace:group:group:vo#x', { namespace: 'urn:mace:group', group: 'vo', subgroups: [], authority: 'x' }],
  // Only "role=" at the beginning of a part makes a role.
  [
    'urn:mace:example.org:group:vo:myrole=x:a=b#x',
    { namespace: 'urn:mace:example.org', group: 'vo', subgroups: ['myrole=x', 'a=b'], authority: 'x' },
  ],
  [
    'urn:mace:example.org:group:vo:role=a=b#x',
    { namespace: 'urn:mace:example.org', group: 'vo', subgroups: [], role: 'a=b', authority: 'x' },
  ],
  // An authority is no path of groups: colons, slashes and escapes may stand in it.
  [
    'urn:mace:example.org:group:vo#https://perun.example.org/auth?vo%20x',
    { namespace: 'urn:mace:example.org', group: 'vo', subgroups: [], authority: 'https://perun.example.org/auth?vo x' },
  ],
]

const namespace = 'urn:mace:example.org'

/** The mark ^ stands before the character at fault. */
const wrong: readonly (readonly [marked: string, message: RegExp])[] = [
  ['^', /"urn:"/],
  ['^https://example.org/group:vo#x', /"urn:"/],
  ['^ urn:mace:example.org:group:vo#x', /"urn:"/],
  ['^mace:example.org:group:vo#x', /"urn:"/],
  ['urn^', /nothing follows/],
  ['urn^#x', /nothing follows/],
  ['urn:^:example.org:group:vo#x', /namespace/],
  ['urn:^a:example.org:group:vo#x', /namespace/],
  ['urn:^-mace:example.org:group:vo#x', /namespace/],
  ['urn:^ma_ce:example.org:group:vo#x', /namespace/],
  ['urn:mace:^group:vo#x', /delegated/],
  ['urn:mace:^:group:vo#x', /part of the namespace/],
  ['urn:mace:example.org:^:group:vo#x', /part of the namespace/],
  [`${namespace}^`, /":group:"/],
  [`${namespace}:vo:role=member^#x`, /":group:"/],
  [`${namespace}:Group:vo^#x`, /":group:"/],
  [`${namespace}:^res:storage:act:read#x`, /capability/],
  [`${namespace}:group^#x`, /no group is named/],
  [`${namespace}:group:^#x`, /group without a name/],
  [`${namespace}:group:^:sub#x`, /group without a name/],
  [`${namespace}:group:^role=member#x`, /no group is named/],
  [`${namespace}:group:vo:^#x`, /subgroup without a name/],
  [`${namespace}:group:vo:^:sub#x`, /subgroup without a name/],
  [`${namespace}:group:vo:^:role=member#x`, /subgroup without a name/],
  [`${namespace}:group:vo:role=^#x`, /role without a name/],
  [`${namespace}:group:vo:^Role=member#x`, /small letters/],
  [`${namespace}:group:vo:^ROLE=member#x`, /small letters/],
  [`${namespace}:group:vo:role=member^:sub#x`, /last part/],
  [`${namespace}:group:vo:role=member^:role=admin#x`, /last part/],
  [`${namespace}:group:vo:role=vm^:operator#x`, /last part/],
  [`${namespace}:group:vo:role=member^:#x`, /last part/],
  [`${namespace}:group:vo^`, /no authority/],
  [`${namespace}:group:vo:role=member^`, /no authority/],
  [`${namespace}:group:vo#^`, /authority without a name/],
  [`${namespace}:group:vo#x^#y`, /second "#"/],
  [`${namespace}:group:vo^ x#x`, /%20/],
  [`${namespace}:group:vo#x^ `, /%20/],
  [`${namespace}:group:vo^?role=admin#x`, /%3F/],
  [`${namespace}:group:v^ö#x`, /percent-encode/],
  [`${namespace}:group:v^😀#x`, /percent-encode/],
  [`${namespace}:group:vo^\n#x`, /percent-encode/],
  [`${namespace}:group:vo^<b>#x`, /percent-encode/],
  [`${namespace}:group:vo^"#x`, /percent-encode/],
  [`${namespace}:group:vo^%#x`, /two hexadecimal digits/],
  [`${namespace}:group:vo^%2#x`, /two hexadecimal digits/],
  [`${namespace}:group:vo^%zz#x`, /two hexadecimal digits/],
  [`${namespace}:group:vo:role=^%C3#x`, /UTF-8/],
  [`${namespace}:group:vo:a^%E4a#x`, /UTF-8/],
  [`${namespace}:group:vo#a^%ED%A0%80`, /UTF-8/],
]

describe('an entitlement in order', () => {
  it.for(right)('%s', ([text, parsed]) => {
    expect(parseEntitlement(text)).toEqual(parsed)
  })
})

describe('a malformed entitlement is named with the place of its fault', () => {
  it.for(wrong)('%s', ([marked, message]) => {
    const text = marked.replace('^', '')
    expect(parseEntitlement(text)).toEqual({ position: marked.indexOf('^'), message: expect.stringMatching(message) })
  })
})

/** A name as a group manager might store it, written as a URN wants it. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*!~]/g, (it) => `%${it.charCodeAt(0).toString(16)}`)

const anyName = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.isWellFormed())
const anyLabel = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/)

interface Names {
  readonly namespace: readonly string[]
  readonly groups: readonly string[]
  readonly role?: string | undefined
  readonly authority: string
}

const anyEntitlement: fc.Arbitrary<Names> = fc.record({
  namespace: fc.array(anyLabel, { minLength: 2, maxLength: 4 }).filter((labels) => !labels.includes('group')),
  groups: fc.array(anyName, { minLength: 1, maxLength: 5 }),
  role: fc.option(anyName, { nil: undefined }),
  authority: anyName,
})

const written = ({ namespace, groups, role, authority }: Names) =>
  `urn:${namespace.join(':')}:group:${groups.map(encoded).join(':')}${role === undefined ? '' : `:role=${encoded(role)}`}#${encoded(authority)}`

describe('whatever the names are', () => {
  it('parsing gives back what was written', () => {
    fc.assert(
      fc.property(anyEntitlement, (value) => {
        const [group, ...subgroups] = value.groups
        const { role, authority } = value
        expect(parseEntitlement(written(value))).toEqual({
          namespace: `urn:${value.namespace.join(':')}`,
          group,
          subgroups,
          ...(role === undefined ? {} : { role }),
          authority,
        })
      }),
    )
  })

  it('a value cut short before its authority is refused at its end', () => {
    fc.assert(
      fc.property(anyEntitlement, (value) => {
        const text = written(value)
        const short = text.slice(0, text.indexOf('#'))
        expect(parseEntitlement(short)).toMatchObject({ position: short.length })
      }),
    )
  })

  it('a blank put in anywhere is found where it stands, or earlier', () => {
    fc.assert(
      fc.property(anyEntitlement, fc.nat(), (value, seed) => {
        const text = written(value)
        const at = seed % (text.length + 1)
        const parsed = parseEntitlement(`${text.slice(0, at)} ${text.slice(at)}`)
        expect(isSyntaxFault(parsed) && parsed.position).toBeLessThanOrEqual(at)
      }),
    )
  })

  it('no text at all makes it throw, and every place named lies within the text', () => {
    const pieces = fc.constantFrom(
      'urn:',
      'mace:',
      'group:',
      ':group:',
      'role=',
      ':',
      '#',
      '%',
      '%C3',
      '%20',
      'a',
      '?',
      'é',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseEntitlement(text)
        if (isSyntaxFault(parsed)) expect(text.length - parsed.position).toBeGreaterThanOrEqual(0)
        else expect([parsed.group, ...parsed.subgroups, parsed.authority]).not.toContain('')
      }),
    )
  })
})

describe('describeFault', () => {
  it('counts characters from one', () => {
    const text = 'urn:mace:example.org:group:vo'
    const parsed = parseEntitlement(text)
    expect(isSyntaxFault(parsed) && describeFault(text, parsed)).toBe(
      '"urn:mace:example.org:group:vo", character 30: no authority: "#" and a name are missing at the end',
    )
  })
})
