import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { call, clientOf, endpointOf, logIn, type Tokens, tokensOf, userinfoStatus } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterAll(() => op.close())

const SCOPE = 'openid email profile offline_access'

const offline = (role = 'refresh') => logIn(op, role, { scope: SCOPE })

const refreshed = ({ refresh }: Pick<Tokens, 'refresh'>, form: Record<string, string> = {}, role = 'refresh') =>
  tokensOf(op, clientOf(op, role), { grant_type: 'refresh_token', refresh_token: refresh, ...form })

test('a refresh token comes with offline_access only, to those that may refresh', async () => {
  expect((await logIn(op, 'refresh')).refresh).toBe('')
  op.addClient('short', { ...clientOf(op, 'web'), clientId: 'short', grants: ['code'] })
  expect((await logIn(op, 'short', { scope: SCOPE })).refresh).toBe('')
  expect((await offline()).refresh).not.toBe('')
})

test('nobody has signed it, and it is good only as it was sent', async () => {
  const { refresh } = await offline()
  const jwt = decodeJwt(refresh)
  expect([jwt?.header, Object.keys(jwt?.claims ?? {})]).toEqual([{ alg: 'none' }, expect.arrayContaining(['jti'])])
  expect(refresh.endsWith('.')).toBe(true)
  for (const other of [`${refresh}x`, refresh.slice(0, -1), 'x']) {
    const { status, body } = await refreshed({ refresh: other })
    const error_description = `Invalid refresh token: ${other}`
    expect([status, body]).toEqual([401, { error: 'invalid_token', error_description }])
  }
})

test('it stays, and the access tokens before go', async () => {
  const first = await offline()
  const second = await refreshed(first)
  expect(second.refresh).toBe(first.refresh)
  expect(await userinfoStatus(op, first.access)).toBe(401)
  expect(await userinfoStatus(op, second.access)).toBe(200)
  const third = await refreshed(first)
  expect(await userinfoStatus(op, third.access)).toBe(200)
})

test('fewer scopes are stated, and userinfo goes on to follow what was granted first', async () => {
  const { status, body, access } = await refreshed(await offline(), { scope: 'openid' })
  expect([status, body.scope]).toEqual([200, 'openid'])
  const answer = await fetch(endpointOf(op, 'userinfo'), { headers: { authorization: `Bearer ${access}` } })
  expect(await answer.json()).toHaveProperty('email')
})

test('more scopes are refused, and the token stays', async () => {
  const first = await logIn(op, 'refresh', { scope: 'openid offline_access' })
  expect((await refreshed(first, { scope: 'openid email' })).body).toEqual({
    error: 'invalid_scope',
    error_description: 'Up-scoping is not allowed.',
  })
  expect((await refreshed(first)).status).toBe(200)
})

test('another client can do nothing with it, and destroys nothing', async () => {
  const login = await offline()
  const { status, body } = await refreshed(login, {}, 'device')
  expect([status, body.error_description]).toEqual([401, 'Client does not own the presented refresh token'])
  expect((await refreshed(login)).status).toBe(200)
})

test('who may not refresh hears so, and who sends none', async () => {
  expect((await refreshed(await offline(), {}, 'limited')).body.error_description).toContain('Unauthorized grant type')
  const answer = await call(op, 'token', clientOf(op, 'refresh'), { grant_type: 'refresh_token' })
  expect([answer.status, answer.body.error_description]).toEqual([401, 'Invalid refresh token: null'])
})

test('it outlives the session and the access token', async () => {
  const login = await offline()
  op.elapse(login.access, op.profile.lifetimes.accessToken + 1)
  expect(await userinfoStatus(op, login.access)).toBe(401)
  expect((await refreshed(login)).status).toBe(200)
})

test('revoked, it takes its access tokens with it; they take nothing', async () => {
  const client = clientOf(op, 'refresh')
  const login = await offline()
  expect((await call(op, 'revocation', client, { token: login.access })).status).toBe(200)
  expect(await userinfoStatus(op, login.access)).toBe(401)
  const { access } = await refreshed(login)
  expect((await call(op, 'revocation', client, { token: login.refresh })).status).toBe(200)
  expect(await userinfoStatus(op, access)).toBe(401)
  expect((await refreshed(login)).status).toBe(401)
})
