import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Claims, signHmac, signingInput, signRs256 } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { ask, carried, refusal, walk } from '../testing/flow.ts'
import { clientOf } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const unsigned = (claims: Claims): string => `${signingInput({ alg: 'none' }, claims)}.`
const bySecret = (claims: Claims, role = 'web'): string =>
  signHmac({ alg: 'HS256' }, claims, clientOf(op, role).secret ?? '')

describe('a request by value', () => {
  test.each([
    ['unsigned', unsigned],
    ['signed with the secret', bySecret],
  ])('%s counts before what stands beside it', async (_how, sign) => {
    const request = sign({ state: 'inside', nonce: 'n' })
    expect(carried(await walk(op, 'web', { request, state: 'outside' }))).toMatchObject({ state: 'inside' })
  })

  test('may hold everything but the client', async () => {
    const { clientId, redirectUris } = clientOf(op, 'web')
    const request = unsigned({
      ...{
        client_id: clientId,
        redirect_uri: redirectUris[0],
        response_type: 'code',
        scope: 'openid',
        state: 'inside',
      },
    })
    const outside = { redirect_uri: '', scope: '', state: '', request }
    expect(carried(await walk(op, 'web', outside))).toMatchObject({ state: 'inside' })
  })

  test('is judged as if it had come openly', async () => {
    expect(refusal(await ask(op, 'web', { request: unsigned({ scope: 'openid nonsense' }) }))).toContain(
      'invalid_scope',
    )
    const elsewhere = await ask(op, 'web', { request: unsigned({ redirect_uri: 'https://evil.example/' }) })
    expect(refusal(elsewhere)).toContain('Invalid parameter: redirect_uri')
  })

  test.each([
    ['of another client', () => unsigned({ client_id: 'another' })],
    ['signed with another secret', () => bySecret({ state: 'x' }, 'web-two')],
    [
      'signed with a key that the client never registered',
      () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
        return signRs256({ alg: 'RS256' }, { state: 'x' }, privateKey)
      },
    ],
    ['that is none', () => 'a.b.c'],
  ])('%s is refused with a page', async (_what, made) => {
    const stop = await ask(op, 'web', { request: made() })
    expect([stop.status, stop.away]).toEqual([400, undefined])
    expect(stop.page.text).toContain('Invalid Request')
  })
})

test('a request by reference is refused, and nobody goes to fetch it', async () => {
  const stop = await ask(op, 'web', { request_uri: `${op.origin}/request.jwt` })
  expect(refusal(stop)).toContain('Invalid Request')
  expect(op.requests.all().some(({ url }) => url.endsWith('/request.jwt'))).toBe(false)
})
