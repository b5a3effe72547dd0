import { createPublicKey, X509Certificate } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Bend } from '#fixtures/schema/fault.ts'
import { decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from './index.ts'
import { LOGIN_COOKIE } from './named-logins.ts'
import { endpointOf, logIn } from './testing/relying-party.ts'
import { visitor } from './testing/visitor.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterEach(() => op.reset())
afterAll(() => op.close())

const arm = (bend: Bend) => op.fault({ id: 'x', title: 'x', breaks: 'x', ...bend }, { login: 'mine' })

const mine = () => {
  const browser = visitor(op.origin)
  browser.cookies.set(LOGIN_COOKIE, 'mine')
  return logIn(op, 'web', { browser })
}

describe('the address that a forged token names', () => {
  test.each(['own-jku', 'own-x5u'] as const)('%s: has the key, and who comes for it is known', async (sign) => {
    arm({ at: 'id-token', sign })
    const jwt = decodeJwt((await mine()).id)
    const address = String(jwt?.header.jku ?? jwt?.header.x5u)
    expect(op.requests.to('stranger')).toEqual([])
    const text = await (await fetch(address)).text()
    const key = text.startsWith('{')
      ? createPublicKey({ key: JSON.parse(text).keys[0], format: 'jwk' })
      : new X509Certificate(text).publicKey
    expect(jwt && verifiesRs256(jwt, key)).toBe(true)
    expect(op.requests.to('stranger')).toEqual([expect.objectContaining({ login: 'mine', status: 200 })])
  })

  test('is known of nothing else', async () => {
    expect((await fetch(`${op.origin}/stranger/mine/else`)).status).toBe(404)
    expect(op.requests.to('stranger')).toEqual([])
  })
})

test('the header of a token can be bent and signed by somebody else at once', async () => {
  arm({ at: 'id-token.header', sign: 'other-key', remove: ['kid'] })
  const { header } = decodeJwt((await mine()).id) ?? {}
  expect(header).toEqual({ alg: 'RS256', typ: 'JWT' })
})

test('userinfo comes signed by whom a fault says', async () => {
  const told = async (bend: Partial<Bend>) => {
    const { lift } = arm({ at: 'userinfo.response', ...bend })
    const { access } = await mine()
    const answer = await fetch(endpointOf(op, 'userinfo'), { headers: { authorization: `bearer ${access}` } })
    lift()
    return [answer.headers.get('content-type'), decodeJwt(await answer.text())?.claims.sub]
  }
  expect(await told({ sign: 'issuer' })).toEqual(['application/jwt', expect.stringMatching(/@aai/)])
  expect(await told({ sign: 'other-key', set: { sub: 'other' } })).toEqual(['application/jwt', 'other'])
})

test('a connection is cut before an answer, or within it', async () => {
  const ended = async (cut: 'before' | 'within') => {
    const { lift } = op.fault({ id: 'x', title: 'x', breaks: 'x', at: 'answer', on: 'jwks', cut })
    const answer = await fetch(endpointOf(op, 'jwks')).catch(() => 'no answer')
    const end = typeof answer === 'string' ? answer : await answer.text().catch(() => `${answer.status}, cut`)
    lift()
    return end
  }
  expect([await ended('before'), await ended('within')]).toEqual(['no answer', '200, cut'])
})
