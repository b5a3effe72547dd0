import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { type RawAnswer, type RawRequest, raw } from '../testing/raw.ts'
import { basic, clientOf } from '../testing/relying-party.ts'

const beta = await loadProfile('openaire-beta')

let op: RunningProvider
let newer: RunningProvider
beforeAll(async () => {
  op = await startProvider()
  newer = await startProvider({ profile: { ...beta, dialect: 'keycloak-26' } })
})
afterAll(() => Promise.all([op.close(), newer.close()]))

const REALM = '/auth/realms/openaire'
const PROTOCOL = `${REALM}/protocol/openid-connect`
const HTML = { Accept: 'text/html,*/*;q=0.8' }

const send = (request: RawRequest, provider = op): Promise<RawAnswer> => raw(provider.origin, request)
const errorIn = ({ body }: RawAnswer): unknown => (JSON.parse(body) as { readonly error?: unknown }).error

describe('where nothing is', () => {
  test.each([
    [`${PROTOCOL}/nothing`, 'RESTEASY003210: Could not find resource for full path: '],
    [`${REALM}/nothing`, 'HTTP 404 Not Found'],
    ['/auth/realms/other', 'Realm does not exist'],
    ['/auth/realms/other/protocol/openid-connect/token', 'Realm does not exist'],
    [`${REALM}/protocol/saml`, 'Protocol not found'],
    [`${REALM}/.well-known/oauth-authorization-server`, 'HTTP 404 Not Found'],
  ])('%s: %s', async (target, error) => {
    const answer = await send({ target })
    expect(answer.status).toBe(404)
    expect(String(errorIn(answer))).toContain(error)
  })

  test('browsers are shown a page', async () => {
    const answer = await send({ target: `${REALM}/nothing`, headers: HTML })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html;charset=utf-8'])
    expect(answer.body).toContain('Page not found')
  })

  test('a slash at the end changes nothing', async () => {
    expect((await send({ target: `${PROTOCOL}/certs/` })).status).toBe(200)
  })
})

describe('what an endpoint does not take', () => {
  test.each(['DELETE', 'PUT', 'PATCH'])('the method %s', async (method) => {
    const answer = await send({ method, target: `${PROTOCOL}/token` })
    expect(answer.status).toBe(405)
    expect(errorIn(answer)).toBe(`RESTEASY003650: No resource method found for ${method}, return 405 with Allow header`)
  })

  test('GET, where it is only posted to', async () => {
    for (const name of ['token', 'token/introspect', 'revoke']) {
      expect((await send({ target: `${PROTOCOL}/${name}` })).status).toBe(405)
    }
  })

  test('bodies that are no forms', async () => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await send({ method: 'POST', target: `${PROTOCOL}/token`, headers, body: '{}' })
    expect([answer.status, errorIn(answer)]).toEqual([415, 'RESTEASY003065: Cannot consume content type'])
  })

  test('somebody who wants anything but JSON', async () => {
    const headers = { Accept: 'text/html' }
    const answer = await send({ target: `${REALM}/.well-known/openid-configuration`, headers })
    expect(answer.status).toBe(406)
  })
})

describe('bytes', () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const post = (body: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
    send({ method: 'POST', target: `${PROTOCOL}/token`, headers: { ...form, ...headers }, body })

  test('ten megabytes are read, eleven are not', async () => {
    expect((await post(`grant_type=${'x'.repeat(10 * 2 ** 20 - 100)}`)).status).toBe(400)
    expect((await post('x'.repeat(11 * 2 ** 20))).status).toBe(413)
  })

  test('a stray percent sign: in the address, and in a form', async () => {
    const answer = await send({ target: `${PROTOCOL}/auth?state=%zz` })
    expect([answer.status, answer.body]).toEqual([400, ''])
    expect([(await post('grant_type=%zz')).status, errorIn(await post('grant_type=%'))]).toEqual([
      400,
      'invalid_request',
    ])
  })

  test('an encoding that nobody knows', async () => {
    const answer = await post('grant_type=x', { 'Content-Type': `${form['Content-Type']}; charset=klingon` })
    expect([answer.status, errorIn(answer)]).toEqual([400, 'invalid_request'])
  })

  test('a byte order mark is part of the first name', async () => {
    expect(errorIn(await post('\uFEFFgrant_type=client_credentials'))).toBe('invalid_request')
  })

  test('no content type is no form', async () => {
    const answer = await send({ method: 'POST', target: `${PROTOCOL}/token`, body: 'grant_type=client_credentials' })
    expect([answer.status, errorIn(answer)]).toEqual([400, 'invalid_request'])
  })

  test('heads of more than 64 kB', async () => {
    expect((await send({ target: `${PROTOCOL}/auth?state=${'x'.repeat(70_000)}` })).status).toBe(431)
  })

  test('no Host is no reason not to answer', async () => {
    expect((await send({ target: `${PROTOCOL}/certs`, headers: { Host: '' } })).status).toBe(200)
  })
})

describe('HEAD and OPTIONS', () => {
  test('HEAD is GET without its body', async () => {
    const target = `${REALM}/.well-known/openid-configuration`
    const [head, get] = [await send({ method: 'HEAD', target }), await send({ target })]
    expect([head.status, head.body]).toEqual([200, ''])
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
  })

  const preflight = (origin: string, provider = op) =>
    send({ method: 'OPTIONS', target: `${PROTOCOL}/token`, headers: { Origin: origin } }, provider)

  test('scripts may ask what they may', async () => {
    const { status, headers } = await preflight('https://portal.example')
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe('https://portal.example')
    expect(headers.get('access-control-allow-methods')).toBe('POST, OPTIONS')
  })

  test('but read only what is meant for them', async () => {
    const from = (origin: string) =>
      send({ method: 'POST', target: `${PROTOCOL}/token`, headers: { Origin: origin, 'Content-Length': '0' } })
    expect((await from('https://portal.example')).headers.get('access-control-allow-origin')).toBeDefined()
    expect((await from('https://evil.example')).headers.has('access-control-allow-origin')).toBe(false)
  })

  test('Keycloak 26 turns strangers away', async () => {
    const headers = { Origin: 'https://evil.example', ...form(), ...basic(clientOf(newer, 'web')) }
    const answer = await send({ method: 'POST', target: `${PROTOCOL}/token`, headers, body: 'grant_type=x' }, newer)
    expect(answer.status).toBe(403)
  })
})

const form = () => ({ 'Content-Type': 'application/x-www-form-urlencoded' })

describe('headers that browsers obey', () => {
  test.each([`${REALM}/nothing`, `${PROTOCOL}/auth`, `${PROTOCOL}/certs`, `${PROTOCOL}/token`])(
    '%s',
    async (target) => {
      const { headers } = await send({ target, headers: HTML })
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('strict-transport-security')).toContain('max-age=')
    },
  )

  test('each once', async () => {
    const { headers } = await send({ target: `${PROTOCOL}/auth`, headers: HTML })
    for (const value of headers.values()) expect(value).not.toContain('\n')
  })
})
