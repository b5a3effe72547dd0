import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { clientOf, logIn, urlOf } from '../testing/relying-party.ts'
import { expectLoggedIn } from '../testing/session.ts'
import { type Visitor, visitor } from '../testing/visitor.ts'

const BYE = 'https://portal.example/logged-out'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const logout = (browser: Visitor, params: Record<string, string>) => browser.get(urlOf(op, 'endSession', params))

describe('the question before a logout', () => {
  const asked = async () => {
    const login = await logIn(op)
    return {
      login,
      question: await logout(login.browser, { client_id: clientOf(op, 'web').clientId, post_logout_redirect_uri: BYE }),
    }
  }

  test('is answered once', async () => {
    const { login, question } = await asked()
    await login.browser.submit(question, {}, 'confirmLogout')
    const again = await login.browser.submit(question, {}, 'confirmLogout')
    expect([again.status, again.page.text]).toEqual([400, expect.stringContaining('Logout failed')])
  })

  test('cannot be answered for somebody else, and stays open meanwhile', async () => {
    const { login, question } = await asked()
    const forged = await visitor(op.origin).submit(question, {}, 'confirmLogout')
    expect(forged.status).toBe(400)
    await expectLoggedIn(op, login)
    expect((await login.browser.submit(question, {}, 'confirmLogout')).away).toBe(BYE)
  })

  test('is void after a wrong code, and after a form without its button', async () => {
    for (const [fill, button] of [[{ session_code: 'x' }, 'confirmLogout'] as const, [{}, undefined] as const]) {
      const { login, question } = await asked()
      expect((await login.browser.submit(question, fill, button)).page.text).toContain('Logout failed')
      expect((await login.browser.submit(question, {}, 'confirmLogout')).page.text).toContain('Logout failed')
      await expectLoggedIn(op, login)
    }
  })

  test('in one of two tabs settles the other', async () => {
    const { login, question } = await asked()
    const second = await logout(login.browser, {})
    expect((await login.browser.submit(question, {}, 'confirmLogout')).away).toBe(BYE)
    expect((await login.browser.submit(second, {}, 'confirmLogout')).status).toBe(400)
  })

  test('shows nothing of the request unescaped', async () => {
    const stop = await logout(visitor(op.origin), { client_id: '"><script>alert(1)</script>' })
    expect(stop.text).not.toContain('<script>alert')
  })
})
