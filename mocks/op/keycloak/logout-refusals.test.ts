import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { clientOf, endpointOf, logIn, type Tokens, urlOf, userinfoStatus } from '../testing/relying-party.ts'
import { expectLoggedIn } from '../testing/session.ts'
import { type Visitor, visitor } from '../testing/visitor.ts'

const BYE = 'https://portal.example/logged-out'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const logout = (browser: Visitor, params: Record<string, string>) => browser.get(urlOf(op, 'endSession', params))

describe('a logout refuses, and ends nothing:', () => {
  const alienUnsigned = (id: string) => {
    const [, claims] = id.split('.')
    return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
  }
  const cases: Readonly<Record<string, readonly [(login: Tokens) => Record<string, string>, string]>> = {
    'a hint that was tampered with': [({ id }) => ({ id_token_hint: `${id.slice(0, -8)}AAAAAAAA` }), 'id_token_hint'],
    'an unsigned hint': [({ id }) => ({ id_token_hint: alienUnsigned(id) }), 'id_token_hint'],
    'an access token as hint': [({ access }) => ({ id_token_hint: access }), 'id_token_hint'],
    'a hint that is no JWT': [() => ({ id_token_hint: 'x' }), 'id_token_hint'],
    'an empty hint': [() => ({ id_token_hint: '' }), 'id_token_hint'],
    'a client_id that the hint does not name': [
      ({ id }) => ({ id_token_hint: id, client_id: clientOf(op, 'web-two').clientId }),
      'id_token_hint',
    ],
    'a hint with an unknown client_id': [({ id }) => ({ id_token_hint: id, client_id: 'nobody' }), 'id_token_hint'],
  }
  test.each(Object.entries(cases))('%s', async (_name, [params, named]) => {
    const login = await logIn(op)
    const stop = await logout(login.browser, { ...params(login), post_logout_redirect_uri: BYE })
    expect(stop.status).toBe(400)
    expect(stop.away).toBeUndefined()
    expect(stop.page.text).toContain(`Invalid parameter: ${named}`)
    await expectLoggedIn(op, login)
  })

  test('a hint of another issuer', async () => {
    const production = await startProvider({ profile: 'openaire-production' })
    const theirs = await logIn(production)
    const login = await logIn(op)
    const stop = await logout(login.browser, { id_token_hint: theirs.id, post_logout_redirect_uri: BYE })
    await production.close()
    expect(stop.status).toBe(400)
    await expectLoggedIn(op, login)
  })

  test.each([
    'https://evil.example/logged-out',
    `${BYE}/`,
    `${BYE}?a=b`,
    `${BYE}#x`,
    'https://portal.example/oidc/callback',
    'https://sub.portal.example/logged-out',
    'https://portal.example@evil.example/logged-out',
    'https://portal.example/logged-out%2F',
    'http://portal.example/logged-out',
    'HTTPS://portal.example/logged-out',
    '',
  ])('the URI %s, which is not registered', async (uri) => {
    const login = await logIn(op)
    for (const [name, value] of [
      ['id_token_hint', login.id],
      ['client_id', clientOf(op, 'web').clientId],
    ] as const) {
      const stop = await logout(login.browser, { [name]: value, post_logout_redirect_uri: uri })
      expect(stop.status).toBe(400)
      expect(stop.page.text).toContain('Invalid redirect uri')
    }
    await expectLoggedIn(op, login)
  })

  test('a URI without hint and client', async () => {
    const login = await logIn(op)
    const stop = await logout(login.browser, { post_logout_redirect_uri: BYE })
    expect([stop.status, stop.page.text]).toEqual([400, expect.stringContaining('Missing parameters: id_token_hint')])
    await expectLoggedIn(op, login)
  })

  test('a URI of an unknown client', async () => {
    const stop = await logout(visitor(op.origin), { client_id: 'nobody', post_logout_redirect_uri: BYE })
    expect([stop.status, stop.page.text]).toEqual([400, expect.stringContaining('Invalid redirect uri')])
  })

  test('the parameter of older versions', async () => {
    const login = await logIn(op)
    const stop = await logout(login.browser, { redirect_uri: BYE, id_token_hint: login.id })
    expect([stop.status, stop.page.text]).toEqual([400, expect.stringContaining('Invalid parameter: redirect_uri')])
    await expectLoggedIn(op, login)
  })

  test('a body that is no form', async () => {
    const answer = await fetch(endpointOf(op, 'endSession'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(answer.status).toBe(415)
  })
})

describe('a fault', () => {
  test('lets a provider follow an unregistered URI', async () => {
    const login = await logIn(op)
    const armed = op.fault({
      id: 'logout.any-uri',
      title: 'a logout that leads anywhere',
      breaks: 'LOGOUT-REDIRECT-UNREGISTERED',
      at: 'behaviour',
      skip: ['logout.redirect-uri-invalid'],
    })
    const evil = 'https://evil.example/'
    const stop = await logout(login.browser, { id_token_hint: login.id, post_logout_redirect_uri: evil })
    armed.lift()
    expect(stop.away).toBe(evil)
  })

  test.each<[string, object, (login: Tokens) => Record<string, string>, string | undefined]>([
    [
      'follow what older software followed',
      { logoutRedirect: 'followed' },
      () => ({ redirect: BYE }),
      `${BYE}?state=s`,
    ],
    ['lose the state', { logoutState: 'lost' }, () => ({ post_logout_redirect_uri: BYE }), BYE],
    [
      'want a fresh hint, and take one',
      { logoutHint: 'unexpired' },
      () => ({ post_logout_redirect_uri: BYE }),
      `${BYE}?state=s`,
    ],
  ])('lets a provider %s', async (_name, behave, params, away) => {
    const login = await logIn(op)
    const fault = { id: 'logout.other', title: 'another logout', breaks: 'LOGOUT-REDIRECT', at: 'behaviour' } as const
    const armed = op.fault({ ...fault, behave: { ...behave } })
    const stop = await logout(login.browser, { id_token_hint: login.id, state: 's', ...params(login) })
    armed.lift()
    expect(stop.away).toBe(away)
  })

  test('lets a provider refuse a hint for its age', async () => {
    const fault = { id: 'logout.age', title: 'a logout for the quick', breaks: 'LOGOUT-EXPIRED-HINT' } as const
    const stale = op.fault({ ...fault, at: 'id-token', set: { exp: 1_000_000_000 } })
    const armed = op.fault({ ...fault, at: 'behaviour', behave: { logoutHint: 'unexpired' } })
    const login = await logIn(op)
    const stop = await logout(login.browser, { id_token_hint: login.id, post_logout_redirect_uri: BYE })
    stale.lift()
    armed.lift()
    expect(stop.status).toBe(400)
  })

  test('lets a provider forget to end the session', async () => {
    const login = await logIn(op)
    const armed = op.fault({
      id: 'logout.forgets',
      title: 'a logout that ends nothing',
      breaks: 'LOGOUT-ENDS',
      at: 'behaviour',
      behave: { logout: 'forgets' },
    })
    await logout(login.browser, { id_token_hint: login.id })
    armed.lift()
    expect(await userinfoStatus(op, login.access)).toBe(200)
  })
})
