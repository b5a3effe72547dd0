import { describe, expect, test } from 'vitest'
import type { Bend } from '#fixtures/schema/fault.ts'
import type { Carelessness } from './looks.ts'
import { GRACE } from './testing/idp.ts'
import { stand } from './testing/stand.ts'

const { service, visit, speaker } = stand()

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
    expect(await again('here', 'replay', 'request-kept')).toBe(true)
    expect(await again('there', 'replay', 'request-kept')).toBe(false)
    expect(await again('there', 'replay', 'request-kept', 'request-unbound')).toBe(true)
  })
})

const NAMED = (old: readonly { readonly name: string }[]) => old.map((each) => ({ ...each, nameFormat: undefined }))

/** What no attack reaches. */
const further: readonly (readonly [Carelessness, Bend])[] = [
  ['authn-statement', { at: 'saml.assertion', remove: ['authn'] }],
  ['formats-unread', { at: 'saml.assertion', set: { attributes: NAMED } }],
  [
    'bare-oids',
    {
      at: 'saml.assertion',
      set: {
        attributes: (old: readonly { readonly name: string }[]) =>
          old.map((each) => ({ ...each, name: each.name.replace('urn:oid:', '') })),
      },
    },
  ],
]

test.for(further)('%s is looked at, and lets something in where it is not', async ([careless, bend]) => {
  const user = async (...overlooked: readonly Carelessness[]) => {
    const ada = visit(await service(overlooked))
    await ada.logIn([bend])
    return (await ada.me())?.user
  }
  expect([await user(), await user(careless)]).toEqual([undefined, 'ada@aai.openaire.eu'])
})

test('a response is one, and no message of another kind', async () => {
  const user = async (...overlooked: readonly Carelessness[]) => {
    const { keys } = speaker()
    const ada = visit(await service(overlooked, { keys }))
    const { request } = await ada.setOut()
    const xml = speaker().say(request, keys, [{ at: 'saml.signature', set: { response: false } }])
    await ada.bring(xml.replaceAll('samlp:Response', 'samlp:ArtifactResponse'))
    return (await ada.me())?.user
  }
  expect([await user(), await user('root')]).toEqual([undefined, 'ada@aai.openaire.eu'])
})
