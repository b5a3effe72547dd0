import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { ask, type Changes, carried, codeFor, redeem, refusal, walk } from '../testing/flow.ts'
import { call, clientOf, personOf } from '../testing/relying-party.ts'
import { type Stop, type Visitor, visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const OFFLINE = { scope: 'openid offline_access' }

const people = ['plain', 'other', 'minimal', 'non-ascii', 'markup', 'twin', 'orcid']
let next = 0
/** Somebody who has agreed to nothing yet. */
const someone = (): string => people[next++] ?? 'plain'

/** The page that asks, for a user who has just signed in. */
const asked = async (as: string, browser: Visitor, changes: Changes = {}): Promise<Stop> =>
  browser.submit(await ask(op, 'consent', changes, browser), { ...personOf(op, as) }, 'login')

const asksForConsent = (stop: Stop): boolean =>
  stop.page.forms.some(({ buttons }) => buttons.some(({ name }) => name === 'accept'))

describe('a client whose users are asked', () => {
  test('gets there by the address that Keycloak has for it', async () => {
    const stop = await asked(someone(), visitor(op.origin))
    const { pathname, searchParams } = new URL(stop.url)
    expect(pathname).toMatch(/\/login-actions\/required-action$/)
    expect(searchParams.get('execution')).toBe('OAUTH_GRANT')
    const [form] = stop.page.forms
    expect(new URL(form?.action ?? '', stop.url).pathname).toMatch(/\/login-actions\/consent$/)
    expect(form?.buttons.map(({ name }) => name)).toEqual(['accept', 'cancel'])
  })

  test('hears of a refusal, and the user is asked again', async () => {
    const [as, browser] = [someone(), visitor(op.origin)]
    expect(carried(await browser.submit(await asked(as, browser), {}, 'cancel'))).toMatchObject({
      error: 'access_denied',
      state: 's',
    })
    expect(asksForConsent(await asked(as, browser))).toBe(true)
  })

  test('gets its code once the user agrees, who is not asked again', async () => {
    const [as, browser] = [someone(), visitor(op.origin)]
    const code = await codeFor(op, 'consent', {}, { as, browser })
    expect((await redeem(op, 'consent', code)).status).toBe(200)
    expect(carried(await ask(op, 'consent', {}, browser))).toHaveProperty('code')
    const elsewhere = await asked(as, visitor(op.origin))
    expect(carried(elsewhere)).toHaveProperty('code')
  })

  test('has them asked for what is new', async () => {
    const [as, browser] = [someone(), visitor(op.origin)]
    await codeFor(op, 'consent', { scope: 'openid' }, { as, browser })
    expect(asksForConsent(await ask(op, 'consent', { scope: 'openid email' }, browser))).toBe(true)
  })

  test('has them asked again with prompt=consent', async () => {
    const [as, browser] = [someone(), visitor(op.origin)]
    await codeFor(op, 'consent', {}, { as, browser })
    expect(asksForConsent(await ask(op, 'consent', { prompt: 'consent' }, browser))).toBe(true)
  })

  test('is told when there must be no question', async () => {
    const [as, browser] = [someone(), visitor(op.origin)]
    await walk(op, 'web', {}, { as, browser })
    expect(refusal(await ask(op, 'consent', { prompt: 'none' }, browser))).toBe('interaction_required')
  })

  test('gives the agreement back with its refresh token', async () => {
    const as = someone()
    const { refresh } = await redeem(op, 'consent', await codeFor(op, 'consent', OFFLINE, { as }))
    await call(op, 'revocation', clientOf(op, 'consent'), { token: refresh })
    expect(asksForConsent(await asked(as, visitor(op.origin)))).toBe(true)
  })
})

test('clients of which nobody asked anything show no such page', async () => {
  expect(carried(await walk(op, 'web'))).toHaveProperty('code')
})
