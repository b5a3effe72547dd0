import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

const given = { service: { whoami: true } } as const

/** Nothing in it is for the eyes of others: RFC 6749 and OpenID Connect Core name them so. */
const SECRETS = /[?&#](code|state|access_token|id_token|refresh_token)=/

/** Referrer Policy section 3: these never tell another site more than where the page lives. */
const DISCREET = ['no-referrer', 'same-origin', 'origin', 'strict-origin', 'strict-origin-when-cross-origin']

/** The last one that is known counts, whether a header or the page names it; none at all is left to the browser. */
const policyOf = (headers: Headers, text: string): string | undefined => {
  const meta = /<meta[^>]+name=["']?referrer["']?[^>]+content=["']?([\w-]+)/i.exec(text)?.[1]
  return meta?.toLowerCase() ?? headers.get('referrer-policy')?.split(',').at(-1)?.trim().toLowerCase()
}

const NOTHING = 'none'
const listed = (names: readonly (string | undefined)[]): string => names.join(', ') || NOTHING

// The session of the service is its own, and what was brought back from the issuer is nobody else's business.
describe('Sessions of a service', { tags: ['oidc', 'rp', 'session'] }, () => {
  scenario({
    id: 'oidc.rp.session.cookie',
    title: 'keeps its session in a cookie that scripts and other sites do not get',
    given,
    when: async ({ service, inapplicable }) => {
      const login = await service.signedIn()
      const cookies = await service.sessionCookies(login)
      if (cookies.length === 0) inapplicable('The session does not hang on cookies alone.')
      return { cookies, https: login.answer?.url.startsWith('https:') ?? false }
    },
    verify: {
      'RP-SESSION': ({ cookies, https, expect }) => {
        const named = (wrong: typeof cookies): string => listed(wrong.map(({ name }) => name))
        expect(named(cookies.filter(({ httpOnly }) => !httpOnly)), 'cookies that scripts read').toBe(NOTHING)
        const open = cookies.filter(({ sameSite }) => !/^(?:lax|strict)$/i.test(sameSite ?? ''))
        expect(named(open), 'cookies that other sites send along').toBe(NOTHING)
        const clear = cookies.filter(({ secure }) => https && !secure)
        expect(named(clear), 'cookies that travel in the clear, too').toBe(NOTHING)
      },
    },
  })

  scenario({
    id: 'oidc.rp.session.renamed',
    title: 'gives its session another name when somebody signs in',
    given,
    when: async ({ service, inapplicable }) => {
      const login = await service.signedIn()
      if ((await service.sessionCookies(login)).length === 0)
        inapplicable('The session does not hang on cookies alone.')
      return { before: await service.whoHas(login.cookiesBefore) }
    },
    verify: {
      'RP-SESSION': ({ before, expect }) => {
        expect(before, 'the user in another browser that shows the cookies of before the login').toBeUndefined()
      },
    },
  })

  scenario({
    id: 'oidc.rp.session.tokens',
    title: 'keeps tokens where scripts of its pages do not get them',
    given,
    when: async ({ service }) => ({ exposed: await service.exposed(await service.signedIn()) }),
    verify: {
      'RP-SESSION': ({ exposed, expect }) => {
        expect(listed(exposed), 'tokens that scripts read').toBe(NOTHING)
      },
    },
  })

  scenario({
    id: 'oidc.rp.session.address-bar',
    title: 'leaves neither code nor tokens in the address bar, nor in what it tells other sites',
    given,
    when: async ({ service }) => {
      const { answer } = await service.signedIn()
      const names = [...(answer?.url ?? '').matchAll(new RegExp(SECRETS, 'g'))].map(([, name]) => name)
      return { names, policy: answer && policyOf(answer.headers, answer.text) }
    },
    verify: {
      'RP-SESSION': ({ names, expect }) => {
        expect(listed(names), 'what the address after the login holds').toBe(NOTHING)
      },
      'RFC9700-4.2.4-referrer': ({ names, policy, expect }) => {
        // Without a policy browsers of today tell other sites no more than the origin.
        const told = names.length > 0 && policy !== undefined && !DISCREET.includes(policy)
        expect(told ? policy : 'discreet', 'the referrer policy of a page with a code in its address').toBe('discreet')
      },
    },
  })
})
