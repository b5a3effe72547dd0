import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { type Stop, visitor } from '#mocks/op/testing/visitor.ts'
import { type RunningServiceProvider, startServiceProvider } from './index.ts'
import { type Answer, browser, fieldsIn } from './testing/browser.ts'
import { startSpeaker } from './testing/idp.ts'

// The one place where the service provider of this folder meets the identity provider of the provider that we play.
let op: RunningProvider
let sp: RunningServiceProvider

beforeAll(async () => {
  op = await startProvider({ profile: 'openaire-beta' })
  sp = await startServiceProvider({ idp: { url: op.saml.metadataUrl } })
  await op.saml.addServiceProvider(sp.metadata())
})
afterAll(() => Promise.all([sp.close(), op.close()]))

const fieldsOf = ({ page }: Stop): Record<string, string> =>
  Object.fromEntries(page.forms[0]?.fields.map(({ name, value }) => [name, value]) ?? [])

const guest = async (at = sp) => {
  const atIdp = visitor(op.origin)
  const atSp = browser(at, (await speaker).keys, await speaker)
  const away = async ({ location, text }: Answer): Promise<Stop> =>
    location === null
      ? atIdp.post(/action="([^"]*)"/.exec(text)?.[1] ?? '', Object.fromEntries(fieldsIn(text)))
      : atIdp.get(location)
  const logIn = async (path: string): Promise<Answer> => {
    const person = op.people.plain
    if (!person) throw new Error('somebody has to log in')
    const back = await atIdp.through(await away(await atSp.get(path)), person)
    return atSp.post(back.page.forms[0]?.action ?? '', fieldsOf(back))
  }
  return { atIdp, atSp, away, logIn }
}

const speaker = startSpeaker()

test.for(['/login', '/login?binding=post'])('signs a user of the identity provider in: %s', async (path) => {
  const { atSp, logIn } = await guest()
  expect(await logIn(path)).toMatchObject({ status: 303, location: '/' })
  expect(await atSp.me()).toMatchObject({
    user: expect.stringMatching(/@aai\.openaire\.eu$/),
    attributes: { displayName: ['Ada Lovelace'], eduPersonEntitlement: [expect.any(String), expect.any(String)] },
  })
})

test('knows a new key of the identity provider, unless it kept the old metadata', async () => {
  const careless = await startServiceProvider({ idp: { url: op.saml.metadataUrl }, careless: ['idp-metadata-once'] })
  await op.saml.addServiceProvider(careless.metadata())
  const before = await guest(careless)
  await before.logIn('/login')
  expect(await before.atSp.me()).toBeDefined()
  await op.saml.rotateKeys({ forget: true })
  const [right, kept] = [await guest(), await guest(careless)]
  await right.logIn('/login')
  await kept.logIn('/login')
  op.saml.restoreKeys()
  expect([(await right.atSp.me()) !== undefined, await kept.atSp.me()]).toEqual([true, undefined])
  await careless.close()
})

test('signs out at both', async () => {
  const { atSp, away, logIn } = await guest()
  await logIn('/login')
  const answered = await away(await atSp.get('/logout'))
  expect(await atSp.me()).toBeUndefined()
  expect(answered.away).toContain('SAMLResponse=')
  expect(await atSp.get(answered.away ?? '')).toMatchObject({ status: 303, location: '/' })
  const { page } = await away(await atSp.get('/login'))
  expect(page.forms[0]?.fields.map(({ name }) => name)).toContain('password')
})
