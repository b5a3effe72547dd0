import { describe } from 'vitest'
import { leftHalfHash } from '#suites/kit/hashes.ts'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

const NEEDS = ['implicit'] as const

/** What a single-page service sends (OpenID Connect Core 3.2.2.1). */
const REQUEST = { pkce: 'none', params: { response_type: 'id_token token', nonce: 'n-of-a-page' } } as const

// OpenID Connect Core 3.2: old single-page services get their tokens by way of the browser, and nothing else.
describe('Implicit flow', { tags: ['oidc', 'op', 'implicit'] }, () => {
  scenario({
    id: 'oidc.op.implicit.tokens',
    title: 'brings both tokens and the state in the fragment, and no code',
    given: { needs: NEEDS, client: 'implicit' },
    when: async ({ op, client }) => ({
      authorization: await client.authorize(REQUEST),
      lifetime: op.profile.lifetimes.accessToken,
    }),
    verify: {
      'FEIDE-IMPLICIT': ({ authorization: { params, carriedBy, request }, lifetime, expect }) => {
        expect(params.error ?? 'none', 'error').toBe('none')
        expect(carriedBy).toBe('fragment')
        expect(params.state).toBe(request.state)
        expect(params).toMatchObject({ access_token: expect.any(String), id_token: expect.any(String) })
        expect(String(params.token_type)).toMatch(/^bearer$/i)
        expect(Math.abs(Number(params.expires_in) - lifetime), 'seconds from what is promised').toBeLessThan(5)
        const extra = Object.keys(params).filter((name) => /^(code|refresh_token)$/.test(name))
        expect(listed(extra), 'what belongs to other flows').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.implicit.tokens-in-browser',
    title: 'brings both tokens to the page of a service in a browser, where no server sees them',
    given: { needs: NEEDS, client: 'implicit', driver: 'browser' },
    when: async ({ client }) => ({ authorization: await client.authorize(REQUEST) }),
    verify: {
      'OIDCC-3.2.2.5': ({ authorization: { params, carriedBy }, expect }) => {
        expect(carriedBy).toBe('fragment')
        expect(params).toMatchObject({ access_token: expect.any(String), id_token: expect.any(String) })
      },
    },
  })

  scenario({
    id: 'oidc.op.implicit.bound',
    title: 'binds the ID token to the request by its nonce, and to the access token by at_hash',
    given: { needs: NEEDS, client: 'implicit' },
    when: async ({ op, client, control }) => {
      const { params } = control(await client.authorize(REQUEST))
      const idToken = await op.verify(params.id_token ?? '')
      const hash = leftHalfHash(idToken.header.alg ?? 'RS256', params.access_token ?? '')
      return { idToken, hash, issuer: op.issuer, id: client.id }
    },
    verify: {
      'FEIDE-IMPLICIT': ({ idToken, hash, issuer, id, expect }) => {
        expect(idToken).toBeVerified()
        expect(idToken.claims).toMatchObject({ iss: issuer, nonce: REQUEST.params.nonce, sub: expect.any(String) })
        expect([idToken.claims.aud].flat()).toContain(id)
        expect(idToken.claims.at_hash).toBe(hash)
      },
    },
  })

  scenario({
    id: 'oidc.op.implicit.userinfo',
    title: 'gives an access token with which the page learns of the same user',
    given: { needs: [...NEEDS, 'userinfo'], client: 'implicit' },
    when: async ({ op, client, control }) => {
      const { params } = control(await client.authorize(REQUEST))
      const { claims } = await op.verify(params.id_token ?? '')
      return { userinfo: await client.userinfo(params.access_token ?? ''), sub: claims.sub }
    },
    verify: {
      'FEIDE-IMPLICIT': ({ userinfo, sub, expect }) => {
        expect(userinfo.status).toBe(200)
        expect(sub).toEqual(expect.any(String))
        expect(members(userinfo.json)).toHaveProperty('sub', sub)
      },
    },
  })

  scenario({
    id: 'oidc.op.implicit.without-nonce',
    title: 'refuses a request without a nonce, and says so in the fragment',
    given: { needs: NEEDS, client: 'implicit' },
    when: async ({ client, control, newBrowser }) => {
      control(await client.authorize(REQUEST))
      const params = { ...REQUEST.params, nonce: undefined }
      return { refused: await client.authorize({ ...REQUEST, params, in: await newBrowser() }) }
    },
    verify: {
      'FEIDE-IMPLICIT': ({ refused, expect }) => {
        expect(refused).toBeAuthorizationError('invalid_request', 'authorization.nonce-missing')
        expect(refused.carriedBy).toBe('fragment')
      },
    },
  })

  scenario({
    id: 'oidc.op.implicit.not-registered',
    title: 'refuses the flow to a client that is registered for codes only',
    given: { needs: NEEDS, clients: ['implicit'] },
    when: async ({ client, clientAs, control, newBrowser }) => {
      control(await clientAs('implicit').authorize(REQUEST))
      return { refused: await client.authorize({ ...REQUEST, in: await newBrowser() }) }
    },
    verify: {
      'FEIDE-IMPLICIT': ({ refused, expect }) => {
        expect(refused).toBeAuthorizationError('unauthorized_client', 'authorization.flow-disabled-implicit')
        expect(refused.carriedBy).toBe('fragment')
      },
    },
  })

  scenario({
    id: 'oidc.op.implicit.not-in-query',
    title: 'puts no token into the query, even when asked to',
    given: { needs: NEEDS, client: 'implicit' },
    when: async ({ client, control, newBrowser }) => {
      control(await client.authorize(REQUEST))
      const params = { ...REQUEST.params, response_mode: 'query' }
      return { refused: await client.authorize({ ...REQUEST, params, in: await newBrowser() }) }
    },
    verify: {
      'FEIDE-IMPLICIT': ({ refused, expect }) => {
        const inQuery = refused.carriedBy === 'query' ? Object.keys(refused.params) : []
        expect(listed(inQuery.filter((name) => name.endsWith('token'))), 'tokens in the query').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.implicit.silent',
    title: 'renews the tokens of a page silently while the session lasts, and refuses without one',
    given: { needs: [...NEEDS, 'prompt-none'], client: 'implicit' },
    when: async ({ client, control, newBrowser }) => {
      control(await client.authorize(REQUEST))
      const silently = { ...REQUEST, params: { ...REQUEST.params, prompt: 'none' } }
      return {
        again: await client.start(silently),
        refused: await client.start({ ...silently, in: await newBrowser() }),
      }
    },
    verify: {
      'FEIDE-IMPLICIT': ({ again, refused, expect }) => {
        expect(again.carriedBy).toBe('fragment')
        expect(again.params).toMatchObject({ access_token: expect.any(String), id_token: expect.any(String) })
        expect(refused).toBeAuthorizationError('login_required', 'authorization.login-required')
        expect(refused.carriedBy).toBe('fragment')
      },
    },
  })
})
