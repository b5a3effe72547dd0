import { describe } from 'vitest'
import type { Given } from '#suites/kit/contract.ts'
import { cookiesOfBefore } from '#suites/kit/cookies-of-before.ts'
import { isAt } from '#suites/kit/drivers/agent.ts'
import { isLoopback } from '#suites/kit/loopback.ts'
import { scenario } from '#suites/kit/scenario.ts'

const given: Given = {
  service: { whoami: true, logout: true },
  applies: ({ title, endpoints }) =>
    endpoints.endSession === undefined ? `${title} has no end session endpoint.` : undefined,
}

const REGISTERED = 'a registered address'

/** As it was sent, where it was sent in the address. */
const raw = (url: string, name: string): string | undefined => new RegExp(`[?&]${name}=([^&#]*)`).exec(url)?.[1]

// A logout that ends only half leaves the account open to whoever sits down next.
describe('Logouts of a service', { tags: ['oidc', 'rp', 'logout'] }, () => {
  scenario({
    id: 'oidc.rp.session.logout',
    title: 'ends its own session and sends the browser to the end session endpoint',
    given,
    when: async ({ service }) => {
      const login = await service.signedIn()
      await service.signOut(login.browser)
      const requests = await service.requests(login)
      return {
        there: await service.whoami(login.browser),
        left: requests.filter(({ endpoint }) => endpoint === 'endSession'),
        requests,
      }
    },
    verify: {
      'LOGOUT-RP': ({ there, left: [left], expect }) => {
        expect(there, 'the user after the logout').toBeUndefined()
        expect(left?.endpoint, 'where the browser was sent').toBe('endSession')
        expect(left?.params.id_token_hint ?? left?.params.client_id, 'id_token_hint or client_id').toBeTypeOf('string')
        const back = left?.params.post_logout_redirect_uri ?? ''
        expect(back, 'post_logout_redirect_uri').toMatch(/^https?:\/\//)
        expect(back.startsWith('https:') || isLoopback(back), `whether ${back} is https, or on loopback`).toBe(true)
      },
      'MIG-LOGOUT-PARAM': ({ left: [left], requests, inapplicable, expect }) => {
        const old = requests.filter(({ params }) => params.redirect !== undefined)
        expect(old.length, 'requests with redirect').toBe(0)
        if (left === undefined) return inapplicable('The logout never came to the issuer.')
        expect(Object.keys(left.params), 'parameters of the logout request').toContain('post_logout_redirect_uri')
        const written = raw(left.url, 'post_logout_redirect_uri')
        if (written !== undefined) expect(written, 'post_logout_redirect_uri as sent').toMatch(/^https?%3A%2F%2F/i)
      },
    },
  })

  scenario({
    id: 'oidc.rp.logout.back',
    title: 'has the browser come back from its logout to an address that is registered',
    given,
    when: async ({ service }) => {
      const registered = service.afterLogout()
      const { browser } = await service.signedIn()
      const { url, status } = await service.signOut(browser)
      return { registered, url, status }
    },
    verify: {
      'LOGOUT-RP': ({ registered, url, status, expect }) => {
        // The issuer may add its state.
        const known = registered.some((address) => isAt(url, address))
        expect(known ? REGISTERED : url.split(/[?#]/, 1)[0], 'where the browser ended').toBe(REGISTERED)
        expect(status, 'the status there').toBeLessThan(500)
      },
    },
  })

  cookiesOfBefore('oidc.rp.logout.cookie-of-before', 'LOGOUT-RP', { service: { whoami: true, logout: true } })

  scenario({
    id: 'oidc.rp.logout.issuer-forgot',
    title: 'logs out also when the session at the issuer is long over',
    given: { service: { whoami: true, logout: true } },
    when: async ({ service, op }) => {
      const login = await service.signedIn()
      await service.age(login, op.profile.lifetimes.session + 60)
      const { status } = await service.signOut(login.browser)
      return { status, there: await service.whoami(login.browser) }
    },
    verify: {
      'LOGOUT-RP': ({ status, there, expect }) => {
        expect(there, 'the user after the logout').toBeUndefined()
        expect(status, 'the status of the last page').toBeLessThan(500)
      },
    },
  })
})
