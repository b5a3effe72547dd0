import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt, signingInput } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { complaint } from '../testing/flow.ts'
import { call, clientOf, logIn, urlOf } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const introspected = (form: Readonly<Record<string, string>>, role = 'resource') =>
  call(op, 'introspection', clientOf(op, role), form)

test('a token is described by its own claims, and those of its user', async () => {
  const { access } = await logIn(op, 'web', { scope: 'openid email profile' })
  const { status, body } = await introspected({ token: access })
  const { typ, iat, exp, sub, sid, iss, azp } = decodeJwt(access)?.claims ?? {}
  expect(status).toBe(200)
  expect(body).toMatchObject({ active: true, typ, iat, exp, sub, sid, iss, azp })
  expect(body).toMatchObject({ client_id: clientOf(op, 'web').clientId, email: op.people.plain?.attributes.email })
})

test('refresh tokens and ID tokens are known as well, whatever the hint', async () => {
  const { refresh, id } = await logIn(op, 'refresh')
  for (const token of [refresh, id]) {
    for (const token_type_hint of ['access_token', 'refresh_token']) {
      expect((await introspected({ token, token_type_hint })).body.active).toBe(true)
    }
  }
})

test('of all others nothing is said', async () => {
  const { access, id, browser } = await logIn(op)
  const aged = await logIn(op)
  op.elapse(aged.access, op.profile.lifetimes.accessToken)
  await browser.get(urlOf(op, 'endSession', { id_token_hint: id }))
  for (const token of ['', 'x', `${access}x`, access.slice(0, -6).concat('AAAAAA'), access, aged.access]) {
    expect((await introspected({ token })).body).toEqual({ active: false })
  }
})

describe('who asks', () => {
  const answer = async (role: string | undefined, form: Readonly<Record<string, string>> = { token: 'x' }) => {
    const { status, body } = await call(op, 'introspection', role ? clientOf(op, role) : undefined, form)
    return `${status} ${complaint(body)}`
  }

  test('nobody, or somebody without a secret', async () => {
    expect(await answer(undefined)).toBe('401 invalid_request: Authentication failed.')
    expect(await answer('public')).toBe('403 invalid_request: Client not allowed.')
  })

  test('without saying what, or about something odd', async () => {
    expect(await answer('resource', {})).toBe('400 invalid_request: Token not provided.')
    const hint = { token: 'x', token_type_hint: 'pigeon' }
    expect(await answer('resource', hint)).toBe('400 invalid_request: Unsupported token type [pigeon].')
    const unsigned = { token: `${signingInput({ alg: 'none' }, { sub: 'x' })}.` }
    expect(await answer('resource', unsigned)).toBe('400 invalid_request: Failed to introspect token.')
  })
})
