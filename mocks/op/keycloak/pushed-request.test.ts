import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { call, clientOf, logIn, personOf, tokensOf, urlOf } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const REDIRECT = 'https://portal.example/oidc/callback'
const request = { redirect_uri: REDIRECT, response_type: 'code', scope: 'openid', state: 'pushed', nonce: 'n' }

const push = async (form: Record<string, string> = request, role = 'web', provider = op) =>
  call(provider, 'pushedAuthorization', clientOf(provider, role), form)

const pushed = async (form: Record<string, string> = request): Promise<string> =>
  String((await push(form)).body.request_uri)

const authorize = (params: Record<string, string>, browser = visitor(op.origin)) =>
  browser.get(urlOf(op, 'authorization', params))

describe('a request that was pushed', () => {
  test('is answered with a reference for a minute', async () => {
    expect(await push()).toMatchObject({
      status: 201,
      body: { request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[0-9a-f-]{36}$/), expires_in: 60 },
    })
  })

  test('is what the login is about, whatever the address says', async () => {
    const { clientId } = clientOf(op, 'web')
    const reference = { client_id: clientId, request_uri: await pushed() }
    const browser = visitor(op.origin)
    const first = await authorize({ ...reference, state: 'front', redirect_uri: 'https://evil.example/' }, browser)
    const { away = '' } = await browser.through(first, personOf(op, 'plain'))
    const back = new URL(away)
    expect(back.origin + back.pathname).toBe(REDIRECT)
    expect(back.searchParams.get('state')).toBe('pushed')
    const grant = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT,
    }
    expect((await tokensOf(op, clientOf(op, 'web'), grant)).status).toBe(200)
  })

  test('may be completed by the address, and used by form', async () => {
    const { browser } = await logIn(op)
    const { clientId } = clientOf(op, 'web')
    const completed = await authorize(
      { client_id: clientId, request_uri: await pushed(), response_mode: 'fragment' },
      browser,
    )
    expect(new URL(completed.away ?? '').hash).toContain('code=')
    const form = { client_id: clientId, request_uri: await pushed() }
    const posted = await browser.post(urlOf(op, 'authorization'), form)
    expect(new URL(posted.away ?? '').searchParams.has('code')).toBe(true)
  })

  test('is used once, by somebody who names a client, and only if it was pushed', async () => {
    const { clientId } = clientOf(op, 'web')
    const request_uri = await pushed()
    const nameless = await authorize({ request_uri: await pushed() })
    const used = await authorize({ client_id: clientId, request_uri })
    const again = await authorize({ client_id: clientId, request_uri })
    const unknown = await authorize({
      client_id: clientId,
      request_uri: 'urn:ietf:params:oauth:request_uri:00000000-0000-0000-0000-000000000000',
    })
    expect(used.page.text).toContain('Sign in')
    for (const stop of [nameless, again, unknown]) {
      expect([stop.status, stop.page.text]).toEqual([400, expect.stringContaining('Invalid Request')])
    }
  })
})

describe('a push is refused', () => {
  const failed = { error: 'invalid_request', error_description: 'Authentication failed.' }

  test('without a client, with a wrong secret, and from a public client', async () => {
    expect(await call(op, 'pushedAuthorization', undefined, request)).toMatchObject({ status: 401, body: failed })
    const wrong = { ...request, client_id: clientOf(op, 'web').clientId, client_secret: 'x' }
    expect(await call(op, 'pushedAuthorization', undefined, wrong)).toMatchObject({ status: 401, body: failed })
    expect(await push(request, 'public-open')).toMatchObject({ status: 401, body: failed })
  })

  test.each<[string, Record<string, string>, number, string, string]>([
    [
      'a reference',
      { ...request, request_uri: 'urn:x' },
      400,
      'invalid_request',
      'It is not allowed to include request_uri to PAR.',
    ],
    [
      'a redirect URI that is not registered',
      { ...request, redirect_uri: 'https://evil.example/' },
      400,
      'invalid_request',
      'Invalid parameter: redirect_uri',
    ],
    ['nothing', {}, 400, 'invalid_request', 'Invalid parameter: redirect_uri'],
    [
      'no response type',
      { redirect_uri: REDIRECT, scope: 'openid' },
      400,
      'invalid_request',
      'Missing parameter: response_type',
    ],
    [
      'an unknown response type',
      { ...request, response_type: 'foo' },
      400,
      'invalid_request',
      'Unsupported response type',
    ],
    ['an unknown scope', { ...request, scope: 'nonsense' }, 400, 'invalid_request', 'Invalid scopes: nonsense'],
    [
      'an unknown mode',
      { ...request, response_mode: 'foo' },
      400,
      'invalid_request',
      'Invalid parameter: response_mode',
    ],
    [
      'a flow that is off',
      { ...request, response_type: 'token' },
      401,
      'unauthorized_client',
      'Client is not allowed to initiate browser login with given response_type. Implicit flow is disabled for the client.',
    ],
    [
      'a request object that is none',
      { ...request, request: 'x' },
      400,
      'invalid_request_object',
      'HTTP 500 Internal Server Error',
    ],
  ])('with %s', async (_name, form, status, error, description) => {
    expect(await push(form)).toMatchObject({ status, body: { error, error_description: description } })
  })
})

test('Keycloak 26 takes the requests of public clients', async () => {
  const op26 = await startProvider({ profile: { ...(await loadProfile('openaire-beta')), dialect: 'keycloak-26' } })
  const redirectUri = clientOf(op26, 'public-open').redirectUris[0] ?? ''
  const { status } = await push({ ...request, redirect_uri: redirectUri }, 'public-open', op26)
  await op26.close()
  expect(status).toBe(201)
})
