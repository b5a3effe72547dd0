import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { codeFor, redeem } from '../testing/flow.ts'
import { call, clientOf, endpointOf, userinfoStatus } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterAll(() => op.close())

describe('a code', () => {
  test('gives tokens, the claims of which are at userinfo only', async () => {
    const { status, body, access, id } = await redeem(
      op,
      'web',
      await codeFor(op, 'web', { scope: 'openid email', nonce: 'n' }),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid email', expires_in: 3599 })
    expect(body).not.toHaveProperty('refresh_token')
    const claims = decodeJwt(id)?.claims ?? {}
    expect(claims).toMatchObject({ iss: op.issuer, aud: clientOf(op, 'web').clientId, nonce: 'n' })
    expect(Object.keys(claims)).toEqual(['sub', 'aud', 'kid', 'iss', 'exp', 'iat', 'nonce', 'jti'])
    const answer = await fetch(endpointOf(op, 'userinfo'), { headers: { authorization: `Bearer ${access}` } })
    expect(await answer.json()).toMatchObject({ sub: claims.sub, email: expect.any(String) })
  })

  test('works once, and its tokens outlive a second try', async () => {
    const code = await codeFor(op, 'web')
    const { access } = await redeem(op, 'web', code)
    const replayed = await redeem(op, 'web', code)
    expect([replayed.status, replayed.body]).toEqual([
      400,
      {
        error: 'invalid_grant',
        error_description: `JpaAuthorizationCodeRepository: no authorization code found for value ${code}`,
      },
    ])
    expect(await userinfoStatus(op, access)).toBe(200)
  })

  test('is looked at for its age only when old ones are swept away', async () => {
    const code = await codeFor(op, 'web')
    op.elapse(code, op.profile.lifetimes.code + 10)
    expect((await redeem(op, 'web', code)).status).toBe(200)
    const old = await codeFor(op, 'web')
    op.elapse(old, op.profile.lifetimes.code + 301)
    expect((await redeem(op, 'web', old)).body.error).toBe('invalid_grant')
  })

  test.each<[string, Record<string, string>, string]>([
    ['another redirect URI', { redirect_uri: 'https://portal.example/other' }, 'invalid_grant'],
    ['no redirect URI', { redirect_uri: '' }, 'invalid_grant'],
  ])('is lost on a request with %s', async (_name, changes, error) => {
    const code = await codeFor(op, 'web')
    expect((await redeem(op, 'web', code, changes)).body.error).toBe(error)
    expect((await redeem(op, 'web', code)).status).toBe(400)
  })

  test('is of no use to another client', async () => {
    const { redirect_uri } = { redirect_uri: clientOf(op, 'web').redirectUris[0] ?? '' }
    const { status, body } = await redeem(op, 'web-two', await codeFor(op, 'web'), { redirect_uri })
    expect([status, body]).toEqual([401, { error: 'invalid_client', error_description: 'Client ID mismatch' }])
  })

  test('has to be there', async () => {
    expect((await redeem(op, 'web', '')).body).toEqual({
      error: 'invalid_request',
      error_description: 'An authorization code must be supplied.',
    })
  })
})

describe('a verifier', () => {
  const VERIFIER = 'v'.repeat(43)
  const challenge = createHash('sha256').update(VERIFIER).digest('base64url')
  const sent = { code_challenge: challenge, code_challenge_method: 'S256' }
  const outcome = async (request: Record<string, string>, verifier = '') => {
    const { status, body } = await redeem(op, 'web', await codeFor(op, 'web', request), { code_verifier: verifier })
    return [status, body.error]
  }

  test('is compared by both methods', async () => {
    expect(await outcome(sent, VERIFIER)).toEqual([200, undefined])
    expect(await outcome(sent, `${VERIFIER}x`)).toEqual([400, 'invalid_request'])
    expect(await outcome({ code_challenge: VERIFIER }, VERIFIER)).toEqual([200, undefined])
    expect(await outcome({ code_challenge: VERIFIER }, challenge)).toEqual([400, 'invalid_request'])
    expect(await outcome({ code_challenge: VERIFIER })).toEqual([400, 'invalid_request'])
  })

  test('that is missing breaks the software down', async () => {
    expect(await outcome(sent)).toEqual([500, 'server_error'])
  })

  test('counts for nothing where the method is unknown, or nothing was announced', async () => {
    expect(await outcome({ ...sent, code_challenge_method: 'S512' })).toEqual([200, undefined])
    expect(await outcome({}, VERIFIER)).toEqual([200, undefined])
  })

  test('is asked of no client, whatever its registration says', async () => {
    const code = await codeFor(op, 'pkce', { code_challenge: '', code_challenge_method: '' })
    expect(clientOf(op, 'pkce').pkce).toBe('S256')
    expect((await redeem(op, 'pkce', code, { code_verifier: '' })).status).toBe(200)
  })
})

describe('the token endpoint', () => {
  test.each<[string, string, Record<string, string>, number, string]>([
    ['no grant type', 'web', {}, 400, 'Missing grant type'],
    ['an unknown one', 'web', { grant_type: 'x' }, 400, 'Unsupported grant type: x'],
    ['passwords', 'web', { grant_type: 'password' }, 400, 'Unsupported grant type: password'],
    ['one of the front channel', 'web', { grant_type: 'implicit' }, 400, 'Implicit grant type not supported'],
    ['one that is not registered', 'web', { grant_type: 'client_credentials' }, 401, 'Unauthorized grant type'],
  ])('refuses %s', async (_name, role, form, status, message) => {
    const answer = await call(op, 'token', clientOf(op, role), form)
    expect([answer.status, answer.body.error_description]).toEqual([status, expect.stringContaining(message)])
    expect(answer.headers.get('cache-control')).toContain('no-store')
  })

  test('takes parameters from the URL too, and the first of a repeated one', async () => {
    const { clientId, secret = '', redirectUris } = clientOf(op, 'web')
    const code = await codeFor(op, 'web')
    const form = { client_id: clientId, client_secret: secret, code, redirect_uri: redirectUris[0] ?? '' }
    const url = `${endpointOf(op, 'token')}?${new URLSearchParams({ ...form, grant_type: 'authorization_code' })}`
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ code: 'another' }) })
    expect(answer.status).toBe(200)
  })

  test('gives nothing at a GET', async () => {
    const { clientId, secret = '' } = clientOf(op, 'web')
    const query = new URLSearchParams({ client_id: clientId, client_secret: secret })
    const answer = await fetch(`${endpointOf(op, 'token')}?${query}`)
    expect([answer.status, await answer.json()]).toEqual([
      405,
      { error: 'method_not_allowed', error_description: 'Request method &#39;GET&#39; not supported' },
    ])
  })
})
