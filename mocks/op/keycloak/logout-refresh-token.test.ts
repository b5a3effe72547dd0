import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { call, clientOf, isSignedIn, logIn, tokensOf } from '../testing/relying-party.ts'
import { expectLoggedIn, expectLoggedOut } from '../testing/session.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

describe('a logout by refresh token', () => {
  const refresh = () => clientOf(op, 'refresh')

  test('ends the session, and a second time does no harm', async () => {
    const login = await logIn(op, 'refresh')
    for (const _time of [1, 2]) {
      const { status } = await call(op, 'endSession', refresh(), { refresh_token: login.refresh })
      expect(status).toBe(204)
    }
    await expectLoggedOut(op, login)
  })

  test.each<[string, string, object]>([
    ['garbage', 'x', { error: 'invalid_grant', error_description: 'Invalid refresh token' }],
    ['an empty one', '', { error: 'invalid_grant', error_description: 'Invalid refresh token' }],
  ])('refuses %s', async (_name, value, body) => {
    expect(await call(op, 'endSession', refresh(), { refresh_token: value })).toMatchObject({ status: 400, body })
  })

  test('refuses the token of another client, and a client without its secret', async () => {
    const login = await logIn(op, 'refresh')
    const foreign = await call(op, 'endSession', clientOf(op, 'web'), { refresh_token: login.refresh })
    expect(foreign.body).toEqual({
      error: 'invalid_grant',
      error_description: "Invalid refresh token. Token client and authorized client don't match",
    })
    const { clientId } = refresh()
    const bare = await call(op, 'endSession', undefined, { refresh_token: login.refresh, client_id: clientId })
    expect([bare.status, bare.body.error]).toEqual([401, 'unauthorized_client'])
    await expectLoggedIn(op, login)
  })

  test('an offline token ends what it stands for, and not the session', async () => {
    const login = await logIn(op, 'offline', { scope: 'openid offline_access' })
    const offline = clientOf(op, 'offline')
    expect((await call(op, 'endSession', offline, { refresh_token: login.refresh })).status).toBe(204)
    const refreshed = await tokensOf(op, offline, { grant_type: 'refresh_token', refresh_token: login.refresh })
    expect(refreshed.status).toBe(400)
    expect(await isSignedIn(op, login.browser)).toBe(true)
  })
})
