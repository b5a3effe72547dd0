import { describe } from 'vitest'
import { scenario } from '#suites/kit/scenario.ts'

// RFC 6749 section 4.1.3: a code is worth one set of tokens, to one client, for one redirect URI, for a short while.
describe('Codes at the token endpoint', { tags: ['oidc', 'op', 'code'] }, () => {
  scenario({
    id: 'oidc.op.code.once',
    title: 'refuses a code that was used before',
    when: async ({ client, control }) => {
      const authorization = control(await client.authorize())
      control(await client.exchange(authorization))
      return { again: await client.exchange(authorization) }
    },
    verify: {
      'CODE-ONCE': ({ again, expect }) => expect(again).toBeTokenError('invalid_grant', 'code.spent'),
      'RFC6749-4.1.2-once': ({ again, expect }) => expect(again.body).not.toHaveProperty('access_token'),
    },
  })

  scenario({
    id: 'oidc.op.code.replay-revokes',
    title: 'ends what the first use of a code gave when it is used again',
    given: {
      client: 'refresh',
      needs: ['refresh'],
      applies: ({ codeReplayRevokes }) => (codeReplayRevokes ? undefined : 'The profile promises no revocation.'),
    },
    when: async ({ client, control }) => {
      const authorization = control(await client.authorize())
      const tokens = control(await client.exchange(authorization))
      control(await client.userinfo(tokens))
      const replay = await client.exchange(authorization)
      return { replay, userinfo: await client.userinfo(tokens), refreshed: await client.refresh(tokens) }
    },
    verify: {
      'CODE-ONCE': ({ replay, userinfo, refreshed, expect }) => {
        expect(replay).toBeTokenError('invalid_grant', 'code.spent')
        expect(userinfo).toBeBearerError('invalid_token', 'userinfo.session-gone')
        expect(refreshed).toBeTokenError('invalid_grant', 'refresh.client-session-gone')
      },
      'RFC6749-4.1.2-revoke': ({ userinfo, expect }) => expect(userinfo.status).toBe(401),
    },
  })

  scenario({
    id: 'oidc.op.code.race',
    title: 'gives tokens once to two requests that come at the same moment',
    when: async ({ client, control }) => {
      const authorization = control(await client.authorize())
      const answers = await Promise.all([client.exchange(authorization), client.exchange(authorization)])
      return { statuses: answers.map(({ status }) => status).toSorted() }
    },
    verify: {
      'CODE-ONCE': ({ statuses, expect }) => expect(statuses.filter((status) => status === 200)).toHaveLength(1),
    },
  })

  scenario({
    id: 'oidc.op.code.other-client',
    title: 'refuses a code that another client was given',
    given: { clients: ['web-two'] },
    when: async ({ client, clientAs, control }) => {
      const other = clientAs('web-two')
      control(await other.login())
      control(await client.login())
      const authorization = control(await client.authorize())
      return { refused: await other.exchange(authorization, { redirectUri: client.redirectUri }) }
    },
    verify: {
      'CODE-BOUND': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'code.other-client'),
      'RFC6749-4.1.3-client': ({ refused, expect }) => expect(refused.body).not.toHaveProperty('access_token'),
    },
  })

  scenario({
    id: 'oidc.op.code.expired',
    title: 'refuses a code that is older than its lifetime',
    when: async ({ op, client, control, time }) => {
      const { code: lifetime } = op.profile.lifetimes
      const young = control(await client.authorize())
      await time.elapse(young, Math.floor(lifetime / 2))
      control(await client.exchange(young))
      const old = control(await client.authorize())
      await time.elapse(old, lifetime + 2)
      return { lifetime, refused: await client.exchange(old) }
    },
    verify: {
      'CODE-EXPIRES': ({ refused, expect }) => expect(refused).toBeTokenError('invalid_grant', 'code.expired'),
      'RFC6749-4.1.2-lifetime': ({ lifetime, expect }) => expect(lifetime).toBeLessThanOrEqual(600),
    },
  })

  scenario({
    id: 'oidc.op.code.swapped',
    title: 'gives each of two users the tokens of their own code',
    given: { users: ['other'] },
    when: async ({ op, client, control, userAs, newBrowser }) => {
      const own = await op.verify((await client.login()).idToken ?? '')
      const browser = await newBrowser()
      const others = await op.verify((await client.login({ as: userAs('other'), in: browser })).idToken ?? '')
      const mine = control(await client.authorize())
      const theirs = control(await client.authorize({ as: userAs('other'), in: browser }))
      // Redeemed in the other order than they were given.
      const second = await op.verify((await client.exchange(theirs)).idToken ?? '')
      const first = await op.verify((await client.exchange(mine)).idToken ?? '')
      return { subjects: [first.claims.sub, second.claims.sub], expected: [own.claims.sub, others.claims.sub] }
    },
    verify: {
      'CODE-BOUND': ({ subjects, expected, expect }) => {
        expect(expected[0]).not.toBe(expected[1])
        expect(subjects).toEqual(expected)
      },
    },
  })
})
