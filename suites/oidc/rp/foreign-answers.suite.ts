import { describe } from 'vitest'
import { replayOf } from '#mocks/faults/index.ts'
import type { SignIn } from '#suites/kit/contract-service.ts'
import { scenario } from '#suites/kit/scenario.ts'

const OTHER = 'many-groups'

/** The same answer, changed in its address. */
const altered = ({ callback = '' }: SignIn, change: (url: URL) => void): string => {
  const url = new URL(callback)
  change(url)
  return url.href
}

const codeOf = ({ callback = '' }: SignIn): string => new URL(callback).searchParams.get('code') ?? ''

// RFC 9700 sections 2.1, 4.5 and 4.7: an answer is good once, in the browser that asked, for the login that was asked for.
describe('Answers that belong elsewhere', { tags: ['oidc', 'rp', 'answers'] }, () => {
  scenario({
    id: 'oidc.rp.response.of-another-browser',
    title: 'does not sign anybody in by the answer to a login that another browser began',
    given: { service: { whoami: true }, users: [OTHER] },
    when: async ({ service, newBrowser }) => {
      await service.signedIn()
      const begun = await service.setOut({ as: OTHER, until: 'callback' })
      const stranger = await newBrowser()
      await stranger.open(begun.callback ?? '', { label: 'an answer to somebody else' })
      return { there: await service.whoami(stranger) }
    },
    verify: {
      'RP-STATE': ({ there, expect }) => expect(there, 'the user there').toBeUndefined(),
      'RFC6749-10.12': ({ there, expect }) => expect(there, 'the user there').toBeUndefined(),
    },
  })

  scenario({
    id: 'oidc.rp.response.of-another-login',
    title: 'does not sign anybody in by the answer to a login of somebody else, while one of its own is under way',
    given: { service: { whoami: true }, users: [OTHER] },
    when: async ({ service }) => {
      await service.signedIn()
      const [own, foreign] = [
        await service.setOut({ until: 'callback' }),
        await service.setOut({ as: OTHER, until: 'callback' }),
      ]
      await own.browser.open(foreign.callback ?? '', { label: 'the answer to somebody else' })
      return { there: await service.whoami(own.browser) }
    },
    verify: {
      'RP-STATE': ({ there, expect }) => expect(there, 'the user there').toBeUndefined(),
      'RFC6749-10.12': ({ there, expect }) => expect(there, 'the user there').toBeUndefined(),
    },
  })

  scenario({
    id: 'oidc.rp.response.code-injected',
    title: 'does not sign anybody in by a code of somebody else in its own answer',
    given: { service: { whoami: true }, users: [OTHER] },
    when: async ({ service }) => {
      await service.signedIn()
      const [own, foreign] = [
        await service.setOut({ until: 'callback' }),
        await service.setOut({ as: OTHER, until: 'callback' }),
      ]
      const injected = altered(own, ({ searchParams }) => searchParams.set('code', codeOf(foreign)))
      await own.browser.open(injected, { label: 'an answer with a code of somebody else' })
      return { there: await service.whoami(own.browser) }
    },
    verify: {
      'RFC9700-2.1.1-injection': ({ there, expect }) => expect(there, 'the user there').toBeUndefined(),
    },
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
    when: async ({ service }) => {
      const login = await service.signedIn()
      await login.browser.open(login.callback ?? '', { label: 'the same answer again' })
      const requests = await service.requests(login)
      return { redeemed: requests.filter(({ params }) => params.code === codeOf(login)) }
    },
    verify: {
      'RFC6749-4.1.2-client': ({ redeemed, inapplicable, expect }) => {
        if (redeemed.length === 0) inapplicable('The service never redeemed the code.')
        expect(redeemed.length, 'token requests with one code').toBe(1)
      },
    },
  })

  scenario({
    id: 'oidc.rp.response.elsewhere',
    title: 'does not sign anybody in by an answer at another address than its redirect URI',
    given: { service: { whoami: true }, users: [OTHER] },
    when: async ({ service }) => {
      await service.signedIn()
      const begun = await service.setOut({ as: OTHER, until: 'callback' })
      const elsewhere = altered(begun, (url) => {
        url.pathname = `${url.pathname.replace(/\/$/, '')}/elsewhere`
      })
      await begun.browser.open(elsewhere, { label: 'the answer at another address' })
      return { there: await service.whoami(begun.browser) }
    },
    verify: {
      'RFC9700-4.4.2.2': ({ there, expect }) => expect(there, 'the user there').toBeUndefined(),
    },
  })
})
