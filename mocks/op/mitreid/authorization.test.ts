import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { carried, requestOf, walk } from '../testing/flow.ts'
import { clientOf, endpointOf, logIn, urlOf } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterAll(() => op.close())

const NOT_LOGGED_IN: readonly Readonly<Record<string, string>>[] = [
  {},
  { client_id: '' },
  { client_id: 'nobody' },
  { redirect_uri: 'https://evil.example/' },
  { response_type: 'nothing' },
  { scope: 'unknown' },
]

describe('a user who is not logged in', () => {
  test.each(NOT_LOGGED_IN)('is sent to log in before anything is checked: %j', async (changes) => {
    const answer = await fetch(urlOf(op, 'authorization', requestOf(op, 'web', changes)), { redirect: 'manual' })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe(`${op.issuer}login`)
    expect(answer.headers.get('set-cookie')).toContain('JSESSIONID=')
  })

  test('hears that nobody may be asked, where the client can be told', async () => {
    const silent = await visitor(op.origin).get(urlOf(op, 'authorization', requestOf(op, 'web', { prompt: 'none' })))
    expect(carried(silent)).toEqual({ error: 'login_required', state: 's' })
    const unknown = requestOf(op, 'web', { prompt: 'none', client_id: '' })
    const nowhere = await visitor(op.origin).get(urlOf(op, 'authorization', unknown))
    expect([nowhere.status, nowhere.away]).toEqual([403, undefined])
  })

  test('gets the login page again after a wrong password', async () => {
    const browser = visitor(op.origin)
    const first = await browser.get(urlOf(op, 'authorization', requestOf(op, 'web')))
    const again = await browser.submit(first, { username: 'nobody', password: 'wrong' }, 'submit')
    expect(again.page.text).toContain('The system was unable to log you in. Please try again.')
    expect(new URL(again.url).search).toBe('?error=failure')
  })
})

describe('a request, once the user has logged in,', () => {
  test.each<[string, Readonly<Record<string, string>>, number, string]>([
    ['without a client', { client_id: '' }, 401, 'A client id must be provided'],
    ['of an unknown client', { client_id: 'nobody' }, 401, 'Client with id nobody was not found'],
    ['with another redirect URI', { redirect_uri: 'https://evil.example/' }, 400, 'Invalid redirect'],
    ['with a redirect URI that goes on', { redirect_uri: 'https://portal.example/oidc/callback/x' }, 400, 'Invalid'],
  ])('%s ends at a page', async (_name, changes, status, message) => {
    const stop = await walk(op, 'web', changes)
    expect(stop.away).toBeUndefined()
    expect([stop.status, stop.page.text]).toEqual([status, expect.stringContaining(message)])
  })

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['without a response type', { response_type: '' }, 'unsupported_response_type'],
    ['of an unknown response type', { response_type: 'nothing' }, 'unsupported_response_type'],
    ['for an unknown scope', { scope: 'openid unknown' }, 'invalid_scope'],
    ['for tokens at once', { response_type: 'token' }, 'invalid_client'],
  ])('%s is answered at the redirect URI', async (_name, changes, error) => {
    expect(carried(await walk(op, 'web', changes))).toMatchObject({ error, state: 's' })
  })

  test('leads to the client with a code and nothing else than its state', async () => {
    const stop = await walk(op, 'web', { state: "ü+%'&?" })
    expect(stop.away).toMatch(/^https:\/\/portal\.example\/oidc\/callback\?/)
    expect(carried(stop)).toEqual({ code: expect.stringMatching(/^[0-9A-Za-z]{22}$/), state: "ü+%'&?" })
  })

  test('counts by the first of a repeated parameter', async () => {
    const url = `${urlOf(op, 'authorization', requestOf(op, 'web'))}&redirect_uri=https://evil.example/&state=other`
    const { browser } = await logIn(op)
    const stop = await browser.get(url)
    expect(stop.away).toMatch(/^https:\/\/portal\.example\//)
    expect(carried(stop).state).toBe('s')
  })

  test('is not taken from a form', async () => {
    const { browser } = await logIn(op)
    const stop = await browser.post(endpointOf(op, 'authorization'), requestOf(op, 'web'))
    expect([stop.status, stop.text, stop.headers.get('allow')]).toEqual([405, '', 'GET, HEAD'])
  })

  test.each(['{"userinfo": ', 'x'])('with claims that are no JSON (%s) ends in an exception', async (claims) => {
    const { browser } = await logIn(op)
    expect((await browser.get(urlOf(op, 'authorization', requestOf(op, 'web', { claims })))).status).toBe(500)
  })
})

describe('a session', () => {
  test('spares the next login, for every client', async () => {
    const { browser } = await logIn(op)
    expect(carried(await browser.get(urlOf(op, 'authorization', requestOf(op, 'web-two'))))).toHaveProperty('code')
  })

  test('has another cookie after the login', async () => {
    const browser = visitor(op.origin)
    await browser.get(urlOf(op, 'authorization', requestOf(op, 'web')))
    const before = browser.cookies.get('JSESSIONID')
    await logIn(op, 'web', { browser })
    expect(browser.cookies.get('JSESSIONID')).not.toBe(before)
  })

  test.each<Record<string, string>>([{ prompt: 'login' }, { max_age: '0' }])(
    'does not spare a login that is asked for: %j',
    async (changes) => {
      const login = await logIn(op)
      op.elapse(login.access, 5)
      const stop = await login.browser.get(urlOf(op, 'authorization', requestOf(op, 'web', changes)))
      expect(stop.page.forms[0]?.fields.map(({ name }) => name)).toEqual(['username', 'password', '_csrf'])
      const { username = '', password = '' } = op.people.plain ?? {}
      expect(carried(await login.browser.submit(stop, { username, password }, 'submit'))).toHaveProperty('code')
    },
  )

  test('shows the name that the client expects', async () => {
    const url = urlOf(op, 'authorization', requestOf(op, 'web', { login_hint: 'ada"<' }))
    const { page } = await visitor(op.origin).get(url)
    expect(page.forms[0]?.fields.find(({ name }) => name === 'username')?.value).toBe('ada"<')
  })

  test('takes a login only from its own page', async () => {
    const { username = '', password = '' } = op.people.plain ?? {}
    const stop = await visitor(op.origin).post(`${op.issuer}login`, { username, password })
    expect(stop.status).toBe(405)
  })
})

test('clients of the front channel get their tokens there, with an ID token that vouches for them', async () => {
  const fragment = carried(await walk(op, 'implicit', { response_type: 'id_token token', nonce: 'n' }))
  expect(fragment).toMatchObject({ token_type: 'Bearer', state: 's', id_token: expect.stringMatching(/^ey/) })
  expect(clientOf(op, 'implicit').grants).toContain('implicit')
})
