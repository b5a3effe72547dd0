import { describe } from 'vitest'
import { samlAttacks } from '#mocks/faults/index.ts'
import type { Given } from '#suites/kit/contract.ts'
import type { LogoutRequest } from '#suites/kit/contract-service-saml.ts'
import { cookiesOfBefore } from '#suites/kit/cookies-of-before.ts'
import { type Judge, scenario } from '#suites/kit/scenario.ts'

const given: Given = { service: { saml: true, whoami: true } }

const isNobody: Judge<{ readonly there: string | undefined }> = ({ there, expect }) =>
  expect(there, 'the user after the logout').toBeUndefined()

interface Left {
  readonly there: string | undefined
  readonly expected: string
}

const isStillThere: Judge<Left> = ({ there, expected, expect }) =>
  expect(there, 'the user, whose session nobody was entitled to end').toBe(expected)

const logoutAttacks = samlAttacks.filter(({ id }) => id.startsWith('attack.saml-logout.'))

// SAML Profiles 2.0 section 4.4: a logout that ends only half is none, and one that anybody can send is a nuisance.
describe('Logouts of a SAML service', { tags: ['saml', 'sp', 'logout'] }, () => {
  scenario({
    id: 'saml.sp.logout.own',
    title: 'ends its own session and asks the identity provider to end that there',
    given: { service: { saml: true, whoami: true, logout: true } },
    when: async ({ service }) => {
      const login = await service.signedIn()
      await service.signOut(login.browser)
      const asked = (await service.requests(login)).find(({ saml }) => saml?.kind === 'LogoutRequest')?.saml
      return { there: await service.whoami(login.browser), asked }
    },
    verify: {
      'SAMLPROF-4.4.3': ({ there, asked, expect }) => {
        expect(there, 'the user after the logout').toBeUndefined()
        expect(asked?.kind, 'what the identity provider was asked').toBe('LogoutRequest')
        const request = asked?.message as LogoutRequest | undefined
        expect(request?.nameId?.value, 'NameID of the request').toBeTypeOf('string')
        expect(request?.sessionIndexes.length, 'sessions that the request names').toBeGreaterThan(0)
        expect(asked?.signature.state, 'the signature of the request').toBe('valid')
      },
    },
  })

  cookiesOfBefore('saml.sp.logout.cookie-of-before', 'SAMLPROF-4.4.3', {
    service: { saml: true, whoami: true, logout: true },
  })

  scenario({
    id: 'saml.sp.logout.front',
    title: 'ends the session when the identity provider says so through the browser',
    given,
    when: async ({ service }) => {
      const login = await service.signedIn()
      await service.bringDemand(await service.demand(login), login.browser)
      return { there: await service.whoami(login.browser) }
    },
    verify: { 'SAMLCORE-3.7.3.1': isNobody },
  })

  scenario({
    id: 'saml.sp.logout.soap',
    title: 'ends the session when the identity provider says so over SOAP',
    given,
    when: async ({ service }) => {
      const login = await service.signedIn()
      await service.tellOverSoap(login)
      return { there: await service.whoami(login.browser) }
    },
    verify: { 'SAMLCORE-3.7.3.1': isNobody },
  })

  for (const { id, title, tries } of logoutAttacks) {
    const name = id.replace('attack.saml-logout.', '')

    scenario<Left>({
      id: `saml.sp.logout.front-${name}`,
      title: `ends no session by ${title}, through the browser`,
      given,
      when: async ({ service }) => {
        await service.obeysLogouts('front')
        const login = await service.signedIn()
        await service.bringDemand(await service.demand(login, id), login.browser)
        return { there: await service.whoami(login.browser), expected: login.expected }
      },
      verify: { [tries]: isStillThere },
    })

    scenario<Left>({
      id: `saml.sp.logout.soap-${name}`,
      title: `ends no session by ${title}, over SOAP`,
      given,
      when: async ({ service }) => {
        await service.obeysLogouts('soap')
        const login = await service.signedIn()
        await service.tellOverSoap(login, id)
        return { there: await service.whoami(login.browser), expected: login.expected }
      },
      verify: { [tries]: isStillThere },
    })
  }

  scenario({
    id: 'saml.sp.logout.replayed',
    title: 'ends no session by the request that ended the one before',
    given,
    when: async ({ service }) => {
      await service.obeysLogouts('front')
      const before = await service.signedIn()
      const demand = await service.demand(before)
      await service.bringDemand(demand, before.browser)
      const login = await service.signedIn()
      await service.bringDemand(demand, login.browser)
      return { there: await service.whoami(login.browser), expected: login.expected }
    },
    verify: { 'SAMLCORE-3.7.3.1': isStillThere },
  })
})
