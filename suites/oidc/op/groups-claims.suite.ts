import { describe } from 'vitest'
import { affiliations, parseAffiliation } from '#suites/kit/claims/affiliation.ts'
import { isSyntaxFault } from '#suites/kit/claims/fault.ts'
import type { Profile } from '#suites/kit/contract.ts'
import { listed, members, strings } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const hasClaim =
  (name: string) =>
  ({ claims }: Profile): string | undefined =>
    claims[name]?.in.includes('userinfo') ? undefined : `Userinfo of this issuer has no claim ${name}.`

/** A scope parameter that brings the claim. */
const scopeFor = ({ scopes }: Profile, claim: string): string =>
  ['openid', ...Object.keys(scopes).filter((name) => scopes[name]?.claims.includes(claim))].join(' ')

const isControlled = (value: string): boolean => {
  const parsed = parseAffiliation(value)
  return !isSyntaxFault(parsed) && parsed.controlled
}

// Claims that not every federation sends, for whoever does.
describe('Affiliations and groups by other names', { tags: ['oidc', 'op', 'claims'] }, () => {
  scenario({
    id: 'oidc.op.groups-claims.scoped-affiliation',
    title: 'tells affiliations in the words of eduPerson',
    given: { needs: ['userinfo'], user: 'other', applies: hasClaim('eduperson_scoped_affiliation') },
    when: async ({ op, client }) => {
      const login = await client.login({ scope: scopeFor(op.profile, 'eduperson_scoped_affiliation') })
      const told = members((await client.userinfo(login)).json)
      return { values: strings(told, 'eduperson_scoped_affiliation') }
    },
    verify: {
      'EDUPERSON-scoped-affiliation': ({ values, expect }) => {
        expect(values.length).toBeGreaterThan(0)
        const strange = values.filter((value) => !isControlled(value))
        expect(listed(strange), `none of ${affiliations.join(', ')}`).toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.groups-claims.entitlements',
    title: 'tells groups under the newer name too',
    given: { needs: ['userinfo'], user: 'curator', applies: hasClaim('entitlements') },
    when: async ({ op, client }) => {
      const login = await client.login({ scope: scopeFor(op.profile, 'entitlements') })
      const told = members((await client.userinfo(login)).json)
      return { newer: strings(told, 'entitlements'), older: strings(told, 'eduperson_entitlement') }
    },
    verify: {
      'AARC-G069-claim': ({ newer, older, expect }) => {
        expect(newer.length).toBeGreaterThan(0)
        expect(listed(older.filter((value) => !newer.includes(value))), 'under the older name alone').toBe('none')
      },
    },
  })
})
