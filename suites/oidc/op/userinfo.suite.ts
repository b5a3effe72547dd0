import { describe } from 'vitest'
import { expectedClaims } from '#suites/kit/expected-claims.ts'
import { header } from '#suites/kit/header.ts'
import { listed, members } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** One line for each scope, as a person compares them. */
const lines = (claims: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(claims)
    .map(([scope, names]) => `${scope}: ${listed(names)}`)
    .join('\n')

// OpenID Connect Core 5.3 and RFC 6750: where most services of the federation read who the user is.
describe('Userinfo', { tags: ['oidc', 'op', 'userinfo'] }, () => {
  for (const method of ['GET', 'POST'] as const)
    scenario({
      id: `oidc.op.userinfo.header-${method.toLowerCase()}`,
      title: `answers ${method} with the token in the header, in JSON, about the user of the ID token`,
      given: { needs: ['userinfo'] },
      when: async ({ op, client }) => {
        const tokens = await client.login()
        const { claims } = await op.verify(tokens.idToken ?? '')
        return { answer: await client.userinfo(tokens, { method }), sub: claims.sub }
      },
      verify: {
        'USERINFO-HEADER': ({ answer, expect }) => {
          expect(answer.status).toBe(200)
          expect(answer.json).toEqual(expect.any(Object))
        },
        'USERINFO-SUB': ({ answer, sub, expect }) => {
          expect(sub).toEqual(expect.any(String))
          expect(members(answer.json)).toHaveProperty('sub', sub)
        },
        'RFC6750-2.1': ({ answer, expect }) => expect(answer.status).toBe(200),
        'OIDCC-5.3.2-sub': ({ answer, sub, expect }) => expect(members(answer.json)).toHaveProperty('sub', sub),
        'OIDCC-5.3.2-json': ({ answer, expect }) =>
          expect(header(answer, 'content-type')).toMatch(/^application\/json\b(?!.*charset=(?!utf-8))/i),
        'OIDCC-5.3-methods': ({ answer, expect }) => expect(answer.status).not.toBe(405),
      },
    })

  scenario({
    id: 'oidc.op.userinfo.form',
    title: 'takes the token from a posted form, where the profile says so',
    given: { needs: ['userinfo', 'userinfo-post'] },
    when: async ({ op, client }) => {
      const { accessToken = '' } = await client.login()
      const request = { method: 'POST', body: { access_token: accessToken }, label: 'userinfo request' }
      return { answer: await op.request(op.endpoint('userinfo'), request) }
    },
    verify: {
      'OIDCC-5.3-methods': ({ answer, expect }) => {
        expect(answer.status).toBe(200)
        expect(members(answer.json)).toHaveProperty('sub')
      },
    },
  })

  scenario({
    id: 'oidc.op.userinfo.without-openid',
    title: 'refuses a token that was asked for without openid, or tells no more than its scopes allow',
    given: { needs: ['userinfo'] },
    when: async ({ client, control }) => {
      control(await client.userinfo(await client.login()))
      return { answer: await client.userinfo(await client.login({ scope: 'profile' })) }
    },
    verify: {
      'USERINFO-SCOPES': ({ answer, expect }) => {
        if (answer.status !== 200) expect(answer).toBeBearerError('insufficient_scope', 'userinfo.scope-missing')
        expect(members(answer.json)).not.toHaveProperty('email')
      },
    },
  })

  scenario({
    id: 'oidc.op.userinfo.scopes',
    title: 'tells for every scope its own claims, and nothing else',
    given: { needs: ['userinfo'] },
    when: async ({ op, client, user }) => {
      const scopes = Object.keys(op.profile.scopes).filter((scope) => scope !== 'openid' && scope !== 'offline_access')
      const told: [string, readonly string[]][] = []
      const expected: [string, readonly string[]][] = []
      for (const scope of ['openid', ...scopes.map((name) => `openid ${name}`)]) {
        const { json } = await client.userinfo(await client.login({ scope }))
        told.push([scope, Object.keys(members(json)).toSorted()])
        const promised = expectedClaims(op.profile, user, scope.split(' '), 'userinfo')
        expected.push([scope, ['sub', ...Object.keys(promised)].toSorted()])
      }
      return { told: Object.fromEntries(told), expected: Object.fromEntries(expected) }
    },
    verify: {
      'USERINFO-SCOPES': ({ told, expected, expect }) => expect(lines(told)).toBe(lines(expected)),
      'OIDCC-5.4': ({ told, expected, expect }) => {
        const missing = Object.entries(expected).filter(([scope, claims]) =>
          claims.some((claim) => !told[scope]?.includes(claim)),
        )
        expect(listed(missing.map(([scope]) => scope)), 'scopes without their claims').toBe('none')
      },
    },
  })

  scenario({
    id: 'oidc.op.userinfo.cors',
    title: 'lets a script of the client read its answer',
    given: { needs: ['userinfo', 'public-clients'], client: 'public' },
    when: async ({ op, client }) => {
      const { accessToken } = await client.login()
      const headers = { authorization: `Bearer ${accessToken}`, origin: new URL(client.redirectUri).origin }
      return { answer: await op.request(op.endpoint('userinfo'), { headers, label: 'userinfo request' }), headers }
    },
    verify: {
      'OIDCC-5.3-cors': ({ answer, headers, expect }) =>
        expect(['*', headers.origin]).toContain(header(answer, 'access-control-allow-origin')),
    },
  })

  scenario({
    id: 'oidc.op.userinfo.insufficient-scope',
    title: 'tells a token that lacks openid what it lacks',
    given: { needs: ['userinfo'] },
    when: async ({ client, control, inapplicable }) => {
      control(await client.userinfo(await client.login()))
      const refused = await client.userinfo(await client.login({ scope: 'profile' }))
      return refused.status === 200 ? inapplicable('This issuer answers such a token.') : { refused }
    },
    verify: {
      'RFC6750-3.1-insufficient_scope': ({ refused, expect }) =>
        expect(refused).toBeBearerError('insufficient_scope', 'userinfo.scope-missing'),
    },
  })
})
