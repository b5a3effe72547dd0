import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { asked, go, paramsAfter } from '../testing/feide.ts'
import { ask, carried, challengeOf, redeem, refusal, VERIFIER } from '../testing/flow.ts'
import { endpointOf } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
let old: RunningProvider
beforeAll(async () => {
  // With the clients of today, some of whom would not have found what they look for.
  const profile = { ...loadProfile('feide-2018'), clients: loadProfile('feide').clients }
  ;[op, old] = await Promise.all([startProvider({ profile: 'feide' }), startProvider({ profile })])
})
afterAll(() => Promise.all([op.close(), old.close()]))

const json = (text: string) => JSON.parse(text) as Record<string, unknown>

describe('a request that can be told nowhere', () => {
  test.for<[Record<string, string>, string, string]>([
    [{ client_id: '' }, 'invalid_request', 'Message does not include required parameter: client_id'],
    [{ client_id: 'x' }, 'invalid_request', 'Could not look up the specified client.'],
    [{ response_type: '' }, 'invalid_request', 'Message does not include required parameter: response_type'],
    [{ response_type: 'id_token' }, 'invalid_request', 'Unsupported response_type in request.'],
    [{ redirect_uri: '' }, 'invalid_request', 'Missing OpenID Connect required parameter [redirect_uri]'],
    [{ scope: 'openid groups-org nothing', client: 'limited' }, '', ''],
    [{ scope: 'groups-org nothing' }, 'invalid_scope', 'No requested scope has been approved.'],
  ])('%j', async ([{ client = 'web', ...changes }, error, description]) => {
    const { status, text, away, page } = await ask(op, client, changes)
    expect(away).toBeUndefined()
    if (error === '') return expect(page.forms).toHaveLength(1)
    expect([status, json(text)]).toMatchObject([400, { error, error_uri: 'https://docs.feide.no' }])
    return expect(json(text).error_description).toContain(description)
  })

  test('names a redirect URI that is not registered: a page, and of old not even an error', async () => {
    const changes = { redirect_uri: 'https://portal.example/oidc/callback/' }
    expect(refusal(await ask(op, 'web', changes))).toMatch(/^page 400: .*Not able to resolve a valid redirect_uri/)
    expect(refusal(await ask(old, 'web', changes))).toMatch(/^page 200: .*Not able to resolve a valid redirect_uri/)
  })
})

test('plain OAuth may leave the redirect URI out', async () => {
  const stop = await go(op, 'web', { redirect_uri: '', scope: 'profile' })
  expect(stop.away).toMatch(/^https:\/\/portal\.example\/oidc\/callback\?code=/)
})

