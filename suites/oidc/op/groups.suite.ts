import { describe } from 'vitest'
import { parseAffiliation } from '#suites/kit/claims/affiliation.ts'
import { parseEntitlement } from '#suites/kit/claims/entitlement.ts'
import { describeFault, isSyntaxFault, type SyntaxFault } from '#suites/kit/claims/fault.ts'
import { parseOrcid } from '#suites/kit/claims/orcid.ts'
import { hasScope } from '#suites/kit/expected-claims.ts'
import { listed, members, strings } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const faultsOf = (values: readonly string[], parse: (text: string) => object | SyntaxFault): readonly string[] =>
  values.flatMap((value) => {
    const parsed = parse(value)
    return isSyntaxFault(parsed) ? [describeFault(value, parsed)] : []
  })

// What services authorize by: AARC-G002, AARC-G025, voPerson and ORCID.
describe('Affiliations, groups and ORCID', { tags: ['oidc', 'op', 'claims'] }, () => {
  for (const [role, what] of [
    ['plain', 'the one affiliation of the user as an array'],
    ['other', 'every affiliation of the user'],
  ] as const)
    scenario({
      id: `oidc.op.groups.affiliation-of-${role}`,
      title: `tells ${what}, each as value@scope`,
      given: { needs: ['userinfo'], user: role, applies: hasScope('voperson_external_affiliation') },
      when: async ({ client, user }) => ({
        told: members(
          (await client.userinfo(await client.login({ scope: 'openid voperson_external_affiliation' }))).json,
        ),
        expected: user.attributes.voperson_external_affiliation,
      }),
      verify: {
        'CLAIM-AFFILIATION': ({ told, expected, expect }) => {
          const values = strings(told, 'voperson_external_affiliation')
          expect(told.voperson_external_affiliation).toEqual(expect.any(Array))
          expect(values).toEqual([expected].flat().toSorted())
          expect(listed(faultsOf(values, parseAffiliation))).toBe('none')
        },
        'VOPERSON-external-affiliation': ({ told, expect }) =>
          expect(listed(strings(told, 'voperson_external_affiliation'))).toMatch(
            /^[^@, ]+@[^@, ]+(, [^@, ]+@[^@, ]+)*$/,
          ),
        'AARC-G025-scoped': ({ told, expect }) =>
          expect(listed(faultsOf(strings(told, 'voperson_external_affiliation'), parseAffiliation))).toBe('none'),
      },
    })

  for (const [role, what] of [
    ['plain', 'the groups of the user'],
    ['curator', 'roles in groups and subgroups'],
    ['many-groups', 'every one of very many groups'],
    ['non-ascii', 'groups whose names need escapes'],
  ] as const)
    scenario({
      id: `oidc.op.groups.entitlement-of-${role}`,
      title: `tells ${what} as URNs in an array`,
      given: { needs: ['userinfo'], user: role, applies: hasScope('eduperson_entitlement') },
      when: async ({ client, user }) => ({
        told: members((await client.userinfo(await client.login({ scope: 'openid eduperson_entitlement' }))).json),
        expected: user.attributes.eduperson_entitlement,
      }),
      verify: {
        'CLAIM-ENTITLEMENT': ({ told, expected, expect }) => {
          const values = strings(told, 'eduperson_entitlement')
          expect(values).toEqual([expected].flat().toSorted())
          expect(listed(faultsOf(values, parseEntitlement))).toBe('none')
        },
        'AARC-G002-authority': ({ told, expect }) => {
          const values = strings(told, 'eduperson_entitlement')
          expect(values.length).toBeGreaterThan(0)
          expect(listed(values.filter((value) => !/#.+$/.test(value))), 'without authority').toBe('none')
        },
        'AARC-G002-role': ({ told, expect }) => {
          const values = strings(told, 'eduperson_entitlement')
          expect(values.length).toBeGreaterThan(0)
          expect(listed(values.filter((value) => /:role=[^#]*:/.test(value))), 'with something behind the role').toBe(
            'none',
          )
        },
        'AARC-G002-form': ({ told, expect }) =>
          expect(listed(faultsOf(strings(told, 'eduperson_entitlement'), parseEntitlement))).toBe('none'),
      },
    })

  scenario({
    id: 'oidc.op.groups.orcid',
    title: 'tells the ORCID iD as one https URI with the right check digit',
    given: { needs: ['userinfo'], user: 'orcid', applies: hasScope('orcid') },
    when: async ({ client, user }) => ({
      told: members((await client.userinfo(await client.login({ scope: 'openid orcid' }))).json),
      expected: user.attributes.orcid,
    }),
    verify: {
      'CLAIM-ORCID': ({ told, expected, expect }) => {
        expect(told.orcid).toBe(expected)
        expect(listed(faultsOf([String(told.orcid)], parseOrcid))).toBe('none')
      },
      'ISO7064-mod-11-2': ({ told, expect }) => expect(listed(faultsOf([String(told.orcid)], parseOrcid))).toBe('none'),
    },
  })
})
