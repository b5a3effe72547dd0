import { describe, expect, it } from 'vitest'
import { type Entitlement, parseEntitlement } from './entitlement.ts'
import { describeFault, isSyntaxFault } from './fault.ts'

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

describe('describeFault', () => {
  it('counts characters from one', () => {
    const text = 'urn:mace:example.org:group:vo'
    const parsed = parseEntitlement(text)
    expect(isSyntaxFault(parsed) && describeFault(text, parsed)).toBe(
      '"urn:mace:example.org:group:vo", character 30: no authority: "#" and a name are missing at the end',
    )
  })
})
