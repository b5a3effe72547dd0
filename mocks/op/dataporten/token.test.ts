import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { paramsAfter } from '../testing/feide.ts'
import { challengeOf, complaint, redeem, VERIFIER } from '../testing/flow.ts'
import { basic, call, clientOf, endpointOf, tokensOf } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'feide' })
})
afterAll(() => op.close())

const codeOf = async (role = 'web', changes = {}): Promise<string> => (await paramsAfter(op, role, changes)).code ?? ''

describe('a code', () => {
  test('gives an opaque token for eight hours and an ID token, and nothing to refresh', async () => {
    const { body, id } = await redeem(op, 'web', await codeOf('web', { scope: 'openid email', nonce: 'n' }))
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      token_type: 'Bearer',
      expires_in: 28_799,
      scope: 'openid email',
      id_token: id,
    })
    const { header, claims } = decodeJwt(id) ?? {}
    expect(header).toMatchObject({ typ: 'JWT', alg: 'RS256', kid: expect.any(String) })
    const { iat, exp, auth_time, jti, ...others } = claims ?? {}
    expect([Number(exp) - Number(iat), typeof auth_time, typeof jti]).toEqual([3600, 'number', 'string'])
    expect(others).toEqual({
      iss: op.issuer,
      aud: op.clients.web?.clientId,
      sub: op.people.plain?.uniqueId,
      nonce: 'n',
      email: 'ada.lovelace@nordhavn.example',
    })
  })

  test('without openid brings no ID token; with longterm the token lasts', async () => {
    const { body } = await redeem(op, 'web', await codeOf('web', { scope: 'profile' }))
    expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'expires_in', 'scope'])
    const { local } = op.clients
    if (!local) throw new Error('no client')
    op.addClient('lasting', { ...local, clientId: crypto.randomUUID(), scopes: ['openid', 'longterm'] })
    const lasting = await redeem(op, 'lasting', await codeOf('lasting', { scope: 'openid longterm' }))
    expect(lasting.body.expires_in).toBe(680 * 24 * 3600 - 1)
  })

  const missing = 'invalid_request: Request was missing the required code parameter'
  test.for<[Record<string, string>, string]>([
    [{ code: '' }, missing],
    [{ code: 'x' }, 'invalid_grant: Provided Authorization Code was not found.'],
    [{ redirect_uri: 'https://portal.example/' }, 'invalid_request: Mismatching redirect_uris'],
    [{ redirect_uri: '' }, 'invalid_request: Mismatching redirect_uris'],
    [{ code_verifier: VERIFIER }, 'invalid_grant: Unexpected code_verifier parameter'],
    [{ grant_type: '' }, 'invalid_request: Message does not include required parameter: grant_type'],
    [{ grant_type: 'refresh_token' }, 'unsupported_grant_type: Invalid [grant_type] provided to token endpoint.'],
  ])('with %j is refused', async ([changes, words]) => {
    const { status, body } = await redeem(op, 'web', await codeOf(), changes)
    expect(status).toBe(400)
    expect(complaint(body)).toContain(words)
    expect(body.error_uri).toBe('https://docs.feide.no')
  })

  test('is used once, within five minutes, by its own client', async () => {
    const code = await codeOf()
    expect(complaint((await redeem(op, 'web-two', code)).body)).toContain('not issued to this client')
    const first = await redeem(op, 'web', code)
    expect(complaint((await redeem(op, 'web', code)).body)).toContain('was not found')
    const answer = await fetch(endpointOf(op, 'userinfo'), { headers: { authorization: `Bearer ${first.access}` } })
    expect(answer.status).toBe(200)
    const late = await codeOf()
    op.elapse(late, 301)
    expect(complaint((await redeem(op, 'web', late)).body)).toContain('is expired')
  })

  test('with a challenge needs its verifier, and only one guess is free', async () => {
    const proof = { code_challenge: challengeOf(VERIFIER), code_challenge_method: 'S256' }
    const code = await codeOf('web', proof)
    expect(complaint((await redeem(op, 'web', code, { code_verifier: 'w'.repeat(43) })).body)).toContain('match')
    expect(complaint((await redeem(op, 'web', code, { code_verifier: VERIFIER })).body)).toContain('was not found')
    expect((await redeem(op, 'web', await codeOf('web', proof), { code_verifier: VERIFIER })).status).toBe(200)
    expect((await redeem(op, 'pkce', await codeOf('pkce'))).status).toBe(200)
  })
})

