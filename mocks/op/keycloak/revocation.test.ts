import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { codeFor, complaint, redeem, refreshed } from '../testing/flow.ts'
import { call, clientOf, isSignedIn, logIn, userinfoStatus } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const revoke = async (role: string, token: string): Promise<string> => {
  const { status, body } = await call(op, 'revocation', clientOf(op, role), token === '' ? {} : { token })
  return `${status} ${complaint(body)}`.trim()
}

test('an access token goes alone', async () => {
  const { access, refresh, browser } = await logIn(op, 'refresh')
  expect(await revoke('refresh', access)).toBe('200')
  expect(await userinfoStatus(op, access)).toBe(401)
  expect((await refreshed(op, 'refresh', refresh)).status).toBe(200)
  expect(await isSignedIn(op, browser)).toBe(true)
})

describe('a refresh token', () => {
  test('takes all that came of it along, and the session where nobody else is', async () => {
    const { access, refresh, browser } = await logIn(op, 'refresh')
    expect(await revoke('refresh', refresh)).toBe('200')
    expect(await userinfoStatus(op, access)).toBe(401)
    expect((await refreshed(op, 'refresh', refresh)).status).toBe(400)
    expect(await isSignedIn(op, browser)).toBe(false)
  })

  test('leaves others in the session alone', async () => {
    const browser = visitor(op.origin)
    const other = await redeem(op, 'web', await codeFor(op, 'web', {}, { browser }))
    const mine = await redeem(op, 'refresh', await codeFor(op, 'refresh', {}, { browser }))
    await revoke('refresh', mine.refresh)
    expect([await userinfoStatus(op, other.access), await userinfoStatus(op, mine.access)]).toEqual([200, 401])
    expect(await isSignedIn(op, browser)).toBe(true)
  })

  test('takes the other sessions of its user with this client along', async () => {
    const [here, elsewhere] = [await logIn(op, 'refresh', { as: 'other' }), await logIn(op, 'refresh', { as: 'other' })]
    const stranger = await logIn(op, 'refresh', { as: 'minimal' })
    await revoke('refresh', here.refresh)
    expect((await refreshed(op, 'refresh', elsewhere.refresh)).status).toBe(400)
    expect((await refreshed(op, 'refresh', stranger.refresh)).status).toBe(200)
  })
})

describe('what is not revoked', () => {
  test('a token of somebody else', async () => {
    const { access } = await logIn(op)
    expect(await revoke('web-two', access)).toBe('400 invalid_request: Unmatching clients')
    expect(await userinfoStatus(op, access)).toBe(200)
  })

  test('an ID token', async () => {
    expect(await revoke('web', (await logIn(op)).id)).toBe('400 unsupported_token_type: Unsupported token type')
  })

  test('what is none, though that is no failure', async () => {
    expect(await revoke('web', 'nonsense')).toBe('200 invalid_token: Invalid token')
    expect(await revoke('web', '')).toBe('400 invalid_request: Token not provided')
  })

  test('anything, by a client with a wrong secret', async () => {
    const { access } = await logIn(op)
    const thief = { ...clientOf(op, 'web'), secret: 'wrong' }
    expect((await call(op, 'revocation', thief, { token: access })).status).toBe(401)
    expect(await userinfoStatus(op, access)).toBe(200)
  })
})
