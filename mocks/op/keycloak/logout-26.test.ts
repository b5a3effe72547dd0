import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { clientOf, logIn, urlOf } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

const BYE = 'https://portal.example/logged-out'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: { ...(await loadProfile('openaire-beta')), dialect: 'keycloak-26' } })
})
afterAll(() => op.close())

test.each<[string, Record<string, string>, number, string]>([
  ['the parameter of older versions is ignored', { redirect_uri: BYE }, 200, 'Do you want to log out?'],
  ['an empty hint is no hint', { id_token_hint: '' }, 200, 'Do you want to log out?'],
  [
    'an empty client_id is none',
    { client_id: '', post_logout_redirect_uri: BYE },
    400,
    'Missing parameters: id_token_hint',
  ],
  ['an empty URI is none', { post_logout_redirect_uri: '' }, 200, 'Do you want to log out?'],
])('%s', async (_name, params, status, text) => {
  const stop = await visitor(op.origin).get(urlOf(op, 'endSession', params))
  expect([stop.status, stop.page.text]).toEqual([status, expect.stringContaining(text)])
})

test('an empty state does not come back', async () => {
  const params = { client_id: clientOf(op, 'web').clientId, post_logout_redirect_uri: BYE, state: '' }
  expect((await visitor(op.origin).get(urlOf(op, 'endSession', params))).away).toBe(BYE)
})

test('the question is answered by its code alone', async () => {
  const { browser } = await logIn(op)
  const question = await browser.get(urlOf(op, 'endSession'))
  expect((await browser.submit(question)).page.text).toContain('You are logged out')
})

test('only the cookies of this version are cleared', async () => {
  const login = await logIn(op)
  const stop = await login.browser.get(urlOf(op, 'endSession', { id_token_hint: login.id }))
  const cleared = stop.headers.getSetCookie().filter((line) => line.includes('Max-Age=0'))
  expect(cleared.map((line) => line.split('=', 1)[0])).toEqual(['KEYCLOAK_IDENTITY', 'KEYCLOAK_SESSION'])
})
