import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from './index.ts'
import { LOGIN_COOKIE } from './named-logins.ts'
import { call, clientOf, endpointOf, logIn, tokensOf, urlOf } from './testing/relying-party.ts'
import { visitor } from './testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterEach(() => op.reset())
afterAll(() => op.close())

const named = (name: string) => {
  const browser = visitor(op.origin)
  browser.cookies.set(LOGIN_COOKIE, name)
  return browser
}

const arm = (login: string, bend: object) =>
  op.fault({ id: login, title: login, breaks: login, at: 'id-token', ...bend }, { login })

const subOf = (token: string) => decodeJwt(token)?.claims.sub

test('each of many logins at one client has its own fault, at the same time', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `login-${index}`)
  for (const name of names) arm(name, { set: { sub: name } })
  const ids = await Promise.all(
    [...names, undefined].map((name) => logIn(op, 'web', name ? { browser: named(name) } : {})),
  )
  expect(ids.slice(0, -1).map(({ id }) => subOf(id))).toEqual(names)
  expect(subOf(ids.at(-1)?.id ?? '')).toMatch(/@aai\.openaire\.eu$/)
})

test('the tokens carry the name on: to userinfo, to a refresh, and from there', async () => {
  arm('mine', { at: 'userinfo.response', set: { who: 'mine' } })
  const { access, refresh } = await logIn(op, 'refresh', { browser: named('mine') })
  const told = async (token: string) =>
    (await (await fetch(endpointOf(op, 'userinfo'), { headers: { authorization: `bearer ${token}` } })).json()).who
  expect(await told(access)).toBe('mine')
  const again = await tokensOf(op, clientOf(op, 'refresh'), { grant_type: 'refresh_token', refresh_token: refresh })
  expect(await told(again.access)).toBe('mine')
  expect(await told((await logIn(op, 'web')).access)).toBeUndefined()
})

test('so do answers in fragments and in forms', async () => {
  arm('mine', { at: 'introspection.response', set: { who: 'mine' } })
  const { clientId, redirectUris } = clientOf(op, 'hybrid')
  const browser = named('mine')
  await logIn(op, 'web', { browser })
  const request = { client_id: clientId, redirect_uri: redirectUris[0] ?? '', scope: 'openid', nonce: 'n' }
  const url = (mode: string) => urlOf(op, 'authorization', { ...request, response_type: 'code', response_mode: mode })
  const { away = '' } = await browser.get(url('fragment'))
  const posted = await browser.get(url('form_post'))
  const codes = [
    new URLSearchParams(new URL(away).hash.slice(1)).get('code'),
    posted.page.forms[0]?.fields.find(({ name }) => name === 'code')?.value,
  ]
  for (const code of codes) {
    const grant = { grant_type: 'authorization_code', code: code ?? '', redirect_uri: request.redirect_uri }
    const { access } = await tokensOf(op, clientOf(op, 'hybrid'), grant)
    expect((await call(op, 'introspection', clientOf(op, 'resource'), { token: access })).body.who).toBe('mine')
  }
})

test('what a login was given last is known by its name', async () => {
  const first = await logIn(op, 'refresh', { browser: named('mine') })
  expect(op.givenTo('mine')).toMatchObject({
    access_token: first.access,
    refresh_token: first.refresh,
    id_token: first.id,
  })
  const form = { grant_type: 'refresh_token', refresh_token: first.refresh }
  const { access } = await tokensOf(op, clientOf(op, 'refresh'), form)
  expect(op.givenTo('mine').access_token).toBe(access)
  expect(op.givenTo('nobody')).toEqual({})
})
