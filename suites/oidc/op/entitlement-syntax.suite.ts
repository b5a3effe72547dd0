import { describe } from 'vitest'
import { parseEntitlement } from '#suites/kit/claims/entitlement.ts'
import { scenario } from '#suites/kit/scenario.ts'

const namespace = 'urn:geant:openaire.eu'

const good = {
  'urn:geant:openaire.eu:group:Registered+User:role=member#aai.openaire.eu': {
    namespace,
    group: 'Registered+User',
    subgroups: [],
    role: 'member',
    authority: 'aai.openaire.eu',
  },
  'urn:geant:openaire.eu:group:datacite.example#aai.openaire.eu': {
    namespace,
    group: 'datacite.example',
    subgroups: [],
    authority: 'aai.openaire.eu',
  },
  'urn:geant:openaire.eu:group:vo:sub:sub-sub:role=admin#aai.openaire.eu': {
    namespace,
    group: 'vo',
    subgroups: ['sub', 'sub-sub'],
    role: 'admin',
    authority: 'aai.openaire.eu',
  },
  'urn:mace:example.org:sub:ns:group:vo:sub#authority': {
    namespace: 'urn:mace:example.org:sub:ns',
    group: 'vo',
    subgroups: ['sub'],
    authority: 'authority',
  },
  'urn:geant:openaire.eu:group:Minun%20Ryhm%C3%A4ni:role=vice%3Achair#aai.openaire.eu': {
    namespace,
    group: 'Minun Ryhmäni',
    subgroups: [],
    role: 'vice:chair',
    authority: 'aai.openaire.eu',
  },
} as const

/** The bar stands where the fault is: in front of the first character that does not fit. */
const bad = [
  '|mace:example.org:group:vo#authority',
  'urn:geant:openaire.eu:group:vo|',
  'urn:geant:openaire.eu:group:vo#|',
  'urn:geant:openaire.eu:group:|#aai.openaire.eu',
  'urn:geant:openaire.eu:group:vo:|:sub#aai.openaire.eu',
  'urn:geant:openaire.eu:group:vo:role=|#aai.openaire.eu',
  'urn:geant:openaire.eu:group:vo:role=a|:sub#aai.openaire.eu',
  'urn:geant:openaire.eu:group:my| group#aai.openaire.eu',
  'urn:geant:openaire.eu:group:50|%#aai.openaire.eu',
  'urn:geant:openaire.eu:group:Ryhm|ä#aai.openaire.eu',
] as const

// The reader of entitlements that every other judgement about groups relies on.
describe('Entitlement syntax', { tags: ['oidc', 'op', 'claims'] }, () => {
  scenario({
    id: 'oidc.op.entitlement-syntax.good-values',
    title: 'reads namespace, group, subgroups, role and authority of a well-formed entitlement',
    when: async () => ({
      read: Object.fromEntries(Object.keys(good).map((value) => [value, parseEntitlement(value)])),
    }),
    verify: {
      'CLAIM-ENTITLEMENT-SYNTAX': ({ read, expect }) => expect(read).toEqual(good),
    },
  })

  scenario({
    id: 'oidc.op.entitlement-syntax.bad-values',
    title: 'names the place where a malformed entitlement leaves the grammar',
    when: async () => ({
      found: bad.map((marked) => {
        const value = marked.replace('|', '')
        const parsed = parseEntitlement(value)
        return 'position' in parsed ? `${value.slice(0, parsed.position)}|${value.slice(parsed.position)}` : 'accepted'
      }),
    }),
    verify: {
      'CLAIM-ENTITLEMENT-SYNTAX': ({ found, expect }) => expect(found).toEqual(bad),
    },
  })
})
