import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { exchange } from '../testing/exchange.ts'
import { clientOf, logIn, userinfoStatus } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterAll(() => op.close())

test('gives a token of the same user to the client that asks', async () => {
  const login = await logIn(op, 'web', { scope: 'openid email' })
  const { status, body, access } = await exchange(op, login.access)
  expect([status, body.issued_token_type]).toEqual([200, 'urn:ietf:params:oauth:token-type:access_token'])
  expect(decodeJwt(access)?.claims).toMatchObject({
    sub: decodeJwt(login.id)?.claims.sub,
    azp: clientOf(op, 'exchanger').clientId,
  })
  expect(await userinfoStatus(op, access)).toBe(200)
})

test('gives fewer scopes, and never more', async () => {
  const login = await logIn(op, 'web', { scope: 'openid email' })
  expect((await exchange(op, login.access, { scope: 'openid' })).body.scope).toBe('openid')
  expect((await exchange(op, login.access, { scope: 'openid profile' })).body.scope).toBe('openid')
})

test('takes no other token', async () => {
  const { access, id } = await logIn(op)
  for (const token of [id, 'x', '']) expect((await exchange(op, token)).body.error_description).toBe('Invalid token')
  op.elapse(access, op.profile.lifetimes.accessToken + 1)
  expect((await exchange(op, access)).status).toBe(400)
})

test('names an audience in the token, unless nobody is called so', async () => {
  const { access } = await logIn(op)
  const audience = clientOf(op, 'resource').clientId
  expect(decodeJwt((await exchange(op, access, { audience })).access)?.claims.aud).toBe(audience)
  const { status, access: other } = await exchange(op, access, { audience: 'tokenExchange' })
  expect([status, decodeJwt(other)?.claims.aud]).toEqual([200, undefined])
})

test('is for those who are registered for it', async () => {
  const { access } = await logIn(op)
  expect((await exchange(op, access, {}, 'web')).body.error).toBe('invalid_client')
  expect((await exchange(op, access, {}, 'public')).body.error).toBe('invalid_client')
})
