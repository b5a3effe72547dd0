import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import { scenario } from '#suites/kit/scenario.ts'

const given: Given = { needs: ['saml'], saml: {} }

// An assertion goes where the metadata of the service say, and nowhere else.
describe('Where the identity provider sends its answers', { tags: ['saml', 'idp', 'login'] }, () => {
  scenario({
    id: 'saml.idp.endpoints.by-address',
    title: 'answers at the second address of the service when the request names it',
    given,
    when: async ({ saml: { sp }, inapplicable }) => {
      const [, acs] = sp.acs
      if (acs === undefined) return inapplicable('The service has one address only.')
      return { login: await sp.login({ acs }), acs }
    },
    verify: {
      'SAML-SSO': ({ login, acs, expect }) => {
        expect(login).toBeSamlResponse()
        expect(login.postedTo).toBe(acs)
      },
    },
  })

  scenario({
    id: 'saml.idp.endpoints.by-index',
    title: 'answers at the address whose index the request names',
    given,
    when: async ({ saml: { sp }, inapplicable }) => {
      const [, acs] = sp.acs
      if (acs === undefined) return inapplicable('The service has one address only.')
      return { login: await sp.login({ acsIndex: 1 }), acs }
    },
    verify: {
      'SAMLCORE-3.4.1-index': ({ login, acs, expect }) => {
        expect(login).toBeSamlResponse()
        expect(login.postedTo).toBe(acs)
      },
    },
  })

  scenario({
    id: 'saml.idp.endpoints.default',
    title: 'answers at the default address when the request names none',
    given,
    when: async ({ saml: { sp } }) => ({ login: await sp.login({ acs: null }), acs: sp.acs[0] }),
    verify: {
      'SAMLCORE-3.4.1-index': ({ login, acs, expect }) => {
        expect(login).toBeSamlResponse()
        expect(login.postedTo).toBe(acs)
      },
    },
  })

  for (const { id, title, acs } of [
    {
      id: 'unknown-address',
      title: 'an address that is not in its metadata',
      acs: 'https://attacker.example/saml/acs',
    },
    { id: 'longer-address', title: 'an address that only begins as one in its metadata', acs: undefined },
  ])
    scenario({
      id: `saml.idp.endpoints.${id}`,
      title: `gives no assertion to a service that names ${title}`,
      given,
      when: async ({ saml: { sp }, control }) => {
        control(await sp.usual())
        return { refused: await sp.login({ acs: acs ?? `${sp.acs[0]}/../../elsewhere` }), known: sp.acs }
      },
      verify: {
        'SAML-UNREGISTERED': ({ refused, expect }) => expect(refused).toBeSamlRefusal(),
        'SAMLCORE-3.4.1-acs': ({ refused, known, expect }) => {
          if (refused.response) expect(known, 'addresses in the metadata').toContain(refused.postedTo)
          else expect(refused).toBeSamlRefusal()
        },
      },
    })

  scenario({
    id: 'saml.idp.endpoints.unknown-index',
    title: 'gives no assertion to a service that names an index which its metadata lack',
    given,
    when: async ({ saml: { sp }, control }) => {
      control(await sp.usual())
      return { refused: await sp.login({ acsIndex: 77 }) }
    },
    verify: { 'SAML-UNREGISTERED': ({ refused, expect }) => expect(refused).toBeSamlRefusal() },
  })
})
