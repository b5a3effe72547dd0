import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { asked, go, press } from '../testing/feide.ts'
import { ask, carried, redeem } from '../testing/flow.ts'
import { clientOf, endpointOf, urlOf } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'feide' })
})
afterAll(() => op.close())

const HOME = 'https://portal.example/logged-out'

const loggedIn = async (role = 'web') => {
  const browser = visitor(op.origin)
  const { code = '' } = carried(await go(op, role, {}, { browser }))
  const { id, access } = await redeem(op, role, code)
  const isIn = async () => 'code' in carried(await ask(op, 'web', { prompt: 'none' }, browser))
  const out = (params: Record<string, string>) => browser.get(urlOf(op, 'endSession', params))
  return { browser, id, access, isIn, out }
}

describe('with an ID token', () => {
  test.for([0, 3_700])(
    'that is %i seconds old the session ends, and the browser goes back with the state',
    async (age) => {
      const { access, id, isIn, out } = await loggedIn()
      if (age > 0) op.elapse(access, age)
      const params = { id_token_hint: id, post_logout_redirect_uri: HOME, state: 'ä &=' }
      expect((await out(params)).away).toBe(`${HOME}?state=%C3%A4%20%26%3D`)
      expect(await isIn()).toBe(false)
    },
  )

  test('and no address to go to, a page says so; tokens of services live on', async () => {
    const { access, id, isIn, out } = await loggedIn()
    const stop = await out({ id_token_hint: id })
    expect(asked(stop)).toBe('Logged out')
    expect(await isIn()).toBe(false)
    const answer = await fetch(endpointOf(op, 'userinfo'), { headers: { authorization: `Bearer ${access}` } })
    expect(answer.status).toBe(200)
  })

  test('a form does the same', async () => {
    const { browser, id } = await loggedIn()
    const form = { id_token_hint: id, post_logout_redirect_uri: HOME }
    expect((await browser.post(endpointOf(op, 'endSession'), form)).away).toBe(HOME)
  })

  test('accounts stay in the chooser', async () => {
    const { browser, id, out } = await loggedIn()
    await out({ id_token_hint: id })
    const { page } = await ask(op, 'web', {}, browser)
    expect(page.forms[0]?.buttons[0]).toMatchObject({ name: 'account', value: 'ada@nordhavn.example' })
    expect(page.text).not.toContain('logged in')
  })
})

describe('what is refused ends nothing', () => {
  const cases: readonly (readonly [string, (id: string) => Record<string, string>])[] = [
    ['an address alone', () => ({ post_logout_redirect_uri: HOME })],
    ['an address by client_id', () => ({ post_logout_redirect_uri: HOME, client_id: clientOf(op, 'web').clientId })],
    ['an address of nobody', (id) => ({ id_token_hint: id, post_logout_redirect_uri: `${HOME}/` })],
    [
      'an address of another',
      (id) => ({ id_token_hint: id, post_logout_redirect_uri: 'https://archive.example/logged-out' }),
    ],
    ['a broken signature', (id) => ({ id_token_hint: `${id.slice(0, -6)}AAAAAA` })],
    ['no token at all', () => ({ id_token_hint: 'x' })],
    ['another client', (id) => ({ id_token_hint: id, client_id: clientOf(op, 'web-two').clientId })],
  ]
  test.for(cases)('%s', async ([, params]) => {
    const { id, isIn, out } = await loggedIn()
    const stop = await out(params(id))
    expect([stop.status, stop.away]).toEqual([400, undefined])
    expect(await isIn()).toBe(true)
  })
})

describe('without an ID token the user is asked', () => {
  test.for<['confirm' | 'stay', string, boolean]>([
    ['confirm', 'Logged out', false],
    ['stay', 'Logged out', true],
  ])('%s', async ([button, page, stays]) => {
    const { browser, isIn, out } = await loggedIn()
    const question = await out({})
    expect(asked(question)).toBe('Log out')
    expect(asked(await press(browser, question, button, 'yes'))).toBe(stays ? 'Still logged in' : page)
    expect(await isIn()).toBe(stays)
  })

  test('by a form of its own session only', async () => {
    const { browser, isIn } = await loggedIn()
    const stop = await browser.post(endpointOf(op, 'endSession'), { confirm: 'yes', verifier: 'guessed' })
    expect(asked(stop)).toBe('403 Something went wrong')
    expect(await isIn()).toBe(true)
  })

  test('unless nobody is logged in', async () => {
    expect(asked(await visitor(op.origin).get(urlOf(op, 'endSession')))).toBe('Logged out')
  })
})

test('the address of old asks nobody, and goes nowhere', async () => {
  const { browser, isIn } = await loggedIn()
  expect(asked(await browser.get(`${op.origin}/logout?redirect=${encodeURIComponent(HOME)}`))).toBe('Logged out')
  expect(await isIn()).toBe(false)
})
