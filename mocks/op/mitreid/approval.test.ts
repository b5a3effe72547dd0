import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { carried, redeem, requestOf, walk } from '../testing/flow.ts'
import { endpointOf, personOf, urlOf } from '../testing/relying-party.ts'
import { type Stop, type Visitor, visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterAll(() => op.close())

const SCOPE = 'openid profile email'

/** Logs in, and stops at the page that asks. */
const asked = async (browser: Visitor, as: string, changes: Record<string, string> = {}): Promise<Stop> => {
  const url = urlOf(op, 'authorization', requestOf(op, 'consent', { scope: SCOPE, ...changes }))
  const stop = await browser.get(url)
  const isLogin = stop.page.forms[0]?.fields.some(({ name }) => name === 'password')
  return isLogin ? browser.submit(stop, { ...personOf(op, as) }, 'submit') : stop
}

const answered = (browser: Visitor, stop: Stop, form: Record<string, string>): Promise<Stop> => {
  const csrf = stop.page.forms[0]?.fields.find(({ name }) => name === '_csrf')?.value ?? ''
  return browser.post(endpointOf(op, 'authorization'), { _csrf: csrf, ...form })
}

describe('the approval page', () => {
  test('names the client, its redirect URI and the scopes, all of them ticked', async () => {
    const { page } = await asked(visitor(op.origin), 'plain')
    expect(page.text).toContain('Approval Required for')
    expect(page.text).toContain('log in using your identity')
    const scopes = page.forms[0]?.fields.filter(({ name, successful }) => name.startsWith('scope_') && successful)
    expect(scopes?.map(({ value }) => value)).toEqual(SCOPE.split(' '))
    expect(page.forms[0]?.buttons.map(({ name }) => name)).toEqual(['authorize', 'deny'])
  })

  test('gives what was left ticked', async () => {
    const browser = visitor(op.origin)
    const stop = await answered(browser, await asked(browser, 'plain'), {
      user_oauth_approval: 'true',
      scope_openid: 'openid',
      scope_email: 'email',
    })
    const { body } = await redeem(op, 'consent', carried(stop).code ?? '')
    expect(body.scope).toBe('openid email')
  })

  test('gives no scope that the client may not have', async () => {
    const browser = visitor(op.origin)
    const form = { user_oauth_approval: 'true', scope_openid: 'openid', scope_x: 'admin' }
    const stop = await answered(browser, await asked(browser, 'plain'), form)
    expect((await redeem(op, 'consent', carried(stop).code ?? '')).body.scope).toBe('openid')
  })

  test('tells the client that it was refused', async () => {
    const stop = await walk(op, 'consent', {}, { button: 'cancel' })
    expect(carried(stop)).toEqual({ error: 'access_denied', error_description: 'User denied access', state: 's' })
  })

  test('hears the hidden field, not the button', async () => {
    const browser = visitor(op.origin)
    const page = await asked(browser, 'plain')
    const stop = await answered(browser, page, { user_oauth_approval: 'false', authorize: 'Authorize' })
    expect(carried(stop).error).toBe('access_denied')
  })

  test('is answered once, by the browser that saw it', async () => {
    const browser = visitor(op.origin)
    const page = await asked(browser, 'plain')
    await answered(browser, page, { user_oauth_approval: 'false' })
    const again = await answered(browser, page, { user_oauth_approval: 'true' })
    expect([again.status, again.away]).toEqual([400, undefined])
    const stranger = await answered(visitor(op.origin), page, { user_oauth_approval: 'true' })
    expect([stranger.status, stranger.away]).toEqual([405, undefined])
  })

  test('may not be shown where nobody may be asked', async () => {
    const browser = visitor(op.origin)
    await asked(browser, 'plain')
    const stop = await asked(browser, 'plain', { prompt: 'none' })
    expect(carried(stop)).toEqual({ error: 'interaction_required', state: 's' })
  })
})

describe('a decision', () => {
  const again = async (remember: Record<string, string>): Promise<readonly [Visitor, Stop]> => {
    const browser = visitor(op.origin)
    const scopes = { scope_openid: 'openid', scope_profile: 'profile' }
    await answered(browser, await asked(browser, 'other'), { user_oauth_approval: 'true', ...scopes, ...remember })
    return [browser, await asked(browser, 'other', { scope: 'openid' })]
  }

  test('is asked for again unless it was to be remembered', async () => {
    const [, stop] = await again({ remember: 'none' })
    expect(stop.page.text).toContain('Approval Required for')
  })

  test('is remembered for its scopes and fewer, and asked for again with prompt=consent or more of them', async () => {
    const [browser, stop] = await again({ remember: 'until-revoked' })
    expect(carried(stop)).toHaveProperty('code')
    const others: readonly Record<string, string>[] = [{ prompt: 'consent' }, { scope: 'openid email' }]
    for (const changes of others) {
      expect((await asked(browser, 'other', changes)).page.text).toContain('Approval Required for')
    }
  })
})
