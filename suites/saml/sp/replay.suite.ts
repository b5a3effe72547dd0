import { describe } from 'vitest'
import { UNASKED } from '#mocks/faults/index.ts'
import { broughtAgain } from '#suites/kit/brought-again.ts'
import type { SignIn } from '#suites/kit/contract-service.ts'
import { type Judge, scenario } from '#suites/kit/scenario.ts'

const OTHER = 'many-groups'
const SAME_COOKIES = 'The cookies of before the login are those of after.'

interface Evidence {
  readonly own: SignIn
  readonly foreign: SignIn
  readonly there: string | undefined
}

interface Again {
  readonly first: SignIn
  readonly there: string | undefined
}

const NO_MEMORY =
  'SAML Profiles 2.0 (4.1.4.5) demands a memory that many libraries come without; conditions and the request bound what can be done with a response.'

/** Whoever gets hold of it has minutes to use it. */
const isRefused: Judge<Again> = ({ first, there, expect }) => expect(broughtAgain(first, there, NO_MEMORY)).toKeepOut()

const isNobody: Judge<Again> = ({ first, there, expect }) => expect(broughtAgain(first, there)).toKeepOut()

/** An answer to a request of nobody, to those who do not look. */
const isUnasked: Judge<Again> = ({ first, there, expect }) => expect(broughtAgain(first, there, UNASKED)).toKeepOut()

/** Some services begin anew where they refuse, and the identity provider knows its user: that is as oneself. */
const staysOneself: Judge<Evidence> = ({ own, foreign, there, expect }) =>
  expect(broughtAgain(foreign, there === own.expected ? undefined : there, UNASKED)).toKeepOut()

// SAML Profiles 2.0 section 4.1.4: a response is good once, in the browser that asked, for the login that was asked for.
describe('Responses that belong elsewhere', { tags: ['saml', 'sp', 'responses'] }, () => {
  scenario({
    id: 'saml.sp.replay.twice',
    title: 'does not sign anybody in by a response that was used before, in the same browser',
    given: { service: { saml: true, whoami: true } },
    when: async ({ service, inapplicable }) => {
      const first = await service.signedIn()
      const again = await service.browserWith(first.cookiesBefore)
      if ((await service.whoami(again)) !== undefined) inapplicable(SAME_COOKIES)
      await service.carry(first, again)
      return { first, there: await service.whoami(again) }
    },
    verify: { 'SAMLPROF-4.1.4.5': isRefused, 'SAML-SP-CONDITIONS': isRefused },
  })

  scenario({
    id: 'saml.sp.replay.one-time',
    title: 'takes an assertion for one use once',
    given: { service: { saml: true, whoami: true } },
    when: async ({ service, inapplicable }) => {
      await service.signedIn()
      const first = await service.setOut({ attack: 'attack.saml-replay.one-time' })
      if (first.user === undefined) inapplicable('The service takes no assertions for one use.')
      const again = await service.browserWith(first.cookiesBefore)
      if ((await service.whoami(again)) !== undefined) inapplicable(SAME_COOKIES)
      await service.carry(first, again)
      return { first, there: await service.whoami(again) }
    },
    verify: { 'SAMLCORE-2.5.1.5': isNobody },
  })

  scenario({
    id: 'saml.sp.replay.in-another-browser',
    title: 'does not sign anybody in by a response that was used in another browser',
    given: { service: { saml: true, whoami: true } },
    when: async ({ service, newBrowser }) => {
      const first = await service.signedIn()
      const stranger = await newBrowser()
      await service.carry(first, stranger)
      return { first, there: await service.whoami(stranger) }
    },
    verify: { 'SAMLPROF-4.1.4.5': isRefused, 'SAML-SP-CONDITIONS': isRefused },
  })

  scenario({
    id: 'saml.sp.replay.of-another-browser',
    title: 'does not sign anybody in by the response to a login that another browser began',
    given: { service: { saml: true, whoami: true }, users: [OTHER] },
    when: async ({ service, newBrowser }) => {
      await service.signedIn()
      const foreign = await service.setOut({ as: OTHER, until: 'callback' })
      const stranger = await newBrowser()
      await service.carry(foreign, stranger)
      return { first: foreign, there: await service.whoami(stranger) }
    },
    verify: { 'SAMLPROF-4.1.4.3-request': isUnasked, 'SAML-SP-CONDITIONS': isUnasked },
  })

  scenario({
    id: 'saml.sp.replay.of-another-login',
    title: 'does not sign anybody in by the response to a login of somebody else, while one of its own is under way',
    given: { service: { saml: true, whoami: true }, users: [OTHER] },
    when: async ({ service }) => {
      await service.signedIn()
      const own = await service.setOut({ until: 'callback' })
      const foreign = await service.setOut({ as: OTHER, until: 'callback' })
      await service.carry(foreign, own.browser)
      return { own, foreign, there: await service.whoami(own.browser) }
    },
    verify: { 'SAMLPROF-4.1.4.3-request': staysOneself, 'SAML-SP-CONDITIONS': staysOneself },
  })
})
