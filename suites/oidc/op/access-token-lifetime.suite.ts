import { describe } from 'vitest'
import { number } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 5.1: what a service plans its refreshes by.
describe('Lifetime of the access token', { tags: ['oidc', 'op', 'access-token'] }, () => {
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
})
