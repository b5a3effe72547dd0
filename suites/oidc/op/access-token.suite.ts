import { describe } from 'vitest'
import { header } from '#suites/kit/header.ts'
import { scenario } from '#suites/kit/scenario.ts'

describe('Access token', { tags: ['oidc', 'op', 'access-token'] }, () => {
  scenario({
    id: 'oidc.op.access-token.type',
    title: 'gives a bearer token in an answer that nobody may store',
    when: async ({ client }) => ({ tokens: await client.login() }),
    verify: {
      'TOKEN-TYPE': ({ tokens, expect }) => {
        expect(String(tokens.body.token_type).toLowerCase()).toBe('bearer')
        expect(header(tokens, 'cache-control')).toMatch(/\bno-store\b/)
      },
      'OIDCC-3.1.3.3-token_type': ({ tokens, expect }) => expect(String(tokens.body.token_type)).toMatch(/^bearer$/i),
      'OIDCC-3.1.3.3-no-store': ({ tokens, expect }) => expect(header(tokens, 'cache-control')).toMatch(/\bno-store\b/),
      'RFC6749-5.1-no-store': ({ tokens, expect }) => expect(header(tokens, 'cache-control')).toMatch(/\bno-store\b/),
      'RFC6749-5.1-members': ({ tokens, expect }) => {
        expect(header(tokens, 'content-type')).toMatch(/^application\/json\b/)
        expect(tokens.body).toMatchObject({ access_token: expect.any(String), token_type: expect.any(String) })
      },
    },
  })

  scenario({
    id: 'oidc.op.access-token.jwt',
    title: 'signs its access tokens, and says in them who issued them, to whom, about whom and for what',
    given: { needs: ['jwt-access-token'] },
    when: async ({ op, client }) => {
      const { body, accessToken = '', idToken = '' } = await client.login({ scope: 'openid profile email' })
      const [token, { claims }] = [await op.verify(accessToken), await op.verify(idToken)]
      const { alg } = op.profile.tokens.accessToken
      // A token need not say its scope, but then the answer that brought it does.
      const scope = String(token.claims.scope ?? body.scope)
      return { token, scope, sub: claims.sub, issuer: op.issuer, clientId: client.id, alg }
    },
    verify: {
      'DISC-JWKS': ({ token, alg, expect }) => {
        expect(token).toBeVerified()
        expect(token.header.alg).toBe(alg ?? 'RS256')
      },
      'RFC7519-2': ({ token, expect }) => {
        expect(token.claims).toMatchObject({ iat: expect.any(Number), exp: expect.any(Number) })
      },
      'DISC-DOCUMENT': ({ token, issuer, expect }) => expect(token.claims.iss).toBe(issuer),
      'CODE-BOUND': ({ token, clientId, sub, expect }) => {
        expect(token.claims.azp ?? token.claims.client_id).toBe(clientId)
        expect(token.claims.sub).toBe(sub)
      },
      'RFC6749-3.3-scope': ({ scope, expect }) =>
        expect(scope.split(' ')).toEqual(expect.arrayContaining(['openid', 'profile', 'email'])),
    },
  })

  scenario({
    id: 'oidc.op.access-token.opaque',
    title: 'gives access tokens from which nothing can be read or guessed',
    given: {
      applies: ({ tokens }) => (tokens.accessToken.form === 'jwt' ? 'The issuer signs its access tokens.' : undefined),
    },
    when: async ({ client, user }) => {
      const [one, two] = [(await client.login()).accessToken ?? '', (await client.login()).accessToken ?? '']
      return { one, two, username: user.username }
    },
    verify: {
      'RFC6749-10.10': ({ one, two, username, expect }) => {
        expect(one.length).toBeGreaterThanOrEqual(22)
        expect([...one].filter((character, at) => character !== two[at]).length).toBeGreaterThanOrEqual(16)
        expect(one).not.toContain(username)
      },
    },
  })

  scenario({
    id: 'oidc.op.access-token.scope',
    title: 'says in the answer which scopes were granted',
    when: async ({ client }) => ({ tokens: await client.login({ scope: 'openid email' }) }),
    verify: {
      'RFC6749-3.3-scope': ({ tokens, expect }) => {
        const granted = String(tokens.body.scope ?? 'openid email').split(' ')
        expect(granted).toEqual(expect.arrayContaining(['openid', 'email']))
      },
    },
  })

  scenario({
    id: 'oidc.op.access-token.size',
    title: 'gives tokens of the size that services are told to expect, whatever the groups',
    given: {
      users: ['many-groups'],
      applies: ({ tokens }) => (tokens.accessToken.usualSize ? undefined : 'The profile states no usual size.'),
    },
    when: async ({ op, client, userAs, newBrowser, note }) => {
      const scope = Object.keys(op.profile.scopes).join(' ')
      const plain = await client.login({ scope })
      const grown = await client.login({ scope, as: userAs('many-groups'), in: await newBrowser() })
      for (const [user, tokens] of Object.entries({ plain, 'many-groups': grown })) {
        note(`access token of ${user}, characters`, tokens.accessToken?.length ?? 0)
        note(`ID token of ${user}, characters`, tokens.idToken?.length ?? 0)
        note(`refresh token of ${user}, characters`, tokens.refreshToken?.length ?? 0)
      }
      const [least = 0, most = Number.POSITIVE_INFINITY] = op.profile.tokens.accessToken.usualSize ?? []
      return { least, most, plain: plain.accessToken?.length ?? 0, grown: grown.accessToken?.length ?? 0 }
    },
    verify: {
      'AT-SIZE': ({ least, most, plain, grown, expect }) => {
        expect(plain).toBeGreaterThanOrEqual(least)
        expect(plain).toBeLessThanOrEqual(most)
        expect(grown, 'characters of the token of a member of many groups').toBeGreaterThanOrEqual(least)
      },
    },
  })
})
