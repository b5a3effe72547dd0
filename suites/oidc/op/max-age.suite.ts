import { describe } from 'vitest'
import { number } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// OpenID Connect Core 3.1.2.1: how old a login may be is for the service to say.
describe('max_age', { tags: ['oidc', 'op', 'session'] }, () => {
  scenario({
    id: 'oidc.op.prompt.max-age-passed',
    title: 'asks for the password again when the login is older than max_age',
    when: async ({ op, client, control, time }) => {
      await time.elapse(control(await client.authorize()), 10)
      const again = control(await client.authorize({ params: { max_age: '5' } }))
      const { claims } = await op.verify((await client.exchange(again)).idToken ?? '')
      return { again, age: number(claims, 'iat') - number(claims, 'auth_time') }
    },
    verify: {
      'OIDCC-3.1.2.1-max_age': ({ again, age, expect }) => {
        expect(again).toRequireLogin()
        expect(age, 'seconds between authentication and ID token').toBeLessThan(10)
      },
    },
  })

  scenario({
    id: 'oidc.op.prompt.max-age-not-passed',
    title: 'lets the session do when the login is younger than max_age, and states its time',
    when: async ({ op, client, control }) => {
      const before = await op.verify((await client.login()).idToken ?? '')
      const again = control(await client.authorize({ params: { max_age: '10000' } }))
      const { claims } = await op.verify((await client.exchange(again)).idToken ?? '')
      return { again, claims, before: before.claims }
    },
    verify: {
      'OIDCC-3.1.2.1-max_age': ({ again, expect }) => expect(again).not.toRequireLogin(),
      'OIDCC-2-auth_time': ({ claims, before, expect }) => {
        expect(claims.auth_time).toEqual(expect.any(Number))
        expect(claims.auth_time).toBe(before.auth_time ?? claims.auth_time)
      },
    },
  })
})
