import { describe } from 'vitest'
import { authenticationSeen } from '#suites/kit/authentication-seen.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** So many that a value which is counted, or taken from a clock, differs from one that is drawn. */
const LOGINS = 6

const PKCE_WILL_DO =
  'RFC 9700 (sections 2.1 and 4.7.1) lets a service that uses PKCE, at an issuer that supports it, do without a state against forged answers.'

// RFC 9700 section 2.1: what a service sends has to be new each time, and nobody else's guess.
describe('Requests of a service', { tags: ['oidc', 'rp', 'requests'] }, () => {
  scenario({
    id: 'oidc.rp.requests.fresh',
    title: 'sends a new state, nonce and challenge with every login',
    given: { service: {}, users: ['many-groups'] },
    when: async ({ service }) => {
      const logins = []
      for (let count = 0; count < LOGINS; count += 1) {
        const as = count % 2 === 0 ? 'plain' : 'many-groups'
        logins.push(await service.setOut({ as, until: 'callback' }))
      }
      return { findings: service.findings(logins) }
    },
    verify: {
      'RP-STATE': ({ findings, expect }) => {
        const isProven = findings.filter(({ cites }) => cites === 'RP-PKCE').every(({ verdict }) => verdict === 'pass')
        expect(findings).toBeInOrder('RP-STATE', isProven ? PKCE_WILL_DO : undefined)
      },
      'RP-NONCE': ({ findings, expect }) => expect(findings).toBeInOrder('RP-NONCE'),
      'RP-PKCE': ({ findings, expect }) => expect(findings).toBeInOrder('RP-PKCE'),
    },
  })

  scenario({
    id: 'oidc.rp.requests.parameters',
    title: 'asks for a code with all that belongs to it, each once, and leads back over https',
    given: { service: {} },
    when: async ({ service }) => ({ findings: service.findings([await service.ask()]) }),
    verify: {
      'RP-PARAMS': ({ findings, expect }) => expect(findings).toBeInOrder('RP-PARAMS'),
      'RP-HTTPS': ({ findings, expect }) => expect(findings).toBeInOrder('RP-HTTPS'),
    },
  })

  scenario({
    id: 'oidc.rp.requests.pkce-as-registered',
    title: 'uses PKCE as its registration demands it',
    given: { service: {} },
    when: async ({ service }) => ({ findings: service.findings([await service.ask()]) }),
    verify: {
      'MIG-PKCE': ({ findings, expect }) => expect(findings).toBeInOrder('MIG-PKCE'),
    },
  })

  scenario({
    id: 'oidc.rp.requests.redemption',
    title: 'redeems its code by a form, as the client that it is registered as',
    given: { service: {} },
    when: async ({ service, note }) => {
      const login = await service.setOut()
      const authentication = authenticationSeen(login.requests)
      if (authentication !== undefined) note('client authentication', authentication)
      return { findings: service.findings([login]) }
    },
    verify: {
      'RP-TOKEN-REQUEST': ({ findings, expect }) => expect(findings).toBeInOrder('RP-TOKEN-REQUEST'),
    },
  })

  scenario({
    id: 'oidc.rp.requests.verifier',
    title: 'proves with a verifier of legal length and characters that the code is its own',
    given: { service: {} },
    when: async ({ service }) => ({ findings: service.findings([await service.setOut()]) }),
    verify: {
      'RFC7636-4.1': ({ findings, expect }) => expect(findings).toBeInOrder('RFC7636-4.1'),
    },
  })

  scenario({
    id: 'oidc.rp.requests.userinfo',
    title: 'shows the access token in the Authorization header',
    given: { service: {} },
    when: async ({ service }) => {
      const login = await service.setOut()
      const asked = login.requests.filter(({ endpoint }) => endpoint === 'userinfo')
      return { findings: service.findings([login]), urls: asked.map(({ url }) => url) }
    },
    verify: {
      'RP-USERINFO-HEADER': ({ findings, expect }) => expect(findings).toBeInOrder('RP-USERINFO-HEADER'),
      'RFC6750-2.3': ({ urls, inapplicable, expect }) => {
        if (urls.length === 0) inapplicable('The service never asked for userinfo.')
        expect(urls.filter((url) => url.includes('access_token=')).length, 'addresses with a token').toBe(0)
      },
    },
  })
})
