import { describe, expect, test } from 'vitest'
import type { Carelessness } from './looks.ts'
import { ADA } from './testing/idp.ts'
import { stand } from './testing/stand.ts'

const { service, visit, speaker } = stand()

const GRACE = {
  ...ADA,
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.13': ['grace@aai.openaire.eu'],
  'urn:oid:2.16.840.1.113730.3.1.241': ['Grace Hopper'],
}

describe('a right service provider', () => {
  test('signs everybody in, and each as themselves', async () => {
    const sp = await service()
    const [ada, grace] = [visit(sp), visit(sp)]
    expect(await ada.me()).toBeUndefined()
    expect(await ada.logIn()).toMatchObject({ status: 303, location: '/' })
    await grace.logIn([], GRACE)
    expect(await ada.me()).toMatchObject({ account: 1, user: 'ada@aai.openaire.eu' })
    expect(await grace.me()).toMatchObject({
      account: 2,
      attributes: { displayName: ['Grace Hopper'], eduPersonEntitlement: ['urn:x:group:one#a', 'urn:x:group:two#a'] },
    })
    expect((await ada.get('/')).text).toContain('Ada Lovelace')
  })

  test('takes a response that is signed, and an assertion that is', async () => {
    for (const set of [{ assertion: false }, { response: false }]) {
      const ada = visit(await service())
      await ada.logIn([{ at: 'saml.signature', set }])
      expect(await ada.me()).toBeDefined()
    }
  })

  test('knows nobody when it is started anew', async () => {
    const sp = await service()
    const ada = visit(sp)
    await ada.logIn()
    sp.restart()
    expect(await ada.me()).toBeUndefined()
    await ada.logIn()
    expect(await ada.me()).toBeDefined()
  })

  test('shows members what is theirs', async () => {
    const sp = await service([], { entitlement: 'urn:x:group:two#a' })
    const ada = visit(sp)
    expect(await ada.get('/members')).toMatchObject({ status: 303, location: '/login?to=/members' })
    await ada.logIn()
    expect((await ada.get('/members')).status).toBe(200)
    const others = visit(await service([], { entitlement: 'urn:x:group:three#a' }))
    await others.logIn()
    expect((await others.get('/members')).status).toBe(403)
  })

  test('does not outlive what the identity provider says of a session', async () => {
    const until = new Date(Date.now() + 60_000).toISOString()
    let later = 0
    const login = async (...careless: readonly Carelessness[]) => {
      later = 0
      const ada = visit(await service(careless, { now: () => Date.now() + later }))
      await ada.logIn([{ at: 'saml.assertion', set: { 'authn.sessionNotOnOrAfter': until } }])
      const before = await ada.me()
      later = 120_000
      return [before !== undefined, (await ada.me()) !== undefined]
    }
    expect(await login()).toEqual([true, false])
    expect(await login('session-for-ever')).toEqual([true, true])
  })

  test('refuses what its identity provider says once its metadata are over', async () => {
    const old = speaker().metadata.replace(
      '<md:EntityDescriptor ',
      '<md:EntityDescriptor validUntil="2020-01-01T00:00:00Z" ',
    )
    const loggingIn = async (...careless: readonly Carelessness[]) =>
      (await visit(await service(careless, { idp: { xml: old } })).get('/login')).status
    expect([await loggingIn(), await loggingIn('idp-metadata-expired')]).toEqual([400, 303])
  })
})

describe('a response counts once, in the browser that asked', () => {
  const again = async (where: 'here' | 'there', ...careless: readonly Carelessness[]): Promise<boolean> => {
    const { keys } = speaker()
    const sp = await service(careless, { keys })
    const ada = visit(sp)
    const { request, relayState } = await ada.setOut()
    const response = speaker().say(request, keys, [])
    const before = new Map(ada.cookies)
    await ada.bring(response, relayState)
    const other = visit(sp)
    if (where === 'here') for (const [name, value] of before) other.cookies.set(name, value)
    await other.bring(response, relayState)
    return (await other.me()) !== undefined
  }

  test('unless nobody looks', async () => {
    expect([await again('here'), await again('there')]).toEqual([false, false])
    expect(await again('here', 'replay', 'request-kept', 'session-kept')).toBe(true)
    expect(await again('there', 'replay', 'request-kept')).toBe(false)
    expect(await again('there', 'replay', 'request-kept', 'request-unbound')).toBe(true)
  })
})

describe('bad habits', () => {
  const accounts = async (habit: Carelessness, about: typeof ADA): Promise<boolean> => {
    const sp = await service([habit])
    const [ada, other] = [visit(sp), visit(sp)]
    await ada.logIn()
    await other.logIn([], about)
    return (await ada.me())?.account === (await other.me())?.account
  }

  test('with accounts', async () => {
    expect(await accounts('keyed-by-mail', GRACE)).toBe(true)
    expect(await accounts('keyed-by-name', { ...GRACE, 'urn:oid:2.16.840.1.113730.3.1.241': ['Ada Lovelace'] })).toBe(
      true,
    )
    expect(await accounts('keyed-by-name-id', ADA)).toBe(false)
  })

  const without = (name: string) => Object.fromEntries(Object.entries(ADA).filter(([oid]) => !oid.endsWith(name)))
  const named = (name: string) => ({ ...ADA, 'urn:oid:2.16.840.1.113730.3.1.241': [name] })
  const groups = (count: number) => ({
    ...ADA,
    'urn:oid:1.3.6.1.4.1.5923.1.1.1.7': Array.from({ length: count }, (_, at) => `urn:x:group:${at}#a`),
  })

  test.for([
    ['attributes-needed', ADA],
    ['groups-needed', without('1.1.1.7')],
    ['lists-of-many', groups(1)],
    ['lists-short', groups(200)],
    ['names-in-latin', named('小龍')],
    ['names-quoted', named(`O'Brien`)],
    ['columns-narrow', named('Ana '.repeat(50))],
  ] as const)('%s is a program error', async ([habit, about]) => {
    const right = visit(await service())
    await right.logIn([], about)
    expect(await right.me()).toBeDefined()
    const careless = visit(await service([habit]))
    expect((await careless.logIn([], about)).status).toBe(500)
  })

  test('with sessions and errors', async () => {
    const cookie = async (...careless: readonly Carelessness[]) =>
      (await fetch(`${(await service(careless)).origin}/login`, { redirect: 'manual' })).headers.get('set-cookie')
    expect([await cookie(), await cookie('cookie-open')]).toEqual([
      expect.stringContaining('HttpOnly'),
      expect.not.stringContaining('HttpOnly'),
    ])
    const ada = visit(await service(['trace-shown']))
    expect((await ada.bring('<x/>')).text).toContain('<pre>Refusal')
    expect((await visit(await service()).bring('<x/>')).text).not.toContain('<pre>')
  })

  test('what the identity provider says is text, and markup to who does not care', async () => {
    const status = { code: 'urn:oasis:names:tc:SAML:2.0:status:Responder', message: '<b id="x">no</b>' }
    const told = async (...careless: readonly Carelessness[]) =>
      (await visit(await service(careless)).logIn([{ at: 'saml.response', set: { status, assertion: 'none' } }])).text
    expect([await told(), await told('markup-shown')]).toEqual([
      expect.not.stringContaining('<b id="x">'),
      expect.stringContaining('<b id="x">'),
    ])
  })
})
