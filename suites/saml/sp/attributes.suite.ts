import { describe } from 'vitest'
import { samlAttacks, samlVariations } from '#mocks/faults/index.ts'
import { unusualPeople } from '#suites/kit/claims/unusual-people.ts'
import { gettingAlong } from '#suites/kit/getting-along.ts'
import { refusing } from '#suites/kit/refusing.ts'
import { scenario } from '#suites/kit/scenario.ts'
import { telling } from '#suites/kit/telling-apart.ts'

// The guest without a home organisation and the coordinator in two hundred groups are the first to see an error page.
describe('Users of a SAML service', { tags: ['saml', 'sp', 'attributes'] }, () => {
  for (const { id, title, attributes } of unusualPeople) {
    scenario({
      id: `saml.sp.attributes.${id}`,
      title: `signs in ${title}`,
      given: { service: { saml: true, whoami: true } },
      when: async ({ service }) => {
        await service.usual()
        const login = await service.setOut({ as: await service.newUser(attributes) })
        return { login, later: await service.whoami(login.browser) }
      },
      verify: {
        'SAML-SP-ATTRIBUTES': ({ login, later, expect }) => {
          const where = login.answer === undefined ? '' : ` (${login.answer.status})`
          expect(login.user, `the user after the login${where}`).toBe(login.expected)
          expect(later, 'the user on a second page').toBe(login.expected)
        },
      },
    })
  }

  scenario({
    id: 'saml.sp.attributes.known-again',
    title: 'knows somebody again at the next login, whose NameID is another one then',
    given: { service: { saml: true, whoami: true } },
    when: async ({ service }) => {
      const as = await service.newUser()
      const [first, second] = [await service.signedIn({ as }), await service.setOut({ as })]
      return { before: await service.accountShown(first), after: await service.accountShown(second) }
    },
    verify: {
      'SAML-SP-ATTRIBUTES': ({ before, after, expect }) => {
        expect(after, 'the account at the second login, by whoami.account').toBe(before)
      },
    },
  })

  telling('saml.sp.attributes', 'SAML-SP-ATTRIBUTES', { saml: true })
  gettingAlong('SAML-SP-ATTRIBUTES', samlVariations)
  gettingAlong('SAMLCORE-2.3.4', samlVariations)
  refusing('SAML-SP-ATTRIBUTES', samlAttacks)
})