describe('client authentication', () => {
  const GRANT = { grant_type: 'client_credentials' }
  const post = async (headers: Record<string, string>, form: Record<string, string>) => {
    const url = endpointOf(op, 'token')
    const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams({ ...GRANT, ...form }) })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers }
  }

  test('by header or by form', async () => {
    const service = clientOf(op, 'service')
    expect((await post(basic(service), {})).status).toBe(200)
    expect((await post({}, { client_id: service.clientId, client_secret: service.secret ?? '' })).status).toBe(200)
    expect((await post(basic(service), { client_id: service.clientId })).status).toBe(200)
  })

  test('with a secret that has to be escaped', async () => {
    const { status } = await redeem(op, 'web-odd-secret', await codeOf('web-odd-secret'))
    expect(status).toBe(200)
  })

  test.for<[string, Record<string, string>, Record<string, string>, string]>([
    ['none', {}, {}, 'missing password/client_secret'],
    ['no secret', {}, { client_id: 'service' }, 'missing password/client_secret'],
    ['nobody', { authorization: `Basic ${btoa('a:b')}` }, {}, 'nonexisting client'],
    ['a wrong secret', { authorization: 'service:x' }, {}, 'Incorrect client_secret'],
    ['a wrong secret in the form', {}, { client_id: 'service', client_secret: 'x' }, 'Incorrect client_secret'],
    ['two clients', { authorization: 'right' }, { client_id: 'web' }, 'Client id does not match the request'],
  ])('%s is refused', async ([, headers, form, words]) => {
    const service = clientOf(op, 'service')
    const authorization =
      headers.authorization === 'right'
        ? basic(service).authorization
        : headers.authorization?.replace('service:x', `Basic ${btoa(`${service.clientId}:x`)}`)
    const client_id = form.client_id && clientOf(op, form.client_id).clientId
    const answer = await post(authorization ? { authorization } : {}, { ...form, ...(client_id ? { client_id } : {}) })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="feideconnect"'])
    expect(complaint(answer.body)).toContain(words)
  })

  test('is not looked for in the address, and the endpoint takes forms only', async () => {
    const { clientId, secret = '' } = clientOf(op, 'service')
    const query = new URLSearchParams({ client_id: clientId, client_secret: secret, ...GRANT })
    const url = `${endpointOf(op, 'token')}?${query}`
    expect((await fetch(url, { method: 'POST', body: new URLSearchParams(GRANT) })).status).toBe(401)
    expect((await fetch(url)).status).toBe(405)
  })
})

describe('client credentials', () => {
  test('give what has been approved, gk_ scopes by their names, and no ID token', async () => {
    const { body } = await tokensOf(op, clientOf(op, 'service'), { grant_type: 'client_credentials' })
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f-]{36}$/),
      token_type: 'Bearer',
      expires_in: 28_799,
      scope: 'profile email gk_library gk_library_loans',
    })
  })

  test('give the part that was asked for, and nothing beyond', async () => {
    const ask = (scope: string) =>
      call(op, 'token', clientOf(op, 'service'), { grant_type: 'client_credentials', scope })
    expect((await ask('gk_library gk_grades')).body.scope).toBe('gk_library')
    expect((await ask('gk_grades')).body.error).toBe('invalid_scope')
    const web = await call(op, 'token', clientOf(op, 'web'), { grant_type: 'client_credentials' })
    expect(web.body.error).toBe('unauthorized_client')
  })
})
