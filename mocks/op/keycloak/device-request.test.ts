import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { startDevice } from '../testing/device.ts'
import { call, clientOf, endpointOf } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
let op26: RunningProvider
beforeAll(async () => {
  op = await startProvider()
  op26 = await startProvider({ profile: { ...(await loadProfile('openaire-beta')), dialect: 'keycloak-26' } })
})
afterAll(() => Promise.all([op.close(), op26.close()]))

type Form = Readonly<Record<string, string>> | readonly (readonly [string, string])[]

const ask = (provider: RunningProvider, role: string, form: Form = {}) =>
  call(provider, 'deviceAuthorization', clientOf(provider, role), form)

describe('a device that asks for a login', () => {
  test.each(['device', 'device-public', 'local'])('is told what its user has to do: %s', async (role) => {
    const { status, headers, body } = await ask(op, role, { scope: 'openid' })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toContain('no-store')
    const address = endpointOf(op, 'deviceVerification')
    expect(body).toEqual({
      device_code: expect.stringMatching(/^[\w-]{43}$/),
      user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
      verification_uri: address,
      verification_uri_complete: `${address}?user_code=${body.user_code}`,
      expires_in: 600,
      interval: 5,
    })
  })

  test('gets other codes each time', async () => {
    const [first, second] = await Promise.all([startDevice(op), startDevice(op)])
    expect(first.device_code).not.toBe(second.device_code)
    expect(first.user_code).not.toBe(second.user_code)
  })

  test('may send its secret as a parameter, and any scope', async () => {
    const { clientId, secret = '' } = clientOf(op, 'device')
    const form = { client_id: clientId, client_secret: secret, scope: 'openid nonsense' }
    expect((await call(op, 'deviceAuthorization', undefined, form)).status).toBe(200)
  })

  test('may ask at the address of the page too', async () => {
    const { body } = await call(op, 'deviceVerification', clientOf(op, 'device'), { scope: 'openid' })
    expect(body.user_code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
  })
})

describe('a device is refused', () => {
  test.each<[string, string | undefined, Form, number, string, string]>([
    ['without a client', undefined, {}, 401, 'invalid_client', 'Invalid client or Invalid client credentials'],
    [
      'as an unknown client',
      undefined,
      { client_id: 'nobody' },
      401,
      'invalid_client',
      'Invalid client or Invalid client credentials',
    ],
    [
      'when the grant is off for it',
      'web',
      {},
      400,
      'unauthorized_client',
      'Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is disabled for the client.',
    ],
    [
      'with a parameter twice',
      'device',
      [
        ['scope', 'openid'],
        ['scope', 'openid'],
      ],
      400,
      'invalid_grant',
      'duplicated parameter',
    ],
    [
      'with a method and no challenge',
      'device-pkce',
      { code_challenge_method: 'S256' },
      400,
      'invalid_request',
      'Missing parameter: code_challenge',
    ],
    [
      'with a challenge and no method where it has to use one',
      'device-pkce',
      { code_challenge: 'a'.repeat(43) },
      400,
      'invalid_request',
      'Missing parameter: code_challenge_method',
    ],
    [
      'with another method than it registered',
      'device-pkce',
      { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' },
      400,
      'invalid_request',
      'Invalid parameter: code challenge method is not configured one',
    ],
    [
      'with an unknown method',
      'device-public',
      { code_challenge: 'a'.repeat(43), code_challenge_method: 'foo' },
      400,
      'invalid_request',
      'Invalid parameter: code_challenge_method',
    ],
    [
      'with a challenge that is too short',
      'device-public',
      { code_challenge: 'a', code_challenge_method: 'S256' },
      400,
      'invalid_request',
      'Invalid parameter: code_challenge',
    ],
  ])('%s', async (_name, role, form, status, error, description) => {
    const client = role === undefined ? undefined : clientOf(op, role)
    const answer = await call(op, 'deviceAuthorization', client, form)
    expect(answer).toMatchObject({ status, body: { error, error_description: description } })
  })

  test('when it is confidential and shows no secret, or a wrong one', async () => {
    const { clientId } = clientOf(op, 'device')
    const forms: readonly Form[] = [{ client_id: clientId }, { client_id: clientId, client_secret: 'x' }]
    for (const form of forms) {
      const { status, body } = await call(op, 'deviceAuthorization', undefined, form)
      expect([status, body.error]).toEqual([401, 'unauthorized_client'])
    }
  })
})

test('the federations let a client leave PKCE out that is registered with it; Keycloak itself does not', async () => {
  expect((await ask(op, 'device-pkce')).status).toBe(200)
  expect(await ask(op26, 'device-pkce')).toMatchObject({
    status: 400,
    body: { error: 'invalid_request', error_description: 'Missing parameter: code_challenge_method' },
  })
})

test('a fault bends what the device is told, or makes the page pedantic', async () => {
  const fault = { id: 'device.bent', title: 'a bent device response', breaks: 'DEV-REQUEST' } as const
  const bent = op.fault({ ...fault, at: 'device.response', remove: ['verification_uri'] })
  expect((await ask(op, 'device')).body).not.toHaveProperty('verification_uri')
  bent.lift()
  const { user_code, verification_uri } = await startDevice(op)
  const pedantic = op.fault({ ...fault, at: 'behaviour', behave: { userCode: 'exact' } })
  const typed = await visitor(op.origin).get(`${verification_uri}?user_code=${user_code.toLowerCase()}`)
  const shown = await visitor(op.origin).get(`${verification_uri}?user_code=${user_code}`)
  pedantic.lift()
  expect(typed.page.text).toContain('Invalid code')
  expect(shown.page.text).toContain('Sign in')
})

test('a fault makes the provider blind to a missing grant', async () => {
  const armed = op.fault({
    id: 'device.anybody',
    title: 'a device endpoint for every client',
    breaks: 'DEV-BOUND',
    at: 'behaviour',
    skip: ['device.request-not-allowed'],
  })
  const { status } = await ask(op, 'web')
  armed.lift()
  expect(status).toBe(200)
})
