import { Agent, request } from 'undici'
import { describe, expect, test } from 'vitest'
import { createAuthority } from '#mocks/wire/tls.ts'
import type { Carelessness } from './looks.ts'
import { ADA, GRACE } from './testing/idp.ts'
import { stand } from './testing/stand.ts'

const { service, visit } = stand()

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

  test('over https the session cookie travels nowhere else, and comes along with a form of another site', async () => {
    const authority = await createAuthority()
    const sp = await service([], { tls: await authority.issue(['localhost']) })
    const dispatcher = new Agent({ connect: { ca: authority.certificatePem } })
    const { headers } = await request(`${sp.origin}/login`, { dispatcher })
    await dispatcher.destroy()
    expect(headers['set-cookie']).toMatch(/; HttpOnly; Secure; SameSite=None$/)
    expect(sp.metadata()).toContain(`Location="https://localhost:`)
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
