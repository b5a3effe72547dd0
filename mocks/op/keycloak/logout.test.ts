import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import {
  call,
  clientOf,
  endpointOf,
  isSignedIn,
  logIn,
  tokensOf,
  urlOf,
  userinfoStatus,
} from '../testing/relying-party.ts'
import { expectLoggedIn, expectLoggedOut } from '../testing/session.ts'
import { type Visitor, visitor } from '../testing/visitor.ts'

const BYE = 'https://portal.example/logged-out'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const logout = (browser: Visitor, params: Record<string, string>) => browser.get(urlOf(op, 'endSession', params))

describe('with an ID token hint', () => {
  test('ends the session and says so', async () => {
    const login = await logIn(op)
    const stop = await logout(login.browser, { id_token_hint: login.id })
    expect(stop.status).toBe(200)
    expect(stop.page.text).toContain('You are logged out')
    expect(stop.headers.getSetCookie().join()).toContain('KEYCLOAK_IDENTITY=;')
    await expectLoggedOut(op, login)
  })

  test('takes refresh tokens and introspection with it', async () => {
    const login = await logIn(op, 'refresh')
    await logout(login.browser, { id_token_hint: login.id })
    const refreshed = await tokensOf(op, clientOf(op, 'refresh'), {
      grant_type: 'refresh_token',
      refresh_token: login.refresh,
    })
    expect(refreshed.body).toEqual({ error: 'invalid_grant', error_description: 'Session not active' })
    const { body } = await call(op, 'introspection', clientOf(op, 'resource'), { token: login.access })
    expect(body).toEqual({ active: false })
  })

  test('leaves what was granted offline', async () => {
    const login = await logIn(op, 'offline', { scope: 'openid offline_access' })
    await logout(login.browser, { id_token_hint: login.id })
    const refreshed = await tokensOf(op, clientOf(op, 'offline'), {
      grant_type: 'refresh_token',
      refresh_token: login.refresh,
    })
    expect(refreshed.status).toBe(200)
  })

  test('sends the browser back with its state', async () => {
    const login = await logIn(op)
    const state = "x y&z=ü+%'?"
    const stop = await logout(login.browser, { id_token_hint: login.id, post_logout_redirect_uri: BYE, state })
    expect(stop.status).toBe(302)
    const back = new URL(stop.away ?? '')
    expect(back.origin + back.pathname).toBe(BYE)
    expect([...back.searchParams]).toEqual([['state', state]])
    await expectLoggedOut(op, login)
  })

  test('invents no state', async () => {
    const login = await logIn(op)
    const stop = await logout(login.browser, { id_token_hint: login.id, post_logout_redirect_uri: BYE })
    expect(stop.away).toBe(BYE)
  })

  test('by form as well', async () => {
    const login = await logIn(op)
    const form = { id_token_hint: login.id, post_logout_redirect_uri: BYE, state: 's' }
    expect((await login.browser.post(endpointOf(op, 'endSession'), form)).away).toBe(`${BYE}?state=s`)
    await expectLoggedOut(op, login)
  })

  test('works long after the ID token has expired', async () => {
    const stale = {
      id: 'id-token.stale',
      title: 'a stale ID token',
      breaks: 'OIDCC-2-exp',
      set: { exp: 1_000_000_000 },
    }
    const armed = op.fault({ ...stale, at: 'id-token' })
    const login = await logIn(op)
    armed.lift()
    const stop = await logout(login.browser, { id_token_hint: login.id, post_logout_redirect_uri: BYE })
    expect(stop.away).toBe(BYE)
  })

  test('ends the session even where no cookie comes along, and redirects again when it has ended', async () => {
    const login = await logIn(op)
    const params = { id_token_hint: login.id, post_logout_redirect_uri: BYE }
    const bare = await logout(visitor(op.origin), params)
    expect(bare.away).toBe(BYE)
    expect(bare.headers.getSetCookie().join()).not.toContain('KEYCLOAK_IDENTITY')
    await expectLoggedOut(op, login)
    expect((await logout(login.browser, params)).away).toBe(BYE)
  })

  test('ends every client of the session', async () => {
    const first = await logIn(op)
    const second = await logIn(op, 'web-two', { browser: first.browser })
    await logout(first.browser, { id_token_hint: first.id })
    await expectLoggedOut(op, second)
  })

  test('asks when the hint is of another session, then ends that one and clears this browser', async () => {
    const theirs = await logIn(op)
    const ours = await logIn(op, 'web', { as: 'other' })
    const params = { id_token_hint: theirs.id, post_logout_redirect_uri: BYE }
    const question = await logout(ours.browser, params)
    expect(question.page.text).toContain('Do you want to log out?')
    await expectLoggedIn(op, theirs)
    expect((await ours.browser.submit(question, {}, 'confirmLogout')).away).toBe(BYE)
    await expectLoggedOut(op, theirs)
    expect(await userinfoStatus(op, ours.access)).toBe(200)
    expect(await isSignedIn(op, ours.browser)).toBe(false)
  })
})

describe('without a hint', () => {
  test('comes back at once when nobody is signed in', async () => {
    const params = { client_id: clientOf(op, 'web').clientId, post_logout_redirect_uri: BYE, state: 's' }
    expect((await logout(visitor(op.origin), params)).away).toBe(`${BYE}?state=s`)
  })

  test.each<[string, () => Record<string, string>]>([
    ['nothing', () => ({})],
    ['a client only', () => ({ client_id: clientOf(op, 'web').clientId })],
    ['an unknown client', () => ({ client_id: 'nobody' })],
    ['what MITREid called redirect', () => ({ redirect: BYE })],
    ['a logout_hint', () => ({ logout_hint: 'plain' })],
  ])('asks whoever comes with %s, signed in or not', async (_name, params) => {
    const login = await logIn(op)
    for (const browser of [login.browser, visitor(op.origin)]) {
      const stop = await logout(browser, params())
      expect(stop.status).toBe(200)
      expect(stop.page.text).toContain('Do you want to log out?')
    }
    await expectLoggedIn(op, login)
  })

  test('asks, and then comes back with the state', async () => {
    const login = await logIn(op)
    const params = { client_id: clientOf(op, 'web').clientId, post_logout_redirect_uri: BYE, state: 's' }
    const question = await logout(login.browser, params)
    await expectLoggedIn(op, login)
    expect((await login.browser.submit(question, {}, 'confirmLogout')).away).toBe(`${BYE}?state=s`)
    await expectLoggedOut(op, login)
  })

  test('asks, and then says that it is done', async () => {
    const login = await logIn(op)
    const question = await logout(login.browser, {})
    const stop = await login.browser.submit(question, {}, 'confirmLogout')
    expect([stop.status, stop.page.text]).toEqual([200, expect.stringContaining('You are logged out')])
    await expectLoggedOut(op, login)
  })
})
