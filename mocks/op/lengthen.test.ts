import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from './index.ts'
import { LOGIN_COOKIE } from './named-logins.ts'
import { endpointOf, logIn } from './testing/relying-party.ts'
import { visitor } from './testing/visitor.ts'

/** Without the latter some issuers give no refresh token. */
const SCOPE = 'openid offline_access'

const lengthen = (op: RunningProvider, tokenLength: number) =>
  op.fault({ id: 'x', title: 'x', breaks: 'x', at: 'behaviour', behave: { tokenLength } }, { login: 'long' })

const named = (op: RunningProvider) => {
  const browser = visitor(op.origin)
  browser.cookies.set(LOGIN_COOKIE, 'long')
  return browser
}

// Tomcat, on which the legacy issuer runs, takes 8 KiB of headers.
describe.each([
  { profile: 'openaire-beta', lengths: [1400, 4000, 12_000] },
  { profile: 'openaire-legacy', lengths: [1400, 4000] },
])('the tokens of one login at $profile', ({ profile, lengths }) => {
  let op: RunningProvider
  beforeAll(async () => {
    op = await startProvider({ profile })
  })
  afterAll(() => op.close())

  test.each(lengths)('have %i characters, and userinfo takes them', async (length) => {
    const { lift } = lengthen(op, length)
    const { access, id, refresh } = await logIn(op, 'refresh', { browser: named(op), scope: SCOPE })
    lift()
    for (const token of [access, id, refresh]) {
      expect(token.length).toBeGreaterThanOrEqual(length - 1)
      expect(token.length).toBeLessThanOrEqual(length)
    }
    const told = await fetch(endpointOf(op, 'userinfo'), { headers: { authorization: `Bearer ${access}` } })
    expect(told.status).toBe(200)
    expect(decodeJwt(id)?.claims).toMatchObject({ iss: op.issuer, padding: expect.any(String) })
  })

  test('are as they come where they are longer by themselves, and in every other login', async () => {
    const { lift } = lengthen(op, 300)
    const { id } = await logIn(op, 'refresh', { browser: named(op) })
    lift()
    lengthen(op, 4000)
    const { id: another } = await logIn(op, 'refresh')
    for (const token of [id, another]) expect(decodeJwt(token)?.claims).not.toHaveProperty('padding')
  })
})
