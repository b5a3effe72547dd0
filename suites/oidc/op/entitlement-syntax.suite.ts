import { describe } from 'vitest'
import { type Entitlement, parseEntitlement } from '#suites/kit/claims/entitlement.ts'
import { describeFault, isSyntaxFault } from '#suites/kit/claims/fault.ts'
import { hasScope } from '#suites/kit/expected-claims.ts'
import { listed, strings } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** Without these our own reading of what the issuer sends would prove nothing. */
const known: Readonly<Record<string, Entitlement>> = {
  'urn:geant:openaire.eu:group:datacite.example#aai.openaire.eu': {
    namespace: 'urn:geant:openaire.eu',
    group: 'datacite.example',
    subgroups: [],
    authority: 'aai.openaire.eu',
  },
  'urn:mace:example.org:sub:ns:group:Minun%20Ryhm%C3%A4ni:sub:role=vice%3Achair#authority': {
    namespace: 'urn:mace:example.org:sub:ns',
    group: 'Minun Ryhmäni',
    subgroups: ['sub'],
    role: 'vice:chair',
    authority: 'authority',
  },
}

/** The bar stands where the fault is: in front of the first character that does not fit. */
const malformed = [
  'urn:geant:openaire.eu:group:vo|',
  'urn:geant:openaire.eu:group:vo#|',
  'urn:geant:openaire.eu:group:vo:role=a|:sub#aai.openaire.eu',
  'urn:geant:openaire.eu:group:my| group#aai.openaire.eu',
] as const

const marked = (value: string): string => {
  const parsed = parseEntitlement(value)
  return isSyntaxFault(parsed) ? `${value.slice(0, parsed.position)}|${value.slice(parsed.position)}` : value
}

// AARC-G002: namespace, group, subgroups, role and authority, each of which a service may authorize by.
describe('Entitlement syntax', { tags: ['oidc', 'op', 'claims'] }, () => {
  for (const role of ['plain', 'curator', 'many-groups', 'non-ascii'] as const)
    scenario({
      id: `oidc.op.entitlement-syntax.of-${role}`,
      title: `sends entitlements of ${role} that can be read in full`,
      given: { needs: ['userinfo'], user: role, applies: hasScope('eduperson_entitlement') },
      when: async ({ client }) => {
        const answer = await client.userinfo(await client.login({ scope: 'openid eduperson_entitlement' }))
        return { values: strings(answer.json, 'eduperson_entitlement') }
      },
      verify: {
        'CLAIM-ENTITLEMENT-SYNTAX': ({ values, expect }) => {
          for (const [value, read] of Object.entries(known)) expect(parseEntitlement(value)).toEqual(read)
          for (const value of malformed) expect(marked(value.replace('|', ''))).toBe(value)
          const faults = values.flatMap((value) => {
            const parsed = parseEntitlement(value)
            return isSyntaxFault(parsed) ? [describeFault(value, parsed)] : []
          })
          expect(values.length, 'entitlements').toBeGreaterThan(0)
          expect(listed(faults), 'entitlements that leave the grammar').toBe('none')
        },
      },
    })
})
