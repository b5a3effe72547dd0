import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Bend } from '#fixtures/schema/fault.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { clientOf } from '#mocks/op/testing/relying-party.ts'
import { signRs256 } from '#mocks/wire/jwt.ts'
import { checkIdToken } from './id-token.ts'
import { type Carelessness, type Look, looks, type RunningRelyingParty, startRelyingParty } from './index.ts'
import { eyesOf } from './looks.ts'
import { guest } from './testing/guest.ts'

let op: RunningProvider
const open: RunningRelyingParty[] = []
beforeAll(async () => {
  op = await startProvider()
})
afterEach(async () => {
  op.reset()
  await Promise.all(open.splice(0).map((rp) => rp.close()))
})
afterAll(() => op.close())

const service = async (...careless: readonly Carelessness[]): Promise<RunningRelyingParty> => {
  const { clientId, secret = '' } = clientOf(op, 'web')
  const rp = await startRelyingParty({ issuer: op.issuer, clientId, secret, careless })
  op.addClient('service', { ...clientOf(op, 'web'), redirectUris: [rp.redirectUri] })
  open.push(rp)
  return rp
}

const arm = (bend: Bend) => op.fault({ id: 'x', title: 'x', breaks: 'x', ...bend })

describe('a right service', () => {
  test('signs everybody in, and each as themselves', async () => {
    const rp = await service()
    const [ada, many] = [guest(op, rp), guest(op, rp)]
    expect(await ada.me()).toBeUndefined()
    expect(await ada.logIn()).toMatchObject({ status: 302, location: '/' })
    await many.logIn('many-groups')
    const seen = [await ada.me(), await many.me()]
    expect(seen).toEqual([expect.objectContaining({ account: 1 }), expect.objectContaining({ account: 2 })])
    expect(seen[0]?.sub).not.toBe(seen[1]?.sub)
    expect((await ada.get('/data')).status).toBe(200)
  })

  test('signs out here and at the issuer', async () => {
    const rp = await service()
    const ada = guest(op, rp)
    await ada.logIn()
    const { location } = await ada.get('/logout')
    expect(location).toContain('id_token_hint=')
    expect(await ada.me()).toBeUndefined()
  })

  test('sends and tells nothing twice', async () => {
    const rp = await service()
    await guest(op, rp).logIn()
    await guest(op, rp).logIn()
    const [one, two] = op.requests.to('authorization').filter(({ params }) => params.state)
    for (const name of ['state', 'nonce', 'code_challenge']) expect(one?.params[name]).not.toBe(two?.params[name])
  })
})

/** What each look is there for: a fault that nothing else of the service would notice. */
const faults: Partial<Record<Look, Bend>> = {
  'metadata-issuer': { at: 'discovery', set: { issuer: 'https://aai.other.example' } },
  state: { at: 'authorization.response', set: { state: 'of-somebody-else' } },
  'response-issuer': { at: 'authorization.response', set: { iss: 'https://aai.other.example' } },
  'error-response': { at: 'authorization.response', set: { error: 'access_denied' } },
  'token-status': { at: 'answer', on: 'token', answer: { status: 500 } },
  'token-type': { at: 'token.response', set: { token_type: 'mac' } },
  algorithm: { at: 'id-token', sign: 'HS256-public-key' },
  signature: { at: 'id-token', sign: 'broken' },
  'key-id': { at: 'id-token.header', set: { kid: 'nobody' } },
  critical: { at: 'id-token.header', set: { crit: ['b64'], b64: true } },
  issuer: { at: 'id-token', set: { iss: 'https://aai.other.example' } },
  audience: { at: 'id-token', set: { aud: 'somebody-else' } },
  'other-audiences': { at: 'id-token', set: { aud: (old: unknown) => [old, 'somebody-else'].flat() } },
  'authorized-party': { at: 'id-token', set: { azp: 'somebody-else' } },
  expiry: { at: 'id-token', set: { exp: 1 } },
  'issued-at': { at: 'id-token', remove: ['iat'] },
  'not-before': { at: 'id-token', set: { nbf: 4_102_444_800 } },
  nonce: { at: 'id-token', set: { nonce: 'of-somebody-else' } },
  'access-token-hash': { at: 'id-token', set: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } },
  subject: { at: 'id-token', set: { sub: 'ada\u0000@aai.openaire.eu' } },
  'userinfo-status': { at: 'answer', on: 'userinfo', answer: { status: 500 } },
  'userinfo-subject': { at: 'userinfo.response', set: { sub: 'somebody-else@aai.openaire.eu' } },
}

describe.each(Object.entries(faults) as [Look, Bend][])('%s', (look, fault) => {
  test('is looked at: the fault leaves nobody signed in, and the next try works', async () => {
    const rp = await service()
    const ada = guest(op, rp)
    const { lift } = arm(fault)
    const { status, text } = await ada.logIn().catch(async () => ada.get('/login'))
    expect([status, text]).toEqual([400, expect.stringContaining('Refused')])
    expect(await ada.me()).toBeUndefined()
    lift()
    await ada.logIn()
    expect(await ada.me()).toBeDefined()
  })

  test('overlooked, it lets the fault in', async () => {
    // Userinfo, too, tells of the subject, and would notice first.
    const rp = await service(look, ...(look === 'subject' ? (['userinfo-subject'] as const) : []))
    const ada = guest(op, rp)
    arm(fault)
    await ada.logIn()
    expect(await ada.me()).toBeDefined()
  })
})

