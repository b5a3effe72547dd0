import { describe } from 'vitest'
import { header } from '#suites/kit/header.ts'
import { number } from '#suites/kit/json.ts'
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
    id: 'oidc.op.access-token.lifetime',
    title: 'states the lifetime that the profile promises',
    when: async ({ op, client, note }) => {
      const { body } = await client.login()
      note('access token lifetime, seconds', number(body, 'expires_in'))
      return { expiresIn: number(body, 'expires_in'), promised: op.profile.lifetimes.accessToken }
    },
    verify: {
      'AT-LIFETIME': ({ expiresIn, promised, expect }) => expect(Math.abs(expiresIn - promised)).toBeLessThanOrEqual(5),
      'RFC6749-5.1-expires_in': ({ expiresIn, expect }) => expect(expiresIn).toBeGreaterThan(0),
    },
  })

  scenario({
    id: 'oidc.op.access-token.lifetime-in-token',
    title: 'writes the same lifetime into the token as into the answer',
    given: { needs: ['jwt-access-token'] },
    when: async ({ op, client }) => {
      const { accessToken = '', body } = await client.login()
      const { claims } = await op.verify(accessToken)
      return { inToken: number(claims, 'exp') - number(claims, 'iat'), inAnswer: number(body, 'expires_in') }
    },
    verify: {
      'AT-LIFETIME': ({ inToken, inAnswer, expect }) => expect(Math.abs(inToken - inAnswer)).toBeLessThanOrEqual(5),
    },
  })

  scenario({
    id: 'oidc.op.access-token.expires',
    title: 'takes the access token until its lifetime is over, and no longer',
    given: { needs: ['userinfo'] },
    when: async ({ op, client, control, time }) => {
      const { accessToken: lifetime } = op.profile.lifetimes
      const young = await client.login()
      await time.elapse(young, Math.max(1, lifetime - 60))
      control(await client.userinfo(young))
      const old = await client.login()
      await time.elapse(old, lifetime + 2)
      return { refused: await client.userinfo(old) }
    },
    verify: {
      'AT-LIFETIME': ({ refused, expect }) =>
        expect(refused).toBeBearerError('invalid_token', 'userinfo.token-invalid'),
      'RFC7519-4.1.4': ({ refused, expect }) => expect(refused.status).toBe(401),
    },
  })

  scenario({
    id: 'oidc.op.access-token.jwt',
    title: 'signs its access tokens, and says in them who issued them, to whom, about whom and for what',
    given: { needs: ['jwt-access-token'] },
    when: async ({ op, client }) => {
      const { accessToken = '', idToken = '' } = await client.login({ scope: 'openid profile email' })
      const [token, { claims }] = [await op.verify(accessToken), await op.verify(idToken)]
      return { token, sub: claims.sub, issuer: op.issuer, clientId: client.id, alg: op.profile.tokens.accessToken.alg }
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
      'RFC6749-3.3-scope': ({ token, expect }) =>
        expect(String(token.claims.scope).split(' ')).toEqual(expect.arrayContaining(['openid', 'profile', 'email'])),
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
