import { describe } from 'vitest'
import { parseAffiliation } from '#suites/kit/claims/affiliation.ts'
import { parseEntitlement } from '#suites/kit/claims/entitlement.ts'
import { describeFault, isSyntaxFault } from '#suites/kit/claims/fault.ts'
import { parseOrcid } from '#suites/kit/claims/orcid.ts'
import { parseScopedIdentifier } from '#suites/kit/claims/subject.ts'
import type { SamlLogin } from '#suites/kit/contract-saml.ts'
import { listed } from '#suites/kit/json.ts'
import { type AttributeName, releases, valuesOf } from '#suites/kit/saml/look.ts'
import { citing, scenario, type Verify } from '#suites/kit/scenario.ts'

interface Row {
  readonly id: string
  readonly attribute: AttributeName
  readonly user: string
  readonly cites: keyof Verify<object>
  readonly parse: (value: string) => object
}

const entitlements = { attribute: 'eduPersonEntitlement', cites: 'AARC-G002-form', parse: parseEntitlement } as const

const rows: readonly Row[] = [
  { id: 'entitlement-of-plain', user: 'plain', ...entitlements },
  { id: 'entitlement-of-many-groups', user: 'many-groups', ...entitlements },
  { id: 'entitlement-of-non-ascii', user: 'non-ascii', ...entitlements },
  {
    id: 'affiliation',
    attribute: 'voPersonExternalAffiliation',
    user: 'other',
    cites: 'VOPERSON-external-affiliation',
    parse: parseAffiliation,
  },
  { id: 'orcid', attribute: 'eduPersonOrcid', user: 'orcid', cites: 'ISO7064-mod-11-2', parse: parseOrcid },
  {
    id: 'unique-id',
    attribute: 'eduPersonUniqueId',
    user: 'plain',
    cites: 'EDUPERSON-unique-id',
    parse: parseScopedIdentifier,
  },
]

const faultsIn = (values: readonly string[], parse: Row['parse']): readonly string[] =>
  values.flatMap((value) => {
    const parsed = parse(value)
    return isSyntaxFault(parsed) ? [describeFault(value, parsed)] : []
  })

// AARC, eduPerson, voPerson and ORCID say how these values are written, whatever protocol carries them.
describe('Syntax of attributes', { tags: ['saml', 'idp', 'attributes'] }, () => {
  for (const { id, attribute, user, cites, parse } of rows)
    scenario({
      id: `saml.idp.attribute-syntax.${id}`,
      title: `sends ${attribute} of ${user} so that it can be read in full`,
      given: { needs: ['saml'], saml: {}, user, applies: releases(attribute) },
      when: async ({ saml: { sp }, control }) => ({ login: control(await sp.usual()) }),
      verify: citing<{ login: SamlLogin }>(cites, ({ login, expect }) => {
        const values = valuesOf(login, attribute)
        expect(values.length, `values of ${attribute}`).toBeGreaterThan(0)
        expect(listed(faultsIn(values, parse)), 'values that leave the grammar').toBe('none')
      }),
    })
})
