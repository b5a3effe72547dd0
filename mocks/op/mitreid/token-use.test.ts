import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { basic, call, clientOf, endpointOf, logIn, urlOf, userinfoStatus } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterAll(() => op.close())

const asked = async (headers: Record<string, string>, form?: Record<string, string>) => {
  const post = form && { method: 'POST', body: new URLSearchParams(form) }
  const answer = await fetch(endpointOf(op, 'userinfo'), { headers, ...post })
  const challenge = answer.headers.get('www-authenticate')
  return { status: answer.status, challenge, body: (await answer.json()) as Record<string, unknown> }
}

describe('userinfo', () => {
  test('takes a token in the header, in a form and in the URL', async () => {
    const { access } = await logIn(op)
    expect(await userinfoStatus(op, access)).toBe(200)
    expect((await asked({}, { access_token: access })).status).toBe(200)
    expect((await fetch(urlOf(op, 'userinfo', { access_token: access }))).status).toBe(200)
  })

  test('says what is missing', async () => {
    expect(await asked({})).toEqual({
      status: 401,
      challenge:
        'Bearer realm="openidconnect", error="unauthorized", error_description="Full authentication is required to access this resource"',
      body: { error: 'unauthorized', error_description: 'Full authentication is required to access this resource' },
    })
  })

  test('repeats a token that it does not know, harmlessly', async () => {
    const { status, challenge, body } = await asked({}, { access_token: '"<script>\r\nX: y' })
    expect([status, body.error]).toEqual([401, 'invalid_token'])
    expect(challenge).toContain('Bearer realm="oauth", error="invalid_token"')
    expect(challenge).not.toMatch(/<script>|\n/)
  })

  test('needs openid', async () => {
    const { access } = await logIn(op, 'web', { scope: 'email' })
    expect(await asked({ authorization: `Bearer ${access}` })).toEqual({
      status: 403,
      challenge:
        'Bearer error="insufficient_scope", error_description="Insufficient scope for this resource", scope="openid"',
      body: { error: 'insufficient_scope', error_description: 'Insufficient scope for this resource', scope: 'openid' },
    })
  })

  test('knows a machine by its client ID', async () => {
    const client = clientOf(op, 'service')
    const { body } = await call(op, 'token', client, { grant_type: 'client_credentials', scope: 'openid' })
    expect(body).not.toHaveProperty('refresh_token')
    expect(decodeJwt(String(body.access_token))?.claims.sub).toBe(client.clientId)
    const { body: claims } = await asked({ authorization: `Bearer ${body.access_token}` })
    expect(claims).toEqual({ sub: client.clientId })
  })
})

describe('introspection', () => {
  const tell = (token: string, role = 'web') => call(op, 'introspection', clientOf(op, role), { token })

  test('tells of an access token, with the claims that its scopes release', async () => {
    const { access, id } = await logIn(op, 'web', { scope: 'openid email' })
    const sub = decodeJwt(id)?.claims.sub
    const { body } = await tell(access)
    expect(body).toMatchObject({
      ...{ active: true, scope: 'openid email', token_type: 'Bearer', sub, user_id: sub, iss: op.issuer },
      ...{ client_id: clientOf(op, 'web').clientId, exp: expect.any(Number) },
    })
    expect(body.expires_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/)
  })

  test('is by GET, too, and knows nothing of other tokens and of what was revoked', async () => {
    const { access, id } = await logIn(op)
    const headers = basic(clientOf(op, 'web'))
    expect(await (await fetch(urlOf(op, 'introspection', { token: access }), { headers })).json()).toMatchObject({
      active: true,
    })
    await call(op, 'revocation', clientOf(op, 'web'), { token: access })
    for (const token of [id, 'x', '', access]) expect((await tell(token)).body).toEqual({ active: false })
  })

  test('is for clients with a secret', async () => {
    expect((await tell('x', 'public')).status).toBe(403)
    const wrong = await call(op, 'introspection', { ...clientOf(op, 'web'), secret: 'wrong' }, { token: 'x' })
    expect([wrong.status, wrong.body.error]).toEqual([401, 'unauthorized'])
  })

  test('needs a token', async () => {
    expect((await call(op, 'introspection', clientOf(op, 'web'), {})).status).toBe(405)
  })
})

