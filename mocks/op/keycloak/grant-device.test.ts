import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { answerDevice, DEVICE_GRANT, poll, startDevice } from '../testing/device.ts'
import { call, clientOf, tokensOf, urlOf, userinfoStatus } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const INTERVAL = 5

const refusals = {
  pending: {
    error: 'authorization_pending',
    error_description: 'The authorization request is still pending',
  },
  slowDown: { error: 'slow_down', error_description: 'Slow down' },
  denied: { error: 'access_denied', error_description: 'The end user denied the authorization request' },
  expired: { error: 'expired_token', error_description: 'Device code is expired' },
  notValid: { error: 'invalid_grant', error_description: 'Device code not valid' },
}

describe('a device that polls', () => {
  test('gets tokens of the user who agreed, once', async () => {
    const device = await startDevice(op, 'device', { scope: 'openid email nonsense' })
    await answerDevice(op, device)
    const tokens = await poll(op, device)
    expect(tokens.status).toBe(200)
    expect(tokens.body.scope).toBe('openid email')
    const { clientId } = clientOf(op, 'device')
    const { azp, acr, sub } = decodeJwt(tokens.access)?.claims ?? {}
    expect({ azp, acr }).toEqual({ azp: clientId, acr: '1' })
    expect(decodeJwt(tokens.id)?.claims).toMatchObject({ aud: clientId, sub })
    expect(await userinfoStatus(op, tokens.access)).toBe(200)
    expect(await poll(op, device)).toMatchObject({ status: 400, body: refusals.notValid })
  })

  test('gets no ID token without openid, and a refresh token with offline_access', async () => {
    const bare = await startDevice(op, 'device', { scope: 'email' })
    await answerDevice(op, bare)
    expect((await poll(op, bare)).body).not.toHaveProperty('id_token')
    const offline = await startDevice(op, 'device-public', { scope: 'openid offline_access' })
    await answerDevice(op, offline)
    const { refresh } = await poll(op, offline, 'device-public')
    const form = { grant_type: 'refresh_token', refresh_token: refresh }
    expect((await tokensOf(op, clientOf(op, 'device-public'), form)).status).toBe(200)
  })

  test('waits, and is told when it asks too often', async () => {
    const device = await startDevice(op)
    expect(await poll(op, device)).toMatchObject({ status: 400, body: refusals.pending })
    expect(await poll(op, device)).toMatchObject({ status: 400, body: refusals.slowDown })
    op.elapse(device.device_code, INTERVAL)
    expect((await poll(op, device)).body).toEqual(refusals.pending)
    op.elapse(device.device_code, INTERVAL - 1)
    expect((await poll(op, device)).body).toEqual(refusals.slowDown)
    op.elapse(device.device_code, 1)
    expect((await poll(op, device)).body).toEqual(refusals.pending)
  })

  test('hears that the user refused', async () => {
    const device = await startDevice(op)
    await answerDevice(op, device, { button: 'cancel' })
    expect(await poll(op, device)).toMatchObject({ status: 400, body: refusals.denied })
    expect((await poll(op, device)).body).toEqual(refusals.slowDown)
  })

  test('hears that its code has expired, and after a while not even that', async () => {
    const device = await startDevice(op)
    op.elapse(device.device_code, 600)
    expect(await poll(op, device)).toMatchObject({ status: 400, body: refusals.expired })
    op.elapse(device.device_code, 20)
    expect((await poll(op, device)).body).toEqual(refusals.notValid)
  })

  test('comes too late even when its user agreed in time', async () => {
    const device = await startDevice(op)
    await answerDevice(op, device)
    op.elapse(device.device_code, 600)
    expect((await poll(op, device)).body).toEqual(refusals.expired)
  })

  test('gets its tokens minutes after the user agreed', async () => {
    const device = await startDevice(op)
    await answerDevice(op, device)
    op.elapse(device.device_code, 590)
    expect((await poll(op, device)).status).toBe(200)
  })

  test('waits for ever when the user logged out in the meantime', async () => {
    const device = await startDevice(op)
    const browser = visitor(op.origin)
    await answerDevice(op, device, { browser })
    const question = await browser.get(urlOf(op, 'endSession'))
    await browser.submit(question, {}, 'confirmLogout')
    expect((await poll(op, device)).body).toEqual({
      error: 'authorization_pending',
      error_description: 'The authorization request is verified but can not lookup the user session yet',
    })
  })
})