test('a token that brings its own key is believed by who does not look where the key comes from', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = publicKey.export({ format: 'jwk' })
  const claims = { iss: 'i', aud: 'c', sub: 's', iat: 100, exp: 200 }
  const token = signRs256({ alg: 'RS256', kid: 'published', jwk }, claims, privateKey)
  const { publicKey: own } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const published = [{ ...own.export({ format: 'jwk' }), kid: 'published' }]
  const expected = { issuer: 'i', clientId: 'c', nonce: undefined, accessToken: 'a', now: 150 }
  const check = (...careless: readonly Look[]) => checkIdToken(token, published, expected, eyesOf(new Set(careless)))
  expect(() => check()).toThrow('signature')
  expect(check('header-key')).toEqual(claims)
})

describe('bad habits', () => {
  const requestsAfter = async (...careless: readonly Carelessness[]) => {
    const rp = await service(...careless)
    await guest(op, rp).logIn()
    await guest(op, rp).logIn()
    return (endpoint: string) => op.requests.to(endpoint)
  }

  test.each<[Carelessness, string, (params: Readonly<Record<string, string>>) => unknown, unknown]>([
    ['constant-state', 'authorization', ({ state }) => state, 'state'],
    ['constant-nonce', 'authorization', ({ nonce }) => nonce, 'nonce'],
    ['no-nonce', 'authorization', ({ nonce }) => nonce, undefined],
    ['no-pkce', 'authorization', ({ code_challenge }) => code_challenge, undefined],
    ['plain-pkce', 'authorization', ({ code_challenge_method }) => code_challenge_method, 'plain'],
  ])('%s', async (habit, endpoint, of, value) => {
    const sent = await requestsAfter(habit)
    expect(sent(endpoint).map(({ params }) => of(params))).toEqual([value, value])
  })

  test('secrets and tokens in addresses', async () => {
    arm({ at: 'behaviour', behave: { credentials: 'query' } })
    const sent = await requestsAfter('secret-in-query', 'token-in-query')
    expect(sent('token')[0]?.url).toContain('client_secret=')
    expect(sent('userinfo')[0]?.url).toContain('access_token=')
  })

  test('accounts by address', async () => {
    const rp = await service('keyed-by-email')
    const [ada, other] = [guest(op, rp), guest(op, rp)]
    await ada.logIn()
    const email = String((await ada.me())?.email)
    op.addUser('double', { title: 'd', username: 'double', password: 'pw', attributes: { email } })
    await other.logIn('double')
    expect((await other.me())?.account).toBe((await ada.me())?.account)
  })

  test('a session that keeps its name, in a cookie that scripts read', async () => {
    const names = async (rp: RunningRelyingParty) => {
      const ada = guest(op, rp)
      const back = await ada.setOut()
      const before = ada.cookies.get('session')
      await ada.get(back)
      return [before, ada.cookies.get('session')]
    }
    const [kept, same] = await names(await service('session-kept'))
    expect(same).toBe(kept)
    const [old, fresh] = await names(await service())
    expect(fresh).not.toBe(old)
    const cookieOf = async (rp: RunningRelyingParty) =>
      (await fetch(`${rp.origin}/login`, { redirect: 'manual' })).headers.get('set-cookie')
    expect(await cookieOf(await service('cookie-open'))).not.toMatch(/HttpOnly|SameSite/)
    expect(await cookieOf(await service())).toMatch(/HttpOnly; SameSite=Lax/)
  })

  test('a code that stays in the address bar', async () => {
    const ada = guest(op, await service('code-left'))
    expect(await ada.logIn()).toMatchObject({ status: 200, location: null })
  })

  test('logouts that end here, or at an address of old', async () => {
    const leaving = async (...careless: readonly Carelessness[]) => {
      const ada = guest(op, await service(...careless))
      await ada.logIn()
      return (await ada.get('/logout')).location
    }
    expect(await leaving('local-logout')).toBe('/')
    expect(await leaving('legacy-logout')).toMatch(/\/saml\/logout\?redirect=http/)
  })

  test('a stack for everybody to see', async () => {
    const broken = { at: 'discovery', set: { authorization_endpoint: 'no address' } } as const
    for (const [careless, shown] of [
      [[], false],
      [['trace-shown'], true],
    ] as const) {
      const rp = await service(...careless)
      const { lift } = arm(broken)
      const { status, text } = await guest(op, rp).get('/login')
      lift()
      expect([status, /at .*\.ts:\d+/.test(text)]).toEqual([500, shown])
    }
  })
})

test('every look has its fault', () => {
  const elsewhere: readonly string[] = ['header-key', 'id-token']
  expect(Object.keys(looks).filter((look) => !(look in faults) && !elsewhere.includes(look))).toEqual([])
})
