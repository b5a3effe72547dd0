import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { ACCESS, exchange, TYPE } from '../testing/exchange.ts'
import { call, clientOf, logIn, userinfoStatus } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider({ profile: 'keycloak-26' })
})
afterAll(() => op.close())

const subject = async (scope = 'openid profile email') => (await logIn(op, 'exchanger', { scope })).access

test('gives an access token and says so', async () => {
  const { status, body, access } = await exchange(op, await subject(), { scope: 'openid email' })
  expect(status).toBe(200)
  expect(Object.keys(body)).toEqual([
    'access_token',
    'expires_in',
    'refresh_expires_in',
    'token_type',
    'id_token',
    'not-before-policy',
    'session_state',
    'scope',
    'issued_token_type',
  ])
  expect(body).toMatchObject({ scope: 'openid email', refresh_expires_in: 0, issued_token_type: ACCESS })
  expect(await userinfoStatus(op, access)).toBe(200)
})

test('gives an ID token only to whom asks for openid, and few scopes to whom asks for none', async () => {
  const { body } = await exchange(op, await subject())
  expect(body.scope).toBe('openid')
  expect(body).not.toHaveProperty('id_token')
})

test('gives an ID token in the place of the access token', async () => {
  const { body, access } = await exchange(op, await subject(), { requested_token_type: `${TYPE}id_token` })
  expect(body).toMatchObject({ token_type: 'N_A', issued_token_type: `${TYPE}id_token` })
  expect(decodeJwt(access)?.claims.typ).toBe('ID')
  expect(body).not.toHaveProperty('id_token')
})

const request = (description: string, error = 'invalid_request') => ({ error, error_description: description })

test.each<[string, Record<string, string>, object]>([
  [
    'a type that is no access token',
    { subject_token_type: 'foo' },
    request("Parameter 'subject_token' supports access tokens only"),
  ],
  ['a token that is none', { subject_token: 'x' }, request('Invalid token')],
  [
    'a refresh token as result',
    { requested_token_type: `${TYPE}refresh_token` },
    request('requested_token_type unsupported'),
  ],
  ['an unknown audience', { audience: 'nobody' }, request('Audience not found', 'invalid_client')],
  ['an unknown scope', { scope: 'nonsense' }, request('Invalid scopes: nonsense', 'invalid_scope')],
  ['an empty scope', { scope: '' }, request('Invalid scopes: ', 'invalid_scope')],
  [
    'a parameter of older versions',
    { requested_subject: 'other' },
    request("Parameter 'requested_subject' is not supported for standard token exchange"),
  ],
])('refuses %s', async (_name, form, body) => {
  expect(await exchange(op, await subject(), form)).toMatchObject({ status: 400, body })
})

test('refuses an audience that no scope brings, several at once too', async () => {
  const [web, other] = [clientOf(op, 'web').clientId, clientOf(op, 'web-two').clientId]
  const form: readonly (readonly [string, string])[] = [
    ['grant_type', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    ['subject_token', await subject()],
    ['subject_token_type', ACCESS],
    ['audience', web],
    ['audience', other],
  ]
  const answer = await call(op, 'token', clientOf(op, 'exchanger'), form)
  expect(answer).toMatchObject({ status: 400, body: request(`Requested audience not available: ${web}, ${other}`) })
})

test('refuses a token of another client, and a client that was not enabled', async () => {
  const { access } = await logIn(op, 'web-two')
  expect(await exchange(op, access)).toMatchObject({
    status: 403,
    body: request('Client is not within the token audience', 'access_denied'),
  })
  expect(await exchange(op, access, {}, 'web')).toMatchObject({
    status: 400,
    body: request('Standard token exchange is not enabled for the requested client'),
  })
})

test('exchanges the token of another client that names this one, and only then forgets openid', async () => {
  const { access } = await logIn(op, 'web')
  expect(decodeJwt(access)?.claims.aud).toBe(clientOf(op, 'exchanger').clientId)
  expect((await exchange(op, access)).body).toMatchObject({ scope: '' })
  expect((await exchange(op, await subject())).body).toMatchObject({ scope: 'openid' })
  // Whatever the client may ask for, had by the subject token or not.
  const { access: poor } = await logIn(op, 'web', { scope: 'openid' })
  expect((await exchange(op, poor, { scope: 'openid profile' })).body).toMatchObject({ scope: 'openid profile' })
})

test('gives a token for an audience that the registration of the client names', async () => {
  const audience = clientOf(op, 'resource').clientId
  const { status, access } = await exchange(op, await subject(), { audience })
  expect(status).toBe(200)
  expect(decodeJwt(access)?.claims.aud).toBe(audience)
})

test('refuses what lacks a subject token, or its type', async () => {
  const grant_type = 'urn:ietf:params:oauth:grant-type:token-exchange'
  const exchanger = clientOf(op, 'exchanger')
  const none = await call(op, 'token', exchanger, { grant_type })
  expect(none.body).toEqual(request("Parameter 'subject_token' required for standard token exchange"))
  const untyped = await call(op, 'token', exchanger, { grant_type, subject_token: await subject() })
  expect(untyped.body).toEqual(request("Parameter 'subject_token_type' required for standard token exchange"))
})
