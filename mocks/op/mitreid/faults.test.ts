import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Bend } from '#fixtures/schema/fault.ts'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { carried, codeFor, redeem, requestOf, walk } from '../testing/flow.ts'
import {
  call,
  clientOf,
  endpointOf,
  logIn,
  personOf,
  tokensOf,
  urlOf,
  userinfoStatus,
} from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
const lifts: (() => void)[] = []
beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-legacy' })
})
afterEach(() => {
  for (const lift of lifts.splice(0)) lift()
})
afterAll(() => op.close())

const arm = (bend: Bend, client?: string): void => {
  const fault = { id: 'test', title: 'a fault', breaks: 'X', ...bend }
  lifts.push(op.fault(fault, client === undefined ? {} : { client }).lift)
}

const blindTo = (...skip: string[]): void => arm({ at: 'behaviour', skip })

describe('what is sent can be bent:', () => {
  test('discovery and keys', async () => {
    arm({ at: 'discovery', set: { issuer: 'https://other.example' } })
    arm({ at: 'jwks', set: { keys: [] } })
    expect(await (await fetch(op.discoveryUrl)).json()).toHaveProperty('issuer', 'https://other.example')
    expect(await (await fetch(endpointOf(op, 'jwks'))).json()).toEqual({ keys: [] })
  })

  test('the authorization response', async () => {
    arm({ at: 'authorization.response', remove: ['state'] })
    expect(Object.keys(carried(await walk(op, 'web')))).toEqual(['code'])
  })

  test('the token response, for one client only', async () => {
    arm({ at: 'token.response', set: { token_type: 'mac' } }, clientOf(op, 'web').clientId)
    expect((await logIn(op)).body.token_type).toBe('mac')
    expect((await logIn(op, 'web-two')).body.token_type).toBe('Bearer')
  })

  test('tokens and their header', async () => {
    arm({ at: 'id-token', remove: ['nonce'], set: { aud: 'another' } })
    arm({ at: 'id-token.header', set: { crit: ['x'] } })
    arm({ at: 'access-token', set: { sub: 'another' } })
    arm({ at: 'refresh-token', set: { extra: 1 } })
    const { id, access, refresh } = await logIn(op, 'refresh', { scope: 'openid offline_access' })
    expect(decodeJwt(id)).toMatchObject({ header: { crit: ['x'] }, claims: { aud: 'another' } })
    expect(decodeJwt(access)?.claims.sub).toBe('another')
    expect(decodeJwt(access)?.header).not.toHaveProperty('crit')
    expect(decodeJwt(refresh)?.claims.extra).toBe(1)
  })

  test.each(['none', 'HS256-public-key', 'unknown-kid'] as const)('the signature: %s', async (sign) => {
    const before = decodeJwt((await logIn(op)).id)?.header
    arm({ at: 'id-token', sign })
    expect(decodeJwt((await logIn(op)).id)?.header).not.toEqual(before)
  })

  test('claims, userinfo, introspection and the device response', async () => {
    arm({ at: 'claims', set: { extra: 1 } })
    arm({ at: 'userinfo.response', remove: ['sub'] })
    arm({ at: 'introspection.response', set: { active: 'yes' } })
    arm({ at: 'device.response', remove: ['user_code'] })
    const { access } = await logIn(op)
    const userinfo = await fetch(endpointOf(op, 'userinfo'), { headers: { authorization: `Bearer ${access}` } })
    expect(await userinfo.json()).toEqual({ extra: 1 })
    expect((await call(op, 'introspection', clientOf(op, 'web'), { token: access })).body.active).toBe('yes')
    const device = await call(op, 'deviceAuthorization', clientOf(op, 'device-public'), {})
    expect(Object.keys(device.body)).toEqual(['device_code', 'verification_uri', 'expires_in'])
  })

  test('refusals and whole answers', async () => {
    arm({ at: 'refusal', of: ['code.unknown'], answer: { status: 200, body: '{}' } })
    arm({ at: 'answer', on: 'revocation', answer: { status: 204 } })
    expect((await redeem(op, 'web', 'unknown')).status).toBe(200)
    expect((await call(op, 'revocation', clientOf(op, 'web'), {})).status).toBe(204)
  })
})

describe('a check can be forgotten:', () => {
  test('that a code was used', async () => {
    const code = await codeFor(op, 'web')
    await redeem(op, 'web', code)
    blindTo('code.spent')
    expect((await redeem(op, 'web', code)).status).toBe(200)
  })

  test('its redirect URI, its client and its verifier', async () => {
    blindTo('code.redirect-uri-mismatch', 'code.other-client', 'pkce.verifier-wrong')
    const challenge = { code_challenge: 'v'.repeat(43), code_challenge_method: 'plain' }
    expect((await redeem(op, 'web-two', await codeFor(op, 'web', challenge))).status).toBe(200)
  })

  test('the redirect URI of a request', async () => {
    blindTo('authorization.redirect-uri-invalid')
    const stop = await walk(op, 'web', { redirect_uri: 'https://evil.example/' })
    expect(stop.away).toMatch(/^https:\/\/evil\.example\/\?code=/)
  })

  test('the password, and the secret', async () => {
    blindTo('login.wrong-password', 'client.secret-wrong')
    const browser = visitor(op.origin)
    const page = await browser.get(urlOf(op, 'authorization', requestOf(op, 'web')))
    const stop = await browser.submit(page, { ...personOf(op, 'plain'), password: 'wrong' }, 'submit')
    expect(carried(stop)).toHaveProperty('code')
    const wrong = { ...clientOf(op, 'service'), secret: 'wrong' }
    expect((await tokensOf(op, wrong, { grant_type: 'client_credentials' })).status).toBe(200)
  })

  test('age and owner of tokens', async () => {
    const login = await logIn(op, 'refresh', { scope: 'openid email offline_access' })
    op.elapse(login.access, op.profile.lifetimes.accessToken + 1)
    expect(await userinfoStatus(op, login.access)).toBe(401)
    blindTo('userinfo.token-invalid', 'refresh.other-client', 'refresh.scope-wider')
    expect(await userinfoStatus(op, login.access)).toBe(200)
    const form = { grant_type: 'refresh_token', refresh_token: login.refresh }
    expect((await tokensOf(op, clientOf(op, 'device'), form)).status).toBe(200)
  })

  test('where a logout may lead, and that it asks', async () => {
    blindTo('logout.confirm', 'logout.redirect-uri-alone')
    const { browser } = await logIn(op)
    const stop = await browser.get(urlOf(op, 'endSession', { post_logout_redirect_uri: 'https://evil.example/' }))
    expect(stop.away).toBe('https://evil.example/?state')
  })
})

describe('a provider can behave otherwise:', () => {
  test('a refreshed token that is dead from the start', async () => {
    arm({ at: 'behaviour', behave: { refreshed: 'dead' } })
    const { refresh } = await logIn(op, 'refresh', { scope: 'openid offline_access' })
    const form = { grant_type: 'refresh_token', refresh_token: refresh }
    const { status, access } = await tokensOf(op, clientOf(op, 'refresh'), form)
    expect([status, await userinfoStatus(op, access)]).toEqual([200, 401])
  })

  test('a request that lacks what it demands, a grant that it does not serve', async () => {
    arm({ at: 'behaviour', behave: { demands: ['nonce'], grantsRefused: ['authorization_code'] } })
    expect(carried(await walk(op, 'web')).error).toBe('invalid_request')
    expect((await redeem(op, 'web', 'x')).body.error).toBe('unsupported_grant_type')
  })
})
