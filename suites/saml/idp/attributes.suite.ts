import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import { listed } from '#suites/kit/json.ts'
import { assertionOf, attributeNameFormats, oidOf, promised, releases, valuesOf } from '#suites/kit/saml/look.ts'
import { scenario } from '#suites/kit/scenario.ts'

const given: Given = { needs: ['saml'], saml: {} }

const scopeOf = (value: string): string => value.slice(value.indexOf('@') + 1)

/** Those that a person may lack, and of which the guide says that they come when known. */
const FURTHER = ['eduPersonEntitlement', 'voPersonExternalAffiliation', 'eduPersonOrcid'] as const

// The attribute table of the OpenAIRE guide, by the OIDs of eduPerson, voPerson and LDAP.
describe('Attributes in assertions', { tags: ['saml', 'idp', 'attributes'] }, () => {
  scenario({
    id: 'saml.idp.attributes.minimal',
    title: 'releases identifier, mail address and name',
    given: { ...given, applies: releases('eduPersonUniqueId') },
    when: async ({ saml: { sp }, op, control, note }) => {
      const login = control(await sp.usual())
      const [id = ''] = valuesOf(login, 'eduPersonUniqueId')
      note('scope of eduPersonUniqueId', scopeOf(id))
      return { login, scopes: op.profile.saml?.scopes ?? [] }
    },
    verify: {
      'SAML-ATTRIBUTES': ({ login, scopes, expect }) => {
        const ids = valuesOf(login, 'eduPersonUniqueId')
        expect(ids, `values of eduPersonUniqueId (${oidOf('eduPersonUniqueId')})`).toHaveLength(1)
        if (scopes.length > 0) expect(scopes, 'scopes of the identity provider').toContain(scopeOf(ids[0] ?? ''))
        expect(valuesOf(login, 'mail').join(' '), 'mail').toMatch(/@/)
        const whole = valuesOf(login, 'displayName')
        const parts = [...valuesOf(login, 'givenName').slice(0, 1), ...valuesOf(login, 'sn').slice(0, 1)]
        expect(whole.length > 0 || parts.length === 2, 'displayName, or givenName and sn').toBe(true)
      },
    },
  })

  scenario({
    id: 'saml.idp.attributes.named',
    title: 'names attributes by URIs, and says so',
    given,
    when: async ({ saml: { sp }, control }) => ({ login: control(await sp.usual()) }),
    verify: {
      'SAMLPROF-8.2-names': ({ login, expect }) => {
        const attributes = assertionOf(login).attributes ?? []
        expect(attributes.length, 'attributes').toBeGreaterThan(0)
        const bare = attributes.filter(({ name }) => !/^(urn:|https?:)/.test(name)).map(({ name }) => name)
        expect(listed(bare), 'names that are no URIs').toBe('none')
        const untold = attributes.filter(({ nameFormat }) => nameFormat !== attributeNameFormats.uri)
        expect(listed(untold.map(({ name }) => name)), 'names without the NameFormat of URIs').toBe('none')
      },
    },
  })

  for (const role of ['plain', 'other', 'non-ascii', 'markup'] as const)
    scenario({
      id: `saml.idp.attributes.of-${role}`,
      title: `tells of ${role} what is known, as it is written`,
      given: { ...given, user: role },
      when: async ({ saml: { sp }, op, user, control }) => ({
        login: control(await sp.usual()),
        expected: promised(op.profile, user.attributes),
      }),
      verify: {
        'SAML-ATTRIBUTES': ({ login, expected, expect }) => {
          for (const name of ['mail', 'displayName', 'givenName', 'sn'] as const)
            if (expected[name]) expect(valuesOf(login, name), name).toEqual(expected[name])
        },
        'SAML-ATTRIBUTES-MORE': ({ login, expected, expect }) => {
          for (const name of FURTHER)
            if (expected[name]) expect(valuesOf(login, name).toSorted(), name).toEqual([...expected[name]].sort())
        },
      },
    })

  scenario({
    id: 'saml.idp.attributes.of-minimal',
    title: 'sends nothing empty for a user of whom little is known',
    given: { ...given, user: 'minimal' },
    when: async ({ saml: { sp }, op, user, control }) => ({
      login: control(await sp.usual()),
      expected: promised(op.profile, user.attributes),
    }),
    verify: {
      'SAML-ATTRIBUTES-MORE': ({ login, expected, expect }) => {
        const unknown = FURTHER.filter((name) => !(name in expected) && valuesOf(login, name).length > 0)
        expect(listed(unknown), 'attributes of which nothing is known').toBe('none')
        const attributes = assertionOf(login).attributes ?? []
        const empty = attributes.filter(
          ({ values }) => values.length === 0 || values.some((each) => each.trim() === ''),
        )
        expect(listed(empty.map(({ name }) => name)), 'attributes without a value').toBe('none')
      },
    },
  })

  scenario({
    id: 'saml.idp.attributes.same-person',
    title: 'knows a user by the same identifier at each login and each service, and nobody else by it',
    given: { ...given, saml: { sps: ['sp-two'] }, users: ['other'], applies: releases('eduPersonUniqueId') },
    when: async ({ saml: { sp, spAs }, userAs, control, newBrowser }) => ({
      first: control(await sp.usual()),
      elsewhere: control(await spAs('sp-two').login({ in: await newBrowser() })),
      other: control(await sp.login({ as: userAs('other'), in: await newBrowser() })),
    }),
    verify: {
      'SAML-ATTRIBUTES': ({ first, elsewhere, other, expect }) => {
        const id = valuesOf(first, 'eduPersonUniqueId')
        expect(valuesOf(elsewhere, 'eduPersonUniqueId'), 'identifier at another service').toEqual(id)
        expect(valuesOf(other, 'eduPersonUniqueId'), 'identifier of another user').not.toEqual(id)
      },
    },
  })
})
