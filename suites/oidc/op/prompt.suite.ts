import { describe } from 'vitest'
import { listed, number } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

// OpenID Connect Core 3.1.2.1: when the user is asked, and when they must not be.
describe('prompt', { tags: ['oidc', 'op', 'session'] }, () => {
  scenario({
    id: 'oidc.op.prompt.none-without-session',
    title: 'answers login_required to prompt=none in a browser that knows nobody',
    given: { needs: ['prompt-none'] },
    when: async ({ client, control, newBrowser }) => {
      control(await client.authorize())
      return { refused: await client.start({ params: { prompt: 'none' }, in: await newBrowser() }) }
    },
    verify: {
      'CODE-PROMPT-NONE': ({ refused, expect }) => {
        expect(refused).toBeAuthorizationError('login_required', 'authorization.login-required')
        expect(refused.params.state).toBe(refused.request.state)
      },
    },
  })

  scenario({
    id: 'oidc.op.prompt.none-with-session',
    title: 'answers prompt=none with a code for the same user, silently, when there is a session',
    given: { needs: ['prompt-none'] },
    when: async ({ op, client }) => {
      const first = await op.verify((await client.login()).idToken ?? '')
      const silent = await client.start({ params: { prompt: 'none' } })
      const tokens = silent.code ? await client.exchange(silent) : undefined
      return { first, silent, second: await op.verify(tokens?.idToken ?? '') }
    },
    verify: {
      'CODE-PROMPT-NONE': ({ silent, expect }) => {
        expect(silent).toBeCallback()
        expect(listed(silent.pages), 'pages shown').toBe('none')
      },
      'OIDCC-3.1.2.1-prompt-none': ({ first, second, expect }) => {
        expect(second.claims.sub).toBe(first.claims.sub)
        expect(second.claims.auth_time).toBe(first.claims.auth_time)
      },
    },
  })

  scenario({
    id: 'oidc.op.prompt.none-and-login',
    title: 'refuses prompt=none together with login',
    given: { needs: ['prompt-none'] },
    when: async ({ client, control }) => {
      control(await client.authorize())
      control(await client.start({ params: { prompt: 'none' } }))
      return { refused: await client.start({ params: { prompt: 'none login' } }) }
    },
    verify: {
      'OIDCC-3.1.2.1-prompt-none-alone': ({ refused, expect }) => {
        expect(refused.kind).toBe('callback')
        expect(refused.params).toHaveProperty('error')
      },
    },
  })

  scenario({
    id: 'oidc.op.prompt.login',
    title: 'asks for the password again on prompt=login, and says when it was given',
    when: async ({ op, client, control, time }) => {
      const first = control(await client.authorize())
      await time.elapse(first, 10)
      const silent = control(await client.authorize())
      // With max_age the ID token has to say when the password was given.
      const again = control(await client.authorize({ params: { prompt: 'login', max_age: '3600' } }))
      const { claims } = await op.verify((await client.exchange(again)).idToken ?? '')
      return { silent, again, age: number(claims, 'iat') - number(claims, 'auth_time') }
    },
    verify: {
      'OIDCC-3.1.2.1-prompt-login': ({ silent, again, age, expect }) => {
        expect(silent.pages, 'pages without the prompt').not.toContain('login')
        expect(again).toRequireLogin()
        expect(age, 'seconds between authentication and ID token').toBeLessThan(10)
      },
    },
  })

  scenario({
    id: 'oidc.op.prompt.login-hint',
    title: 'signs in with a login_hint, and takes the hint for no proof',
    given: { needs: ['login-hint'] },
    when: async ({ client, user }) => {
      const start = await client.start({ params: { login_hint: user.username } })
      return { start, signedIn: await client.authorize({ params: { login_hint: user.username } }) }
    },
    verify: {
      'OIDCC-3.1.2.1-login_hint': ({ start, signedIn, expect }) => {
        expect(start.kind).toBe('login-page')
        expect(signedIn).toBeCallback()
      },
    },
  })

  scenario({
    id: 'oidc.op.prompt.hint-of-another-user',
    title: 'hands out no code for one user when the ID token hint names another',
    given: { needs: ['prompt-none'], users: ['other'] },
    when: async ({ client, control, userAs, newBrowser }) => {
      const stranger = await client.login({ as: userAs('other'), in: await newBrowser() })
      const own = await client.login()
      const params = { prompt: 'none', id_token_hint: own.idToken }
      control(await client.start({ params }))
      return { refused: await client.start({ params: { ...params, id_token_hint: stranger.idToken } }) }
    },
    verify: {
      'OIDCC-3.1.2.1-id_token_hint': ({ refused, expect }) => {
        expect(refused.code).toBeUndefined()
        expect(refused.params).toHaveProperty('error')
      },
    },
  })
})
