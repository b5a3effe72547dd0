import { describe, expect, test } from 'vitest'
import type { Bend, Signing } from '#fixtures/schema/fault.ts'
import { type Carelessness, type Look, looks, type RunningRelyingParty } from './index.ts'
import { guest } from './testing/guest.ts'
import { stand } from './testing/stand.ts'

const { op, service, arm } = stand()

describe('a right service', () => {
  test('signs everybody in, and each as themselves', async () => {
    const rp = await service()
    const [ada, many] = [guest(op(), rp), guest(op(), rp)]
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
    const ada = guest(op(), rp)
    await ada.logIn()
    const { location } = await ada.get('/logout')
    expect(location).toContain('id_token_hint=')
    expect(await ada.me()).toBeUndefined()
  })

  test('sends and tells nothing twice', async () => {
    const rp = await service()
    await guest(op(), rp).logIn()
    await guest(op(), rp).logIn()
    const [one, two] = op()
      .requests.to('authorization')
      .filter(({ params }) => params.state)
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
  'answer-doubled': { at: 'authorization.response', repeat: ['state'] },
  form: { at: 'token.response', set: { id_token: (old: unknown) => `${old}.QUFJ.QUFJ` } },
  doubled: { at: 'id-token', set: { iss: 'https://aai.other.example' }, repeat: ['iss'] },
  'token-kind': { at: 'id-token.header', set: { typ: 'at+jwt' } },
  'header-key': { at: 'id-token', sign: 'own-jwk' },
  'userinfo-signature': { at: 'userinfo.response', sign: 'issuer' },
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
    const ada = guest(op(), rp)
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
    const ada = guest(op(), rp)
    arm(fault)
    await ada.logIn()
    expect(await ada.me()).toBeDefined()
  })
})

const alike = {
  algorithm: ['HS256-public-jwk', 'HS256-secret', 'none', 'unsigned'],
  'header-key': ['own-jku', 'own-x5c', 'own-x5u'],
} as const

describe.each(Object.entries(alike) as [Look, readonly Signing[]][])('who overlooks %s', (look, signings) => {
  test.each(signings)('falls for %s', async (sign) => {
    const bend = sign === 'unsigned' ? { at: 'id-token.header', set: { alg: '' } } : { at: 'id-token' }
    arm({ ...bend, sign } as Bend)
    const signedIn = async (...careless: readonly Look[]): Promise<boolean> => {
      const ada = guest(op(), await service(...careless))
      await ada.logIn()
      return (await ada.me()) !== undefined
    }
    expect([await signedIn(), await signedIn(look)]).toEqual([false, true])
  })
})

describe('bad habits', () => {
  test('accounts by address', async () => {
    const rp = await service('keyed-by-email')
    const [ada, other] = [guest(op(), rp), guest(op(), rp)]
    await ada.logIn()
    const email = String((await ada.me())?.email)
    op().addUser('double', { title: 'd', username: 'double', password: 'pw', attributes: { email } })
    await other.logIn('double')
    expect((await other.me())?.account).toBe((await ada.me())?.account)
  })

  test('a session that keeps its name, in a cookie that scripts read', async () => {
    const names = async (rp: RunningRelyingParty) => {
      const ada = guest(op(), rp)
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
    const ada = guest(op(), await service('code-left'))
    expect(await ada.logIn()).toMatchObject({ status: 200, location: null })
  })

  test('logouts that end here, or at an address of old', async () => {
    const leaving = async (...careless: readonly Carelessness[]) => {
      const ada = guest(op(), await service(...careless))
      await ada.logIn()
      return (await ada.get('/logout')).location
    }
    expect(await leaving('local-logout')).toBe('/')
    expect(await leaving('legacy-logout')).toMatch(/\/saml\/logout\?redirect=http/)
  })
})

test('every look has its fault', () => {
  const elsewhere: readonly string[] = ['id-token']
  expect(Object.keys(looks).filter((look) => !(look in faults) && !elsewhere.includes(look))).toEqual([])
})