describe('revocation', () => {
  test('is silent about tokens that nobody knows, and refuses those of others', async () => {
    const { access } = await logIn(op)
    for (const token of ['x', '']) {
      expect((await call(op, 'revocation', clientOf(op, 'web'), { token })).status).toBe(200)
    }
    expect((await call(op, 'revocation', clientOf(op, 'web-two'), { token: access })).status).toBe(403)
    expect(await userinfoStatus(op, access)).toBe(200)
  })
})

describe('a client', () => {
  const credentials = { grant_type: 'client_credentials' }

  test.each<[string, Record<string, string>, Record<string, string>, string, string]>([
    ['that is not named', {}, {}, 'invalid_client', 'Form realm="oauth"'],
    ['of a wrong secret in the form', {}, { client_secret: 'wrong' }, 'invalid_client', 'Form realm="oauth"'],
    ['of an undecodable header', { authorization: 'Basic !!!' }, {}, 'unauthorized', 'Bearer realm="openidconnect"'],
    ['of half a header', { authorization: 'Basic eA==' }, {}, 'unauthorized', 'Bearer realm="openidconnect"'],
  ])('%s is told so', async (_name, headers, form, error, challenge) => {
    const named: Record<string, string> = 'client_secret' in form ? { client_id: clientOf(op, 'service').clientId } : {}
    const body = new URLSearchParams({ ...credentials, ...named, ...form })
    const answer = await fetch(endpointOf(op, 'token'), { method: 'POST', headers, body })
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ error })])
    expect(answer.headers.get('www-authenticate')).toContain(challenge)
  })

  test('may not be another in the form', async () => {
    const form = { ...credentials, client_id: clientOf(op, 'web').clientId }
    const { status, body } = await call(op, 'token', clientOf(op, 'service'), form)
    expect([status, body.error_description]).toEqual([401, 'Given client ID does not match authenticated client'])
  })

  test('may send an odd secret as it is, but not form-encoded', async () => {
    const client = clientOf(op, 'web-odd-secret')
    const header = (secret: string) => `Basic ${Buffer.from(`${client.clientId}:${secret}`).toString('base64')}`
    const errorFor = async (secret: string) => {
      const body = new URLSearchParams({ grant_type: 'refresh_token' })
      const headers = { authorization: header(secret) }
      const answer = await fetch(endpointOf(op, 'token'), { method: 'POST', headers, body })
      return ((await answer.json()) as { error: string }).error
    }
    expect(await errorFor(client.secret ?? '')).toBe('invalid_token')
    expect(await errorFor(new URLSearchParams({ s: client.secret ?? '' }).toString().slice(2))).toBe('unauthorized')
  })

  test('may send an odd secret in a form, which is read as ISO 8859-1 unless it says UTF-8', async () => {
    const { clientId, secret = '' } = clientOf(op, 'web-odd-secret')
    const errorFor = async (encoded: string, charset = '') => {
      const body = `grant_type=refresh_token&client_id=${clientId}&client_secret=${encoded}`
      const headers = { 'content-type': `application/x-www-form-urlencoded${charset}` }
      const answer = await fetch(endpointOf(op, 'token'), { method: 'POST', headers, body })
      return ((await answer.json()) as { error: string }).error
    }
    expect(await errorFor(encodeURIComponent(secret))).toBe('invalid_client')
    expect(await errorFor(encodeURIComponent(secret), '; charset=UTF-8')).toBe('invalid_token')
    expect(await errorFor(encodeURIComponent(secret).replace('%C3%B6', '%F6'))).toBe('invalid_token')
  })
})