describe('a request that is told at the redirect URI', () => {
  test.for<[string, Record<string, string>, string]>([
    ['implicit', {}, 'unauthorized_client'],
    ['web', { response_type: 'id_token token', nonce: 'n' }, 'unauthorized_client'],
    ['implicit', { response_type: 'id_token token' }, 'invalid_request'],
    ['implicit', { response_type: 'id_token token', nonce: 'n', response_mode: 'query' }, 'invalid_request'],
    ['web', { code_challenge: challengeOf(VERIFIER) }, 'invalid_request'],
    ['web', { code_challenge: VERIFIER, code_challenge_method: 'plain' }, 'invalid_request'],
    ['web', { code_challenge_method: 'S256' }, 'invalid_request'],
    ['web', { code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
    ['pkce', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
  ])('%s %j', async ([role, changes, error]) => {
    expect(carried(await ask(op, role, changes))).toMatchObject({ error, state: 's' })
  })
})

describe('prompt', () => {
  const DENIED = 'access_denied: Unable to perform passive authentication'

  test('none is denied to nobody, and where the chooser has to be shown', async () => {
    expect(refusal(await ask(op, 'web', { prompt: 'none' }))).toBe(`${DENIED} [1]`)
    const browser = visitor(op.origin)
    await go(op, 'web', {}, { browser })
    expect(carried(await ask(op, 'web', { prompt: 'none' }, browser))).toHaveProperty('code')
    expect(refusal(await ask(op, 'interactive', { prompt: 'none' }, browser))).toBe(`${DENIED} [2]`)
    expect(refusal(await ask(op, 'consent', { prompt: 'none' }, browser))).toMatch(/^access_denied: User has not auth/)
  })

  test('login is content with the last minute, max_age with what it says', async () => {
    const browser = visitor(op.origin)
    const { code = '' } = await paramsAfter(op, 'web', {}, { browser })
    const { access } = await redeem(op, 'web', code)
    expect(asked(await ask(op, 'web', { prompt: 'login' }, browser))).toBe('callback')
    op.elapse(access, 100)
    expect(asked(await ask(op, 'web', { prompt: 'login' }, browser))).toBe('Log in with Nordhavn University')
    expect(asked(await ask(op, 'web', { max_age: '200' }, browser))).toBe('callback')
    expect(asked(await ask(op, 'web', { max_age: '10' }, browser))).toBe('Log in with Nordhavn University')
    expect(refusal(await ask(op, 'web', { max_age: '10', prompt: 'none' }, browser))).toBe(`${DENIED} [1]`)
    const { auth_time } =
      decodeJwt((await redeem(op, 'web', (await paramsAfter(op, 'web', { max_age: '10' }, { browser })).code ?? '')).id)
        ?.claims ?? {}
    expect(Math.abs(Number(auth_time) - Date.now() / 1000)).toBeLessThan(5)
  })
})

describe('tokens by way of the browser', () => {
  test('id_token token: both, bound to each other', async () => {
    const stop = await go(op, 'implicit', { response_type: 'id_token token', nonce: 'n' })
    const { id_token = '', access_token, ...others } = carried(stop)
    expect(new URL(stop.away ?? '').search).toBe('')
    expect(others).toEqual({ token_type: 'Bearer', expires_in: '28799', scope: 'openid', state: 's' })
    expect(access_token).toMatch(/^[0-9a-f-]{36}$/)
    expect(decodeJwt(id_token)?.claims).toMatchObject({ nonce: 'n', at_hash: expect.stringMatching(/^[\w-]{22}$/) })
  })

  test('code id_token', async () => {
    const { id_token = '', code } = await paramsAfter(op, 'hybrid', { response_type: 'code id_token', nonce: 'n' })
    expect(decodeJwt(id_token)?.claims).toMatchObject({ nonce: 'n', c_hash: expect.stringMatching(/^[\w-]{22}$/) })
    expect((await redeem(op, 'hybrid', code ?? '')).status).toBe(200)
  })

  test('token alone, without openid', async () => {
    expect(Object.keys(await paramsAfter(op, 'implicit', { response_type: 'token', scope: 'profile' }))).toEqual([
      ...['access_token', 'token_type', 'expires_in', 'scope', 'state'],
    ])
  })

  test('in a form that sends itself', async () => {
    const { headers, page, text } = await go(op, 'web', { response_mode: 'form_post', state: '"><script>' })
    expect(page.submitsItself).toBe(true)
    expect(page.forms[0]?.fields.map(({ name }) => name)).toEqual(['code', 'state'])
    expect(text).not.toContain('"><script>')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'sha256-/)
  })
})

describe('the software of old', () => {
  test('knows no hybrid flow, no PKCE, no form_post', async () => {
    expect(asked(await ask(old, 'hybrid', { response_type: 'code id_token', nonce: 'n' }))).toBe('400 ')
    expect((await go(old, 'web', { response_mode: 'form_post' })).away).toContain('?code=')
    const { code = '' } = await paramsAfter(old, 'web', { code_challenge: 'short', code_challenge_method: 'any' })
    expect((await redeem(old, 'web', code)).status).toBe(200)
  })

  test('names no key, binds no tokens, and states no level that was not reached', async () => {
    const acr_values = 'urn:mace:feide.no:auth:level:fad08:3'
    const params = { response_type: 'id_token token', nonce: 'n', acr_values }
    const { header, claims } = decodeJwt((await paramsAfter(old, 'implicit', params)).id_token ?? '') ?? {}
    expect(header).toEqual({ typ: 'JWT', alg: 'RS256' })
    expect(claims).not.toHaveProperty('at_hash')
    expect(claims).not.toHaveProperty('acr')
    const { keys } = json(await (await fetch(endpointOf(old, 'jwks'))).text()) as { keys: object[] }
    expect(keys.map((key) => Object.keys(key))).toEqual([['kty', 'n', 'e']])
  })

  test('escapes what PHP escapes', async () => {
    const text = await (await fetch(old.discoveryUrl)).text()
    expect(text).toContain('"service_documentation":"https:\\/\\/docs.dataporten.no"')
  })
})