describe('a device code', () => {
  test('is of no use to another client', async () => {
    const device = await startDevice(op)
    await answerDevice(op, device)
    expect(await poll(op, device, 'device-public')).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'unauthorized client' },
    })
    expect((await poll(op, device)).status).toBe(200)
  })

  test('has to be there, and one of ours', async () => {
    const device = clientOf(op, 'device')
    expect(await call(op, 'token', device, { grant_type: DEVICE_GRANT })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: 'Missing parameter: device_code' },
    })
    for (const code of ['', 'x']) {
      expect((await poll(op, { device_code: code })).body).toEqual(refusals.notValid)
    }
  })

  test('is redeemed only by a client that has the grant, and its secret', async () => {
    const { device_code } = await startDevice(op)
    expect(await poll(op, { device_code }, 'web')).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_grant',
        error_description: 'Client not allowed OAuth 2.0 Device Authorization Grant',
      },
    })
    const { clientId } = clientOf(op, 'device')
    const form = { grant_type: DEVICE_GRANT, device_code, client_id: clientId }
    expect((await call(op, 'token', undefined, form)).status).toBe(401)
  })
})

describe('PKCE for devices', () => {
  const verifier = 'v'.repeat(64)
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const form = { scope: 'openid', code_challenge: challenge, code_challenge_method: 'S256' }

  test('is asked for after the user has agreed, and a miss does not spend the code', async () => {
    const device = await startDevice(op, 'device-pkce', form)
    const ask = async (extra: Record<string, string> = {}) => {
      op.elapse(device.device_code, INTERVAL)
      const { status, body } = await poll(op, device, 'device-pkce', extra)
      return status === 200 ? 'tokens' : body.error_description
    }
    expect(await ask()).toBe(refusals.pending.error_description)
    await answerDevice(op, device)
    expect(await ask()).toBe('PKCE code verifier not specified')
    expect(await ask({ code_verifier: 'w'.repeat(64) })).toBe('PKCE verification failed')
    expect(await ask({ code_verifier: verifier })).toBe('tokens')
  })

  test('is plain when no method is named', async () => {
    const device = await startDevice(op, 'device-public', { scope: 'openid', code_challenge: verifier })
    await answerDevice(op, device)
    expect((await poll(op, device, 'device-public', { code_verifier: verifier })).status).toBe(200)
  })

  test('is not missed where it was left out', async () => {
    const device = await startDevice(op, 'device-pkce', { scope: 'openid' })
    await answerDevice(op, device)
    expect((await poll(op, device, 'device-pkce')).status).toBe(200)
  })
})

describe('a fault makes the provider', () => {
  const blindTo = (condition: string) =>
    op.fault({ id: 'device.blind', title: 'a careless grant', breaks: 'DEV-BOUND', at: 'behaviour', skip: [condition] })

  test('forget that a code was used', async () => {
    const device = await startDevice(op)
    await answerDevice(op, device)
    await poll(op, device)
    const armed = blindTo('device.code-spent')
    op.elapse(device.device_code, INTERVAL)
    const again = await poll(op, device)
    armed.lift()
    expect(again.status).toBe(200)
  })

  test('give a code of one client to another', async () => {
    const device = await startDevice(op)
    await answerDevice(op, device)
    const armed = blindTo('device.other-client')
    const foreign = await poll(op, device, 'device-public')
    armed.lift()
    expect(foreign.status).toBe(200)
  })
})
