import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// The session of the service is its own, and so is its end.
describe('Sessions of a service', { tags: ['oidc', 'rp', 'session'] }, () => {
  scenario({
    id: 'oidc.rp.session.cookie',
    title: 'keeps its session in a cookie that scripts and other sites do not get',
    given: { service: {} },
    when: async ({ service }) => {
      const { user, expected, cookies } = await service.signedIn()
      return { user, expected, cookies }
    },
    verify: {
      'RP-SESSION': ({ user, expected, cookies, expect }) => {
        expect(user).toBe(expected)
        expect(cookies.length, 'cookies of the service').toBeGreaterThan(0)
        expect(
          cookies.filter(({ httpOnly }) => !httpOnly).map(({ name }) => name),
          'cookies that scripts read',
        ).toEqual([])
        expect(
          cookies.filter(({ sameSite }) => !/^(?:lax|strict)$/i.test(sameSite ?? '')).map(({ name }) => name),
          'cookies that other sites send along',
        ).toEqual([])
      },
    },
  })

  scenario({
    id: 'oidc.rp.session.renamed',
    title: 'gives its session another name when somebody signs in',
    given: { service: {} },
    when: async ({ service }) => {
      const { user, expected, cookiesBefore, cookies } = await service.signedIn()
      return { user, expected, cookiesBefore, cookies }
    },
    verify: {
      'RP-SESSION': ({ user, expected, cookiesBefore, cookies, expect }) => {
        expect(user).toBe(expected)
        const before = cookiesBefore.map(({ value }) => value)
        const kept = cookies.filter(({ value }) => before.includes(value)).map(({ name }) => name)
        expect(kept, 'cookies that were there before the login and name the session after it').not.toEqual(
          cookies.map(({ name }) => name),
        )
      },
    },
  })

  scenario({
    id: 'oidc.rp.session.logout',
    title: 'ends its own session and sends the browser to the end session endpoint',
    given: { service: { logout: true } },
    when: async ({ service }) => {
      const login = await service.signedIn()
      const out = await service.signOut(login.browser)
      return { login, there: await service.whoami(login.browser), requests: await service.requests(login), out }
    },
    verify: {
      'LOGOUT-RP': ({ login, there, requests, expect }) => {
        expect(login.user).toBe(login.expected)
        expect(there).toBeUndefined()
        const [left] = requests.filter(({ endpoint }) => endpoint === 'endSession')
        expect(left?.params.id_token_hint ?? left?.params.client_id, 'id_token_hint or client_id').toBeTypeOf('string')
        expect(left?.params.post_logout_redirect_uri).toMatch(/^https?:/)
      },
      'MIG-LOGOUT-PARAM': ({ requests, expect }) => {
        expect(requests.filter(({ params }) => params.redirect !== undefined).map(({ url }) => url)).toEqual([])
      },
    },
  })
})
