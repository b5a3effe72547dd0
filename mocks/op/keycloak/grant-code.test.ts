import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '../index.ts'
import { codeFor, complaint, redeem, refreshed } from '../testing/flow.ts'
import { call, clientOf, isSignedIn, userinfoStatus } from '../testing/relying-party.ts'
import { visitor } from '../testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const NOT_VALID = 'invalid_grant: Code not valid'

describe('a code that comes a second time', () => {
  test('is refused, and what came of it dies', async () => {
    const browser = visitor(op.origin)
    const code = await codeFor(op, 'refresh', {}, { browser })
    const first = await redeem(op, 'refresh', code)
    expect(await userinfoStatus(op, first.access)).toBe(200)
    const again = await redeem(op, 'refresh', code)
    expect([again.status, complaint(again.body)]).toEqual([400, NOT_VALID])
    expect(await userinfoStatus(op, first.access)).toBe(401)
    const { body } = await call(op, 'introspection', clientOf(op, 'resource'), { token: first.access })
    expect(body).toEqual({ active: false })
    expect((await refreshed(op, 'refresh', first.refresh)).status).toBe(400)
    expect(await isSignedIn(op, browser)).toBe(true)
  })

  test('costs the client its place, and others nothing', async () => {
    const browser = visitor(op.origin)
    const [code, other] = [await codeFor(op, 'web', {}, { browser }), await codeFor(op, 'web-two', {}, { browser })]
    const [mine, theirs] = [await redeem(op, 'web', code), await redeem(op, 'web-two', other)]
    await redeem(op, 'web', code)
    expect([await userinfoStatus(op, mine.access), await userinfoStatus(op, theirs.access)]).toEqual([401, 200])
    const next = await redeem(op, 'web', await codeFor(op, 'web', {}, { browser }))
    expect(await userinfoStatus(op, next.access)).toBe(200)
  })

  test('does not reach what was granted offline', async () => {
    const code = await codeFor(op, 'offline', { scope: 'openid offline_access' })
    const { refresh } = await redeem(op, 'offline', code)
    expect((await redeem(op, 'offline', code)).status).toBe(400)
    expect((await refreshed(op, 'offline', refresh)).status).toBe(200)
  })

  test('by another client', async () => {
    const code = await codeFor(op, 'web')
    expect(complaint((await redeem(op, 'web-two', code)).body)).toBe('invalid_grant: Incorrect redirect_uri')
    expect(complaint((await redeem(op, 'web', code)).body)).toBe(NOT_VALID)
  })

  test('many times at once works once', async () => {
    const code = await codeFor(op, 'web')
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(op, 'web', code)))
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
    expect(answers.every(({ status }) => status === 200 || status === 400)).toBe(true)
  })
})

describe('a code is bound', () => {
  test('to its redirect URI', async () => {
    const { redirectUris } = clientOf(op, 'web')
    for (const redirect_uri of ['', redirectUris[1] ?? '', `${redirectUris[0]}/`]) {
      const { body } = await redeem(op, 'web', await codeFor(op, 'web'), { redirect_uri })
      expect(complaint(body)).toBe('invalid_grant: Incorrect redirect_uri')
    }
  })

  test('to its client, even if both share the redirect URI', async () => {
    const { redirectUris } = clientOf(op, 'web')
    const thief = { ...clientOf(op, 'web-two'), clientId: 'thief', redirectUris }
    op.addClient('thief', thief)
    const { body } = await redeem(op, 'thief', await codeFor(op, 'web'))
    expect(complaint(body)).toBe('invalid_grant: Auth error')
  })

  const partsOf = async (): Promise<readonly [uuid: string, session: string, client: string]> => {
    const [uuid = '', session = '', client = ''] = (await codeFor(op, 'web')).split('.')
    return [uuid, session, client]
  }

  test('to its session', async () => {
    const [[uuid, , client], [, another]] = [await partsOf(), await partsOf()]
    expect(complaint((await redeem(op, 'web', `${uuid}.${another}.${client}`)).body)).toBe(NOT_VALID)
    expect(complaint((await redeem(op, 'web', uuid)).body)).toBe(NOT_VALID)
  })

  test('to the client that it names', async () => {
    const [uuid, session, client] = await partsOf()
    const { body } = await redeem(op, 'web', `${uuid}.${session}.${client}x`)
    expect(complaint(body)).toBe('invalid_grant: User session not found')
  })

  test('to its hour', async () => {
    const code = await codeFor(op, 'web')
    op.elapse(code, op.profile.lifetimes.code - 2)
    expect((await redeem(op, 'web', code)).status).toBe(200)
    const late = await codeFor(op, 'web')
    op.elapse(late, op.profile.lifetimes.code)
    expect(complaint((await redeem(op, 'web', late)).body)).toBe(NOT_VALID)
  })
})

describe('what is answered', () => {
  test('in the order and with the members of Keycloak', async () => {
    const { body } = await redeem(op, 'refresh', await codeFor(op, 'refresh', { nonce: 'n' }))
    expect(Object.keys(body)).toEqual([
      ...['access_token', 'expires_in', 'refresh_expires_in', 'refresh_token', 'token_type', 'id_token'],
      ...['not-before-policy', 'session_state', 'scope'],
    ])
  })

  test('without openid no ID token', async () => {
    const { body } = await redeem(op, 'web', await codeFor(op, 'web', { scope: 'email' }))
    expect(body).not.toHaveProperty('id_token')
    expect(body.scope).toBe('email')
  })

  test('without a code a complaint about the code', async () => {
    expect(complaint((await redeem(op, 'web', '')).body)).toBe('invalid_request: Missing parameter: code')
  })
})
