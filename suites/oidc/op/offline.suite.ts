import { describe } from 'vitest'
import { number } from '#suites/kit/json.ts'
import { scenario } from '#suites/kit/scenario.ts'

/** Seconds a refresh token lives: the answer says it, or the token does, or nobody. */
const lifetimeOf = (body: unknown, claims: unknown): number => {
  const stated = number(body, 'refresh_expires_in')
  return Number.isNaN(stated) ? number(claims, 'exp') - number(claims, 'iat') : stated
}

describe('Refresh tokens over time', { tags: ['oidc', 'op', 'refresh'] }, () => {
  scenario({
    id: 'oidc.op.offline.only-on-request',
    title: 'gives a refresh token for offline_access, and none without it',
    given: {
      needs: ['refresh', 'offline'],
      client: 'offline',
      applies: ({ refresh }) => (refresh.needsOfflineAccess ? undefined : 'Every code brings a refresh token.'),
    },
    when: async ({ client }) => ({
      without: await client.login({ scope: 'openid' }),
      offline: await client.login({ scope: 'openid offline_access' }),
    }),
    verify: {
      'REFRESH-OFFLINE': ({ without, offline, expect }) => {
        expect(offline.refreshToken).toEqual(expect.any(String))
        expect(without.body).not.toHaveProperty('refresh_token')
      },
    },
  })

  scenario({
    id: 'oidc.op.offline.outlives-session',
    title: 'refreshes by offline_access after the session has ended, and otherwise no longer',
    given: {
      needs: ['refresh', 'offline'],
      client: 'offline',
      clients: ['refresh'],
      applies: ({ lifetimes }) =>
        lifetimes.refreshToken === lifetimes.offlineToken ? 'Every refresh token outlives its session.' : undefined,
    },
    when: async ({ op, client, clientAs, control, time, newBrowser }) => {
      const { session, refreshToken } = op.profile.lifetimes
      const offline = await client.login({ scope: 'openid offline_access' })
      const online = await clientAs('refresh').login({ scope: 'openid', in: await newBrowser() })
      control(await clientAs('refresh').refresh(online))
      const afterwards = Math.max(session, refreshToken) + 60
      await Promise.all([time.elapse(offline, afterwards), time.elapse(online, afterwards)])
      return { offline: await client.refresh(offline), online: await clientAs('refresh').refresh(online) }
    },
    verify: {
      'REFRESH-OFFLINE': ({ offline, online, expect }) => {
        expect(offline.status).toBe(200)
        expect(online.body).toHaveProperty('error', 'invalid_grant')
      },
    },
  })

  scenario({
    id: 'oidc.op.offline.access-token-lifetime',
    title: 'gives access tokens by refresh the lifetime that the profile promises',
    given: { needs: ['refresh'], client: 'refresh' },
    when: async ({ op, client, control }) => {
      const again = control(await client.refresh(await client.login()))
      return { expiresIn: number(again.body, 'expires_in'), promised: op.profile.lifetimes.accessToken }
    },
    verify: {
      'REFRESH-LIFETIME': ({ expiresIn, promised, expect }) =>
        expect(Math.abs(expiresIn - promised)).toBeLessThanOrEqual(5),
    },
  })

  scenario({
    id: 'oidc.op.offline.refresh-token-lifetime',
    title: 'gives refresh tokens the lifetime that the profile promises',
    given: { needs: ['refresh', 'offline'], client: 'offline' },
    when: async ({ op, client, control, note, inapplicable }) => {
      const tokens = control(await client.login({ scope: 'openid offline_access' }))
      const { claims } = await op.verify(tokens.refreshToken ?? '')
      const lifetime = lifetimeOf(tokens.body, claims)
      if (Number.isNaN(lifetime)) return inapplicable('The issuer says nowhere how long a refresh token lives.')
      note('refresh token lifetime, seconds (0: no end)', lifetime)
      return { lifetime, promised: op.profile.lifetimes.offlineToken }
    },
    verify: {
      'REFRESH-LIFETIME': ({ lifetime, promised, expect }) =>
        expect(Math.abs(lifetime - promised), 'seconds off the promise').toBeLessThanOrEqual(60),
    },
  })

  scenario({
    id: 'oidc.op.offline.expired',
    title: 'refuses a refresh token that is older than its lifetime',
    given: {
      needs: ['refresh', 'offline'],
      client: 'offline',
      applies: ({ lifetimes }) =>
        lifetimes.offlineToken > 0 ? undefined : 'Offline tokens of this issuer have no end.',
    },
    when: async ({ op, client, control, time }) => {
      const young = await client.login({ scope: 'openid offline_access' })
      control(await client.refresh(young))
      const old = await client.login({ scope: 'openid offline_access' })
      await time.elapse(old, op.profile.lifetimes.offlineToken + 60)
      return { refused: await client.refresh(old) }
    },
    verify: {
      'RFC6749-5.2-invalid_grant': ({ refused, expect }) => {
        expect(refused.status).toBe(400)
        expect(refused.body).toHaveProperty('error', 'invalid_grant')
      },
    },
  })

  scenario({
    id: 'oidc.op.offline.session-ends',
    title: 'gives no code silently once the session has outlived its lifetime',
    given: { needs: ['prompt-none'] },
    when: async ({ op, client, control, time }) => {
      const authorization = control(await client.authorize())
      control(await client.start({ params: { prompt: 'none' } }))
      await time.elapse(authorization, op.profile.lifetimes.session + 60)
      return { refused: await client.start({ params: { prompt: 'none' } }) }
    },
    verify: {
      'CODE-PROMPT-NONE': ({ refused, expect }) =>
        expect(refused).toBeAuthorizationError('login_required', 'authorization.login-required'),
    },
  })
})
