import { describe } from 'vitest'
import { replayOf } from '#mocks/faults/index.ts'
import { codeIn, elsewhere, withCode } from '#suites/kit/brought-back.ts'
import type { Service, SignIn } from '#suites/kit/contract-service.ts'
import { type Judge, scenario } from '#suites/kit/scenario.ts'

const OTHER = 'many-groups'
const UNSEEN = 'No code came back by way of an address.'

/** Two logins, by two users in two browsers, as far as the redirect URI. */
const twoUnderWay = async (service: Service) => {
  await service.signedIn()
  const own = await service.setOut({ until: 'callback' })
  return { own, foreign: await service.setOut({ as: OTHER, until: 'callback' }) }
}

/** Some services begin anew where they refuse, and the issuer knows its user: that is as oneself. */
const staysOneself: Judge<{ readonly own: SignIn; readonly there: string | undefined }> = ({ own, there, expect }) =>
  expect([undefined, own.expected], 'the user there, if any').toContain(there)

const isNobody: Judge<{ readonly there: string | undefined }> = ({ there, expect }) =>
  expect(there, 'the user there').toBeUndefined()

/** Token requests with the code of this login. */
const redemptions = async (service: Service, login: SignIn): Promise<number> =>
  (await service.requests(login)).filter(({ params }) => params.code === codeIn(login)).length

// RFC 9700 sections 2.1, 4.5 and 4.7: an answer is good once, in the browser that asked, for the login that was asked for.
describe('Answers that belong elsewhere', { tags: ['oidc', 'rp', 'answers'] }, () => {
  scenario({
    id: 'oidc.rp.response.of-another-browser',
    title: 'does not sign anybody in by the answer to a login that another browser began',
    given: { service: { whoami: true }, users: [OTHER] },
    when: async ({ service, newBrowser }) => {
      const { foreign } = await twoUnderWay(service)
      const stranger = await newBrowser()
      await service.bring(foreign.callback ?? '', stranger)
      return { there: await service.whoami(stranger) }
    },
    verify: { 'RP-STATE': isNobody, 'RFC6749-10.12': isNobody },
  })

  scenario({
    id: 'oidc.rp.response.of-another-login',
    title: 'does not sign anybody in by the answer to a login of somebody else, while one of its own is under way',
    given: { service: { whoami: true }, users: [OTHER] },
    when: async ({ service }) => {
      const { own, foreign } = await twoUnderWay(service)
      await service.bring(foreign.callback ?? '', own.browser)
      return { own, there: await service.whoami(own.browser) }
    },
    verify: { 'RP-STATE': staysOneself, 'RFC6749-10.12': staysOneself },
  })

  scenario({
    id: 'oidc.rp.response.code-injected',
    title: 'does not sign anybody in by a code of somebody else in the answer to itself',
    given: { service: { whoami: true }, users: [OTHER] },
    when: async ({ service, inapplicable }) => {
      const { own, foreign } = await twoUnderWay(service)
      const injected = withCode(own, codeIn(foreign) ?? inapplicable(UNSEEN))
      await service.bring(injected, own.browser)
      return { own, there: await service.whoami(own.browser) }
    },
    verify: { 'RFC9700-2.1.1-injection': staysOneself },
  })

  scenario({
    id: 'oidc.rp.id-token.replayed',
    title: 'does not fall for the ID token of an earlier login of the same user',
    given: { service: { whoami: true }, users: [OTHER] },
    when: async ({ service }) => {
      const { id_token = '' } = await service.given(await service.signedIn({ as: OTHER }))
      return { attempt: await service.attempt(replayOf(id_token)) }
    },
    verify: {
      'RP-NONCE': ({ attempt, expect }) => expect(attempt).toKeepOut(),
      'OIDCC-3.1.3.7-11': ({ attempt, expect }) => expect(attempt).toKeepOut(),
    },
  })

  scenario({
    id: 'oidc.rp.response.twice',
    title: 'does not redeem a code again when its answer comes again',
    given: { service: {} },
    when: async ({ service, inapplicable }) => {
      const login = await service.signedIn()
      if ((await redemptions(service, login)) === 0) inapplicable('The service never redeemed a code.')
      await service.bring(login.callback ?? '', login.browser)
      return { redeemed: await redemptions(service, login) }
    },
    verify: {
      'RFC6749-4.1.2-client': ({ redeemed, expect }) => expect(redeemed, 'token requests with one code').toBe(1),
    },
  })

  scenario({
    id: 'oidc.rp.response.elsewhere',
    title: 'takes no answer at another address than its redirect URI',
    given: { service: {}, users: [OTHER] },
    when: async ({ service, inapplicable }) => {
      await service.signedIn()
      const begun = await service.setOut({ as: OTHER, until: 'callback' })
      if (codeIn(begun) === undefined) inapplicable(UNSEEN)
      await service.bring(elsewhere(begun), begun.browser)
      return { redeemed: await redemptions(service, begun) }
    },
    verify: {
      'RFC9700-4.4.2.2': ({ redeemed, expect }) => expect(redeemed, 'token requests with that code').toBe(0),
    },
  })
})
