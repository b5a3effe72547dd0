import { describe } from 'vitest'
import type { SignIn } from '#suites/kit/contract-service.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** What the service sent with each login; some issuers lead back to their own endpoint, with the same words. */
const askedBy = (logins: readonly SignIn[]) =>
  logins.flatMap(
    ({ requests }) =>
      requests.find(({ endpoint, params }) => endpoint === 'authorization' && params.client_id !== undefined) ?? [],
  )

const of = (name: string, logins: readonly SignIn[]): readonly (string | undefined)[] =>
  askedBy(logins).map(({ params }) => params[name])

const all = (texts: readonly (string | undefined)[]): readonly string[] => texts.filter((text) => text !== undefined)

// RFC 9700 section 2.1: what a service sends has to be new each time, and nobody else's guess.
describe('Requests of a service', { tags: ['oidc', 'rp', 'requests'] }, () => {
  scenario({
    id: 'oidc.rp.requests.fresh',
    title: 'sends a new state, nonce and challenge with every login',
    given: { service: {}, users: ['many-groups'] },
    when: async ({ service }) => ({
      logins: [await service.setOut(), await service.setOut({ as: 'many-groups' }), await service.setOut()],
    }),
    verify: {
      'RP-STATE': ({ logins, expect }) => {
        const states = all(of('state', logins))
        expect(states, 'states').toHaveLength(logins.length)
        expect(new Set(states).size, 'different states').toBe(states.length)
        for (const state of states) expect(state.length, `characters of the state ${state}`).toBeGreaterThanOrEqual(16)
      },
      'RP-NONCE': ({ logins, expect }) => {
        const nonces = all(of('nonce', logins))
        expect(nonces, 'nonces').toHaveLength(logins.length)
        expect(new Set(nonces).size, 'different nonces').toBe(nonces.length)
      },
      'RP-PKCE': ({ logins, expect }) => {
        expect(of('code_challenge_method', logins)).toEqual(logins.map(() => 'S256'))
        const challenges = all(of('code_challenge', logins))
        expect(new Set(challenges).size, 'different challenges').toBe(logins.length)
      },
    },
  })

  scenario({
    id: 'oidc.rp.requests.parameters',
    title: 'asks for a code with client_id, redirect_uri and the scope openid, and redeems it by a form',
    given: { service: {} },
    when: async ({ service }) => ({ login: await service.setOut() }),
    verify: {
      'RP-PARAMS': ({ login, expect }) => {
        const [asked] = askedBy([login])
        expect(asked?.params).toMatchObject({ response_type: 'code', redirect_uri: expect.stringMatching(/^https?:/) })
        expect(asked?.params.scope?.split(' ')).toContain('openid')
        expect(asked?.repeated).toEqual({})
      },
      'RP-TOKEN-REQUEST': ({ login, expect }) => {
        const [redeemed] = login.requests.filter(({ endpoint }) => endpoint === 'token')
        expect(redeemed?.method).toBe('POST')
        expect(redeemed?.params).toMatchObject({ grant_type: 'authorization_code' })
        expect(redeemed?.params.redirect_uri).toBe(askedBy([login])[0]?.params.redirect_uri)
        expect(redeemed?.url).not.toContain('?')
      },
      'RP-USERINFO-HEADER': ({ login, inapplicable, expect }) => {
        const asked = login.requests.filter(({ endpoint }) => endpoint === 'userinfo')
        if (asked.length === 0) inapplicable('The service never asked for userinfo.')
        for (const { url, headers } of asked) {
          expect(url).not.toContain('access_token')
          expect(headers.authorization).toMatch(/^Bearer /i)
        }
      },
    },
  })
})
