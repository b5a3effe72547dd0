import { describe } from 'vitest'
import type { LogoutDemand } from '#suites/kit/contract-saml.ts'
import { scenario } from '#suites/kit/scenario.ts'

// The guide lets the endpoint be left out by those who wait for no answer (SAML V2.0 Asynchronous Single Logout Profile
// Extension): what metadata alone cannot tell, a logout does.
describe('Logouts of a SAML service, and its metadata', { tags: ['saml', 'sp', 'logout', 'metadata'] }, () => {
  scenario({
    id: 'saml.sp.logout.endpoint-published',
    title: 'publishes where the answers to its logout requests go',
    given: { service: { saml: true, whoami: true, logout: true } },
    when: async ({ service, document, inapplicable }) => {
      const login = await service.signedIn()
      await service.signOut(login.browser)
      const asked = (await service.requests(login)).find(({ saml }) => saml?.kind === 'LogoutRequest')?.saml
      if (!asked) return inapplicable('The logout of the service asks nothing of its identity provider.')
      const remarked = document.judged.find(({ cites }) => cites === 'MD-SLO-ENDPOINT')?.findings ?? []
      return { request: asked.message as LogoutDemand | undefined, remarked: remarked.map(({ wrong }) => wrong) }
    },
    verify: {
      'MD-SLO-ENDPOINT': ({ request, remarked, expect }) => {
        if (request?.asynchronous) return
        expect(remarked, 'what the metadata lack, while answers to logout requests are waited for').toEqual([])
      },
    },
  })
})
