import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { exchange, TYPE } from '../testing/exchange.ts'
import { call, clientOf, logIn, tokensOf, urlOf } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

describe('an exchange is refused', () => {
  const bad = { error: 'invalid_token', error_description: 'Invalid token' }
  const badType = { error: 'invalid_token', error_description: 'Invalid token type, must be access token' }

  test.each<[string, Record<string, string>, number, object]>([
    ['for a subject token type that is unknown', { subject_token_type: 'foo' }, 400, badType],
    ['for an ID token by its type', { subject_token_type: `${TYPE}id_token` }, 400, badType],
    ['for an empty type', { subject_token_type: '' }, 400, badType],
    ['for a token that is none', { subject_token: 'x' }, 400, bad],
    ['for an empty token', { subject_token: '' }, 400, bad],
    [
      'for an unknown audience',
      { audience: 'tokenExchange' },
      400,
      { error: 'invalid_client', error_description: 'Audience not found' },
    ],
    [
      'for an unknown requested type',
      { requested_token_type: 'foo' },
      400,
      { error: 'invalid_request', error_description: 'requested_token_type unsupported' },
    ],
    [
      'for an ID token as result',
      { requested_token_type: `${TYPE}id_token` },
      400,
      { error: 'invalid_request', error_description: 'requested_token_type unsupported' },
    ],
    [
      'to become another user',
      { requested_subject: 'other' },
      403,
      { error: 'access_denied', error_description: 'Client not allowed to exchange' },
    ],
    [
      'for a token of elsewhere',
      { subject_issuer: 'github' },
      400,
      { error: 'invalid_issuer', error_description: 'Invalid subject_issuer parameter' },
    ],
    [
      'for a token for elsewhere',
      { requested_issuer: 'github' },
      400,
      { error: 'invalid_request', error_description: 'Invalid issuer' },
    ],
  ])('%s', async (_name, form, status, body) => {
    const login = await logIn(op)
    expect(await exchange(op, login.access, form)).toMatchObject({ status, body })
  })

  test('without a subject token, in the way of this version; a missing type is no fault', async () => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:token-exchange'
    const exchanger = clientOf(op, 'exchanger')
    const none = await call(op, 'token', exchanger, { grant_type })
    expect(none).toMatchObject({ status: 500, body: { error: 'unknown_error' } })
    const login = await logIn(op)
    const untyped = await call(op, 'token', exchanger, { grant_type, subject_token: login.access })
    expect(untyped.status).toBe(200)
  })

  test('for an ID token, a refresh token, and one of a client that acts for itself', async () => {
    const login = await logIn(op, 'refresh')
    const own = await tokensOf(op, clientOf(op, 'service'), { grant_type: 'client_credentials' })
    for (const token of [login.id, login.refresh, own.access]) {
      expect(await exchange(op, token)).toMatchObject({ status: 400, body: bad })
    }
  })

  test('for a token that has expired, was revoked, or whose session has ended', async () => {
    const expired = await logIn(op)
    op.elapse(expired.access, 3_601)
    const revoked = await logIn(op)
    await call(op, 'revocation', clientOf(op, 'web'), { token: revoked.access })
    const ended = await logIn(op)
    await ended.browser.get(urlOf(op, 'endSession', { id_token_hint: ended.id }))
    for (const { access } of [expired, revoked, ended]) {
      expect(await exchange(op, access)).toMatchObject({ status: 400, body: bad })
    }
  })

  test('for a token of another issuer', async () => {
    const production = await startProvider({ profile: 'openaire-production' })
    const { access } = await logIn(production)
    await production.close()
    expect(await exchange(op, access)).toMatchObject({ status: 400, body: bad })
  })

  test('to a client without the grant, without its secret, or with a wrong one', async () => {
    const { access } = await logIn(op)
    const without = await exchange(op, access, {}, 'web')
    expect([without.status, without.body.error]).toEqual([400, 'unauthorized_client'])
    const { clientId } = clientOf(op, 'exchanger')
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: access,
      client_id: clientId,
    }
    expect((await call(op, 'token', undefined, form)).status).toBe(401)
    expect((await call(op, 'token', undefined, { ...form, client_secret: 'x' })).status).toBe(401)
  })

  test('to a public client, except for tokens of its own', async () => {
    const app = clientOf(op, 'public-open')
    op.addClient('public-exchanger', { ...app, clientId: 'public-exchanger', grants: ['code', 'token-exchange'] })
    const own = await logIn(op, 'public-exchanger')
    expect((await exchange(op, own.access, {}, 'public-exchanger')).status).toBe(200)
    const { access } = await logIn(op)
    expect(await exchange(op, access, {}, 'public-exchanger')).toMatchObject({
      status: 403,
      body: { error: 'access_denied', error_description: 'Client is not the holder of the token' },
    })
  })

  test('with a parameter twice', async () => {
    const { access } = await logIn(op)
    const body = [
      ['grant_type', 'urn:ietf:params:oauth:grant-type:token-exchange'],
      ['subject_token', access],
      ['audience', 'a'],
      ['audience', 'b'],
    ] as const
    const answer = await call(op, 'token', clientOf(op, 'exchanger'), body)
    expect(answer.body).toEqual({ error: 'invalid_request', error_description: 'duplicated parameter' })
  })

  test('where the feature is off', async () => {
    const profile = await loadProfile('openaire-beta')
    const offers = profile.offers.filter((feature) => feature !== 'token-exchange')
    const bare = await startProvider({ profile: { ...profile, offers } })
    const { access } = await logIn(bare)
    const answer = await exchange(bare, access)
    await bare.close()
    expect(answer).toMatchObject({ status: 501, body: { error: 'Feature not enabled' } })
  })
})
