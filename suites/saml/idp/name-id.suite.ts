import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import { assertionOf, nameIdFormats, names } from '#suites/kit/saml/look.ts'
import { scenario } from '#suites/kit/scenario.ts'

const given: Given = { needs: ['saml'], saml: {} }

const transient = { nameIdFormat: nameIdFormats.transient }
const persistent = { nameIdFormat: nameIdFormats.persistent }

const nameIdOf = (login: Parameters<typeof assertionOf>[0]) => assertionOf(login).subject?.nameId

// SAML core section 8.3: who somebody is to one service.
describe('Name identifiers', { tags: ['saml', 'idp', 'name-id'] }, () => {
  scenario({
    id: 'saml.idp.name-id.transient',
    title: 'gives another transient identifier at each login',
    given: { ...given, applies: names('transient') },
    when: async ({ saml: { sp }, control, newBrowser }) => ({
      first: control(await sp.login(transient)),
      second: control(await sp.login({ ...transient, in: await newBrowser() })),
    }),
    verify: {
      'SAMLCORE-8.3.8-transient': ({ first, second, expect }) => {
        expect(nameIdOf(first)?.format, 'Format').toBe(nameIdFormats.transient)
        expect(nameIdOf(first)?.value, 'identifier of the first login').not.toBe(nameIdOf(second)?.value)
      },
      'SAMLCORE-3.4.1.1-format': ({ first, second, expect }) => {
        for (const login of [first, second]) expect(nameIdOf(login)?.format, 'Format').toBe(nameIdFormats.transient)
      },
    },
  })

  scenario({
    id: 'saml.idp.name-id.persistent',
    title: 'gives a service the same persistent identifier at each login, and no other service',
    given: { ...given, saml: { sps: ['sp-two'] }, applies: names('persistent') },
    when: async ({ saml: { sp, spAs }, control, newBrowser }) => ({
      first: control(await sp.login(persistent)),
      second: control(await sp.login({ ...persistent, in: await newBrowser() })),
      elsewhere: control(await spAs('sp-two').login({ ...persistent, in: await newBrowser() })),
    }),
    verify: {
      'SAMLCORE-8.3.7-persistent': ({ first, second, elsewhere, expect }) => {
        expect(nameIdOf(first)?.value, 'identifier').toMatch(/./)
        expect(nameIdOf(second)?.value, 'identifier of the second login').toBe(nameIdOf(first)?.value)
        expect(nameIdOf(elsewhere)?.value, 'identifier at another service').not.toBe(nameIdOf(first)?.value)
      },
      'SAMLCORE-3.4.1.1-format': ({ first, expect }) =>
        expect(nameIdOf(first)?.format, 'Format').toBe(nameIdFormats.persistent),
    },
  })

  scenario({
    id: 'saml.idp.name-id.unknown-format',
    title: 'refuses a request for a format that it does not give',
    given,
    when: async ({ saml: { sp }, control }) => {
      control(await sp.usual())
      return { refused: await sp.login({ nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos' }) }
    },
    verify: {
      'SAMLCORE-3.4.1.1-format': ({ refused, expect }) => expect(refused).toBeSamlError('invalidNameIdPolicy'),
      'SAMLCORE-3.2.2.2-status': ({ refused, inapplicable, expect }) => {
        if (!refused.response) return inapplicable('It shows a page: there is no status.')
        expect(refused.response.status.code, 'outermost status code').toMatch(
          /:status:(Success|Requester|Responder|VersionMismatch)$/,
        )
      },
    },
  })
})
