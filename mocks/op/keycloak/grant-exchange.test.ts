import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { ACCESS, exchange, TYPE } from '../testing/exchange.ts'
import { call, clientOf, logIn, tokensOf, urlOf, userinfoStatus } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const claimsOf = (token: string) => decodeJwt(token)?.claims ?? {}

describe('an exchange', () => {
  test('gives the client tokens of the same user in the same session', async () => {
    const login = await logIn(op, 'web', { scope: 'openid profile email' })
    const { status, body, access, id, refresh } = await exchange(op, login.access)
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual([
      'access_token',
      'expires_in',
      'refresh_expires_in',
      'refresh_token',
      'token_type',
      'id_token',
      'not-before-policy',
      'session_state',
      'scope',
    ])
    const { clientId } = clientOf(op, 'exchanger')
    const { sub, sid, auth_time } = claimsOf(login.access)
    expect(claimsOf(access)).toMatchObject({ azp: clientId, sub, sid, auth_time, scope: 'openid profile email' })
    expect(claimsOf(access)).not.toHaveProperty('aud')
    expect(claimsOf(access)).not.toHaveProperty('nonce')
    expect(claimsOf(id)).toMatchObject({ aud: clientId, azp: clientId, sub })
    expect(await userinfoStatus(op, access)).toBe(200)
    const form = { grant_type: 'refresh_token', refresh_token: refresh }
    expect((await tokensOf(op, clientOf(op, 'exchanger'), form)).status).toBe(200)
  })

  test('puts the audience into the access token', async () => {
    const login = await logIn(op)
    const audience = clientOf(op, 'resource').clientId
    const { access } = await exchange(op, login.access, { audience })
    expect(claimsOf(access).aud).toBe(audience)
  })

  test('gives an access token only, if that is what was asked for', async () => {
    const login = await logIn(op)
    const { status, body } = await exchange(op, login.access, { requested_token_type: ACCESS })
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('refresh_token')
    expect(body.refresh_expires_in).toBe(0)
    const both = await exchange(op, login.access, { requested_token_type: `${TYPE}refresh_token` })
    expect(both.body).toHaveProperty('refresh_token')
  })

  test.each([
    ['openid email', 'openid email'],
    ['openid', 'openid'],
    ['openid orcid', 'openid'],
    ['openid offline_access', 'openid'],
    ['nonsense', ''],
    ['', ''],
  ])('narrows the scopes of the subject token, never widens them: %s', async (scope, granted) => {
    const login = await logIn(op, 'web', { scope: 'openid profile email' })
    const { status, body } = await exchange(op, login.access, { scope })
    expect([status, body.scope]).toEqual([200, granted])
  })

  test('takes a token that was exchanged before, and one of its own', async () => {
    const first = await exchange(op, (await logIn(op)).access)
    expect((await exchange(op, first.access)).status).toBe(200)
    const own = await logIn(op, 'exchanger')
    expect((await exchange(op, own.access)).status).toBe(200)
  })

  test('gives tokens that can be introspected and revoked', async () => {
    const { access, refresh } = await exchange(op, (await logIn(op)).access)
    const resource = clientOf(op, 'resource')
    const { clientId } = clientOf(op, 'exchanger')
    const before = await call(op, 'introspection', resource, { token: access })
    expect(before.body).toMatchObject({ active: true, client_id: clientId })
    expect((await call(op, 'revocation', clientOf(op, 'exchanger'), { token: refresh })).status).toBe(200)
    expect((await call(op, 'introspection', resource, { token: access })).body).toEqual({ active: false })
  })

  test('ends with the session', async () => {
    const login = await logIn(op)
    const { access } = await exchange(op, login.access)
    await login.browser.get(urlOf(op, 'endSession', { id_token_hint: login.id }))
    expect(await userinfoStatus(op, access)).toBe(401)
  })

  test('works from a login with offline_access after its session', async () => {
    const login = await logIn(op, 'offline', { scope: 'openid offline_access' })
    await login.browser.get(urlOf(op, 'endSession', { id_token_hint: login.id }))
    expect((await exchange(op, login.access)).status).toBe(200)
  })
})

test('a fault widens the scopes, or overlooks an end', async () => {
  const fault = { id: 'exchange.careless', title: 'a careless exchange', breaks: 'TX-SCOPE', at: 'behaviour' } as const
  const login = await logIn(op)
  const widens = op.fault({ ...fault, behave: { exchangeWidens: true } })
  const wide = await exchange(op, login.access, { scope: 'openid email' })
  widens.lift()
  expect(wide.body.scope).toBe('openid email')
  await login.browser.get(urlOf(op, 'endSession', { id_token_hint: login.id }))
  const blind = op.fault({ ...fault, skip: ['exchange.subject-token-invalid'] })
  const dead = await exchange(op, login.access)
  blind.lift()
  expect(dead.status).toBe(200)
})
