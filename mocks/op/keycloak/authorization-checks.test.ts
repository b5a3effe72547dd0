import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { ask, type Changes, carried, refusal } from '../testing/flow.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

/** What can be wrong with a request, in the order in which Keycloak finds it. */
const WRONG: readonly (readonly [changes: Changes, answer: string])[] = [
  [{ client_id: 'nobody' }, 'Client not found.'],
  [{ request: 'nonsense' }, 'Invalid Request'],
  [{ max_age: 'soon' }, 'Invalid Request'],
  [{ redirect_uri: 'https://evil.example/' }, 'Invalid parameter: redirect_uri'],
  [{ response_type: 'cod' }, 'unsupported_response_type'],
  [{ response_mode: 'carrier-pigeon' }, 'invalid_request: Invalid parameter: response_mode'],
  [{ scope: 'openid nonsense' }, 'invalid_scope: Invalid scopes: openid nonsense'],
  [
    { code_challenge_method: 'plain', code_challenge: '' },
    'invalid_request: Invalid parameter: code challenge method is not configured one',
  ],
  [{ code_challenge: 'short' }, 'invalid_request: Invalid parameter: code_challenge'],
]

const pairs = WRONG.flatMap(([first, answer], index) =>
  WRONG.slice(index + 1)
    .filter(([second]) => Object.keys(second).every((name) => !(name in first)))
    .map(([second]) => ({ first, second, answer })),
)

describe('of two things wrong the one that is found first is answered', () => {
  test.each(WRONG)('%j alone', async (changes, answer) => {
    expect(refusal(await ask(op, 'pkce', changes))).toContain(answer)
  })

  test.each(pairs)('$first before $second', async ({ first, second, answer }) => {
    expect(refusal(await ask(op, 'pkce', { ...second, ...first }))).toContain(answer)
  })
})

describe('between client and redirect URI nothing is sent anywhere', () => {
  test.each([
    [{ client_id: '' }, 'Invalid Request'],
    [{ redirect_uri: '' }, 'Invalid parameter: redirect_uri'],
    [{ redirect_uri: 'https://portal.example/oidc/callback/' }, 'Invalid parameter: redirect_uri'],
    [{ redirect_uri: 'HTTPS://portal.example/oidc/callback' }, 'Invalid parameter: redirect_uri'],
    [{ redirect_uri: 'https://portal.example/oidc/callback#x' }, 'Invalid parameter: redirect_uri'],
    [{ redirect_uri: 'https://portal.example/oidc/callback?x' }, 'Invalid parameter: redirect_uri'],
    [{ redirect_uri: 'https://portal.example:443/oidc/callback' }, 'Invalid parameter: redirect_uri'],
    [{ redirect_uri: 'https://portal.example/oidc/x/../callback' }, 'Invalid parameter: redirect_uri'],
    [{ redirect_uri: 'https://portal.example/oidc%2Fcallback' }, 'Invalid parameter: redirect_uri'],
    [{ redirect_uri: 'https://portal.example@evil.example/oidc/callback' }, 'Invalid parameter: redirect_uri'],
  ])('%j', async (changes, answer) => {
    const stop = await ask(op, 'web', changes)
    expect(stop.away).toBeUndefined()
    expect(stop.status).toBe(400)
    expect(stop.page.text).toContain(answer)
  })

  test('a port of its own is for loopback addresses only', async () => {
    const local = await ask(op, 'web', { redirect_uri: 'http://127.0.0.1:50123/oidc/callback', prompt: 'none' })
    expect(local.away).toMatch(/^http:\/\/127\.0\.0\.1:50123\/oidc\/callback\?error=login_required/)
  })
})

describe('what a registration does not allow', () => {
  test.each([
    ['web', { response_type: 'token' }, 'unauthorized_client: Client is not allowed to initiate browser login'],
    ['implicit', { response_type: 'code' }, 'unauthorized_client: Client is not allowed to initiate browser login'],
    ['service', { redirect_uri: 'https://portal.example/' }, 'page 400'],
    ['limited', { scope: 'openid email' }, 'invalid_scope: Invalid scopes: openid email'],
  ])('%s with %j', async (role, changes, answer) => {
    expect(refusal(await ask(op, role, changes))).toContain(answer)
  })
})

describe('scope as Keycloak splits it', () => {
  test.each(['openid  email', ' openid', 'OPENID', 'openid,email'])('"%s" is unknown', async (scope) => {
    expect(refusal(await ask(op, 'web', { scope, prompt: 'none' }))).toContain('invalid_scope')
  })

  test.each(['openid openid', 'email', 'openid email profile'])('"%s" is fine', async (scope) => {
    expect(refusal(await ask(op, 'web', { scope, prompt: 'none' }))).toBe('login_required')
  })
})

describe('errors travel as the answer would have', () => {
  test.each([
    ['code', undefined, 'web', '?'],
    ['code', 'fragment', 'web', '#'],
    ['code id_token', undefined, 'hybrid', '#'],
    ['id_token', undefined, 'implicit', '#'],
  ])('%s with mode %s of %s: %s', async (response_type, response_mode = '', role, mark) => {
    const { away = '' } = await ask(op, role, { response_type, response_mode, nonce: 'n', prompt: 'none' })
    expect(away.replace(/^[^?#]*/, '')).toMatch(new RegExp(`^\\${mark}error=login_required&state=s`))
  })

  test('state comes back as it was sent, and only if it was', async () => {
    const state = '<s>&ü %'
    expect(carried(await ask(op, 'web', { state, prompt: 'none' }))).toMatchObject({ state })
    expect(carried(await ask(op, 'web', { state: '', prompt: 'none' }))).not.toHaveProperty('state')
  })
})

describe('a fault makes the provider blind to one check', () => {
  const blind = { id: 'x', title: 'x', breaks: 'x', at: 'behaviour', skip: ['authorization.scope-invalid'] } as const

  test('for every client, or for one', async () => {
    const request = { scope: 'openid nonsense', prompt: 'none' }
    const { lift } = op.fault(blind, { client: op.clients.web?.clientId })
    expect(refusal(await ask(op, 'web', request))).toBe('login_required')
    expect(refusal(await ask(op, 'web-two', request))).toContain('invalid_scope')
    lift()
    expect(refusal(await ask(op, 'web', request))).toContain('invalid_scope')
  })
})
