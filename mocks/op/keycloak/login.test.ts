import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { ask, type Changes, carried, codeFor, redeem, refusal, walk } from '../testing/flow.ts'
import { personOf } from '../testing/relying-party.ts'
import { type Stop, type Visitor, visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const signedIn = async (as = 'plain'): Promise<Visitor> => {
  const browser = visitor(op.origin)
  await walk(op, 'web', {}, { as, browser })
  return browser
}

const claimsOf = async (browser: Visitor, role = 'web', changes: Changes = {}) => {
  const { id } = await redeem(op, role, await codeFor(op, role, changes, { browser }))
  return decodeJwt(id)?.claims ?? {}
}

const fieldsOf = ({ page }: Stop): readonly string[] =>
  page.forms.flatMap(({ fields }) => fields.map(({ name }) => name))

describe('the form', () => {
  test.each([
    ['a wrong password', { password: 'wrong' }],
    ['a user whom nobody knows', { username: 'nobody' }],
    ['nothing', { username: '', password: '' }],
  ])('with %s comes again, and forgives', async (_what, wrong) => {
    const browser = visitor(op.origin)
    const again = await browser.submit(await ask(op, 'web', {}, browser), { ...personOf(op, 'plain'), ...wrong })
    expect(again.status).toBe(200)
    expect(again.page.text).toContain('Invalid username or password.')
    expect(again.away).toBeUndefined()
    expect(carried(await browser.submit(again, { ...personOf(op, 'plain') }))).toHaveProperty('code')
  })

  test('can be asked for by POST as well', async () => {
    const browser = visitor(op.origin)
    const url = new URL((await ask(op, 'web', {}, visitor(op.origin))).url)
    const stop = await browser.post(url.origin + url.pathname, Object.fromEntries(url.searchParams))
    expect(fieldsOf(stop)).toContain('password')
  })

  test('shows the hint', async () => {
    const stop = await ask(op, 'web', { login_hint: '"><b>x' })
    expect(stop.page.forms[0]?.fields.find(({ name }) => name === 'username')?.value).toBe('"><b>x')
  })

  test('is of use once', async () => {
    const browser = visitor(op.origin)
    const form = await ask(op, 'web', {}, browser)
    expect(carried(await browser.submit(form, { ...personOf(op, 'plain') }))).toHaveProperty('code')
    expect(refusal(await browser.submit(form, { ...personOf(op, 'plain') }))).toContain('You are already logged in.')
  })

  test('without its cookies is refused', async () => {
    const form = await ask(op, 'web')
    const stranger = visitor(op.origin)
    expect(refusal(await stranger.submit(form, { ...personOf(op, 'plain') }))).toContain('page 400: ')
  })
})

describe('single sign-on', () => {
  test('spares the form, and says so', async () => {
    const browser = await signedIn()
    const [first, second] = [await claimsOf(browser), await claimsOf(browser, 'web-two')]
    expect(second.sid).toBe(first.sid)
    expect(second.auth_time).toBe(first.auth_time)
    expect(second.acr).toBe('0')
  })

  test('is of one browser', async () => {
    await signedIn()
    expect(refusal(await ask(op, 'web', { prompt: 'none' }))).toBe('login_required')
  })

  test('ends with the session', async () => {
    const browser = await signedIn()
    op.elapse(await codeFor(op, 'web', {}, { browser }), op.profile.lifetimes.session)
    expect(fieldsOf(await ask(op, 'web', {}, browser))).toContain('password')
  })
})

describe('prompt', () => {
  test('none gets a code where somebody is signed in', async () => {
    expect(carried(await ask(op, 'web', { prompt: 'none' }, await signedIn()))).toHaveProperty('code')
  })

  test('login asks for the password of the same user', async () => {
    const browser = await signedIn()
    const form = await ask(op, 'web', { prompt: 'login' }, browser)
    expect(fieldsOf(form)).toContain('password')
    const wrong = await browser.submit(form, { password: 'wrong' })
    expect(fieldsOf(wrong)).toContain('password')
    const { password } = personOf(op, 'plain')
    expect(carried(await browser.submit(wrong, { password }))).toHaveProperty('code')
  })

  test('what nobody knows is not looked at', async () => {
    expect(carried(await ask(op, 'web', { prompt: 'select_account' }, await signedIn()))).toHaveProperty('code')
  })
})

describe('max_age', () => {
  const ageing = async (seconds: number): Promise<Visitor> => {
    const browser = await signedIn()
    op.elapse(await codeFor(op, 'web', {}, { browser }), seconds)
    return browser
  }

  test.each([
    [60, '30', true],
    [60, '120', false],
    [60, '', false],
  ])('after %i seconds, max_age "%s": asks again is %s', async (seconds, max_age, asks) => {
    const stop = await ask(op, 'web', { max_age }, await ageing(seconds))
    expect(fieldsOf(stop).includes('password')).toBe(asks)
  })

  test('with prompt=none the answer is that a login is required', async () => {
    const browser = await ageing(60)
    expect(refusal(await ask(op, 'web', { max_age: '30', prompt: 'none' }, browser))).toBe('login_required')
  })

  test('the new login has a time of its own', async () => {
    const browser = await ageing(3_000)
    const before = await claimsOf(browser)
    const after = await claimsOf(browser, 'web', { max_age: '30' })
    expect(Number(after.auth_time) - Number(before.auth_time)).toBeGreaterThanOrEqual(2_999)
  })
})
