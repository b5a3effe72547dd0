import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { complaint, refreshed } from '../testing/flow.ts'
import { call, clientOf, logIn, urlOf, userinfoStatus } from '../testing/relying-party.ts'

const beta = await loadProfile('openaire-beta')
const variant = (rotation: boolean, dialect = beta.dialect) =>
  startProvider({ profile: { ...beta, dialect, refresh: { ...beta.refresh, rotation } } })

let op: RunningProvider
let rotating: RunningProvider
let newer: RunningProvider
beforeAll(async () => {
  op = await variant(false)
  rotating = await variant(true)
  newer = await variant(false, 'keycloak-26')
})
afterAll(() => Promise.all([op.close(), rotating.close(), newer.close()]))

const claimsOf = (token: string): Readonly<Record<string, unknown>> => decodeJwt(token)?.claims ?? {}

describe('a refresh', () => {
  test('brings tokens of the same session, login and user', async () => {
    const login = await logIn(op, 'refresh', { scope: 'openid email' })
    const next = await refreshed(op, 'refresh', login.refresh)
    for (const kind of ['access', 'id'] as const) {
      const [before, after] = [claimsOf(login[kind]), claimsOf(next[kind])]
      for (const name of ['sub', 'sid', 'auth_time', 'iss', 'aud', 'azp']) expect(after[name]).toEqual(before[name])
      expect(after.jti).not.toBe(before.jti)
    }
    expect(await userinfoStatus(op, next.access)).toBe(200)
    expect(await userinfoStatus(op, login.access)).toBe(200)
  })

  test('many times over, and at once, with one and the same token', async () => {
    const { refresh } = await logIn(op, 'refresh')
    const answers = await Promise.all(Array.from({ length: 20 }, () => refreshed(op, 'refresh', refresh)))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
  })

  test('is for the client that got the token', async () => {
    const { refresh } = await logIn(op, 'refresh')
    const { body } = await refreshed(op, 'web', refresh)
    expect(complaint(body)).toBe("invalid_grant: Invalid refresh token. Token client and authorized client don't match")
  })

  test.each([
    ['nothing', (_: string) => '', 'invalid_grant: Invalid refresh token'],
    ['an altered signature', (token: string) => `${token.slice(0, -6)}AAAAAA`, 'invalid_grant: Invalid refresh token'],
    ['no signature', (token: string) => token.replace(/[^.]*$/, ''), 'invalid_grant: Invalid refresh token'],
  ])('with %s is refused', async (_what, made, answer) => {
    const { refresh } = await logIn(op, 'refresh')
    expect(complaint((await refreshed(op, 'refresh', made(refresh))).body)).toBe(answer)
  })

  test('with an access token or an ID token is refused', async () => {
    const login = await logIn(op, 'refresh')
    for (const token of [login.access, login.id]) {
      expect(complaint((await refreshed(op, 'refresh', token)).body)).toBe('invalid_grant: Invalid refresh token')
    }
  })

  test('after the token has expired', async () => {
    const { refresh } = await logIn(op, 'refresh')
    op.elapse(refresh, op.profile.lifetimes.refreshToken)
    expect(complaint((await refreshed(op, 'refresh', refresh)).body)).toBe('invalid_grant: Token is not active')
  })

  test('after the session has ended', async () => {
    const { refresh, id, browser } = await logIn(op, 'refresh')
    await browser.get(urlOf(op, 'endSession', { id_token_hint: id }))
    expect(complaint((await refreshed(op, 'refresh', refresh)).body)).toBe('invalid_grant: Session not active')
  })
})

describe('scope', () => {
  test('can be narrowed in the newer version, and comes back with the next refresh', async () => {
    const { refresh } = await logIn(newer, 'refresh', { scope: 'openid email profile' })
    const narrow = await refreshed(newer, 'refresh', refresh, { scope: 'openid email' })
    expect(String(narrow.body.scope).split(' ').sort()).toEqual(['email', 'openid'])
    const wide = await refreshed(newer, 'refresh', narrow.refresh)
    expect(String(wide.body.scope).split(' ').sort()).toEqual(['email', 'openid', 'profile'])
  })

  test('never grows', async () => {
    for (const provider of [op, newer]) {
      const { refresh } = await logIn(provider, 'refresh', { scope: 'openid' })
      const { body } = await refreshed(provider, 'refresh', refresh, { scope: 'openid email' })
      expect(body.scope).toBe('openid')
    }
  })
})

describe('where tokens are used once', () => {
  test('the first use is the last, and takes the new token with it', async () => {
    const { refresh } = await logIn(rotating, 'refresh')
    const next = await refreshed(rotating, 'refresh', refresh)
    expect(next.status).toBe(200)
    const { body } = await refreshed(rotating, 'refresh', refresh)
    expect(complaint(body)).toBe('invalid_grant: Maximum allowed refresh token reuse exceeded')
    expect((await refreshed(rotating, 'refresh', next.refresh)).status).toBe(400)
  })

  test('a chain goes on', async () => {
    let { refresh } = await logIn(rotating, 'refresh')
    for (let turn = 0; turn < 5; turn += 1) {
      const next = await refreshed(rotating, 'refresh', refresh)
      expect(next.status).toBe(200)
      refresh = next.refresh
    }
  })

  test('of many at once one gets through', async () => {
    const { refresh } = await logIn(rotating, 'refresh')
    const answers = await Promise.all(Array.from({ length: 20 }, () => refreshed(rotating, 'refresh', refresh)))
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
    expect(answers.every(({ status }) => status === 200 || status === 400)).toBe(true)
  })
})

describe('offline', () => {
  const offline = { scope: 'openid offline_access' }

  test('the token lives by its own measure, and outlives the session', async () => {
    const { refresh, body, id, browser } = await logIn(op, 'offline', offline)
    const { typ, iat, exp } = claimsOf(refresh)
    const { offlineToken } = op.profile.lifetimes
    expect([typ, Number(exp) - Number(iat), body.refresh_expires_in]).toEqual(['Offline', offlineToken, offlineToken])
    await browser.get(urlOf(op, 'endSession', { id_token_hint: id }))
    expect((await refreshed(op, 'offline', refresh)).status).toBe(200)
  })

  test('until it is revoked', async () => {
    const { refresh } = await logIn(op, 'offline', offline)
    expect((await call(op, 'revocation', clientOf(op, 'offline'), { token: refresh })).status).toBe(200)
    expect(complaint((await refreshed(op, 'offline', refresh)).body)).toBe(
      'invalid_grant: Offline user session not found',
    )
  })
})
