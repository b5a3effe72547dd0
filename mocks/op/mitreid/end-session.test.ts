import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { requestOf, walk } from '../testing/flow.ts'
import { clientOf, isSignedIn, logIn, tokensOf, urlOf, userinfoStatus } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterAll(() => op.close())

const goodbyeOf = (role = 'web'): string => clientOf(op, role).postLogoutRedirectUris[0] ?? ''

const QUESTION = 'Do you want to log out of the identity provider?'
const DONE = 'You have been logged out of the identity server.'

test('whoever is logged in is asked, whatever speaks for the logout', async () => {
  const { browser, id } = await logIn(op)
  for (const params of [{}, { id_token_hint: id, post_logout_redirect_uri: goodbyeOf() }, { id_token_hint: 'x' }]) {
    const { status, page, away } = await browser.get(urlOf(op, 'endSession', params as Record<string, string>))
    expect([status, page.text, away]).toEqual([200, expect.stringContaining(QUESTION), undefined])
  }
  expect(await isSignedIn(op, browser)).toBe(true)
})

test('after a yes the session is over, and tokens live on', async () => {
  const { browser, access, refresh } = await logIn(op, 'refresh', { scope: 'openid offline_access' })
  const { page } = await browser.submit(await browser.get(urlOf(op, 'endSession')), {}, 'approve')
  expect([page.title, page.text.includes(DONE)]).toEqual(['OpenID Connect Server - Log out', false])
  expect(await isSignedIn(op, browser)).toBe(false)
  expect(await userinfoStatus(op, access)).toBe(200)
  const form = { grant_type: 'refresh_token', refresh_token: refresh }
  expect((await tokensOf(op, clientOf(op, 'refresh'), form)).status).toBe(200)
})

test('after a no the session lives on, and the way leads on all the same', async () => {
  const { browser, id } = await logIn(op)
  const params = { id_token_hint: id, post_logout_redirect_uri: goodbyeOf(), state: 'x' }
  const stop = await browser.submit(await browser.get(urlOf(op, 'endSession', params)), {}, 'deny')
  expect(stop.away).toBe(`${goodbyeOf()}?state=x`)
  expect(await isSignedIn(op, browser)).toBe(true)
})

test('after a no without an address a page says so', async () => {
  const { browser } = await logIn(op)
  const { page } = await browser.submit(await browser.get(urlOf(op, 'endSession')), {}, 'deny')
  expect(page.text).toContain('You have not been logged out of the identity server.')
})

test('a browser without a session is led on at once, with a state even where there was none', async () => {
  const { id } = await logIn(op)
  const params = { id_token_hint: id, post_logout_redirect_uri: goodbyeOf() }
  expect((await visitor(op.origin).get(urlOf(op, 'endSession', params))).away).toBe(`${goodbyeOf()}?state`)
})

describe('the way leads nowhere', () => {
  const tampered = (token: string) => `${token.slice(0, -6)}AAAAAA`
  test.each<[string, (id: string) => Record<string, string>]>([
    ['without a hint', () => ({ post_logout_redirect_uri: goodbyeOf() })],
    ['by client_id', () => ({ client_id: clientOf(op, 'web').clientId, post_logout_redirect_uri: goodbyeOf() })],
    [
      'for a hint that was tampered with',
      (id) => ({ id_token_hint: tampered(id), post_logout_redirect_uri: goodbyeOf() }),
    ],
    ['for a hint that is no token', () => ({ id_token_hint: 'x', post_logout_redirect_uri: goodbyeOf() })],
    ['to another address', (id) => ({ id_token_hint: id, post_logout_redirect_uri: `${goodbyeOf()}/x` })],
    ['without an address', (id) => ({ id_token_hint: id })],
  ])('%s', async (_name, params) => {
    const { browser, id } = await logIn(op)
    const stop = await browser.submit(await browser.get(urlOf(op, 'endSession', params(id))), {}, 'approve')
    expect([stop.away, stop.page.title]).toEqual([undefined, 'OpenID Connect Server - Log out'])
    const nobody = await visitor(op.origin).get(urlOf(op, 'endSession', params(id)))
    expect([nobody.away, nobody.page.text]).toEqual([undefined, expect.stringContaining(DONE)])
  })
})

test('a form that is not of the page ends nothing', async () => {
  const { browser } = await logIn(op)
  const stop = await browser.post(urlOf(op, 'endSession'), { approve: 'Log Out' })
  expect(stop.status).toBe(405)
  expect(await isSignedIn(op, browser)).toBe(true)
})

describe('the logout of the federation', () => {
  test('asks nobody, and leads where a client is at home', async () => {
    const { browser } = await logIn(op)
    expect((await browser.get(urlOf(op, 'legacyLogout', { redirect: goodbyeOf() }))).away).toBe(goodbyeOf())
    expect(await isSignedIn(op, browser)).toBe(false)
  })

  test.each(['https://evil.example/', '//evil.example', 'javascript:alert(1)', ''])('not to %s', async (redirect) => {
    const stop = await visitor(op.origin).get(urlOf(op, 'legacyLogout', { redirect }))
    expect([stop.away, stop.page.text]).toEqual([undefined, expect.stringContaining('Log Out')])
  })
})

test('the next login is a new one', async () => {
  const { browser } = await logIn(op)
  await browser.submit(await browser.get(urlOf(op, 'endSession')), {}, 'approve')
  const page = await browser.get(urlOf(op, 'authorization', requestOf(op, 'web')))
  expect(page.page.forms[0]?.fields.map(({ name }) => name)).toContain('password')
  expect((await walk(op, 'web', {}, { browser })).away).toContain('code=')
})
