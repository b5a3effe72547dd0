import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { clientOf } from '#mocks/op/testing/relying-party.ts'
import { type Carelessness, startRelyingParty } from './index.ts'
import { guest } from './testing/guest.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Somebody at a service, with tokens of that length. */
const comer = async (tokenLength: number, ...careless: readonly Carelessness[]) => {
  const { clientId, secret = '' } = clientOf(op, 'web')
  const rp = await startRelyingParty({ issuer: op.issuer, clientId, secret, careless })
  op.addClient('service', { ...clientOf(op, 'web'), redirectUris: [rp.redirectUri] })
  const { lift } = op.fault({ id: 'x', title: 'x', breaks: 'x', at: 'behaviour', behave: { tokenLength } })
  closing.push(rp.close, async () => lift())
  return guest(op, rp)
}

const sizes = (cookies: ReadonlyMap<string, string>): Record<string, number> =>
  Object.fromEntries([...cookies].map(([name, value]) => [name, value.length]))

test('a right service keeps tokens of any length, and no cookie grows', async () => {
  const ada = await comer(12_000)
  await ada.logIn()
  expect(await ada.me()).toBeDefined()
  expect(Object.keys(sizes(ada.cookies))).toEqual(['session'])
})

test('one that keeps them in one cookie loses the user with the cookie', async () => {
  const ada = await comer(3_000, 'tokens-in-cookie')
  await ada.logIn()
  expect(ada.cookies.get('tokens')?.length).toBeGreaterThan(4_096)
  expect(await ada.me()).toBeDefined()
  ada.cookies.delete('tokens')
  expect(await ada.me()).toBeUndefined()
})

test('one that keeps them in many is sent more than it takes', async () => {
  const some = await comer(4_000, 'tokens-in-cookies')
  await some.logIn()
  expect(await some.me()).toBeDefined()
  expect(Math.max(...Object.values(sizes(some.cookies)))).toBeLessThan(4_096)
  some.cookies.set('more', 'x'.repeat(8_500))
  expect((await some.get('/me')).status).toBe(431)
})

test('one whose columns are narrow breaks down, and lets nobody in', async () => {
  const short = await comer(1_200, 'tokens-in-columns')
  await short.logIn()
  expect(await short.me()).toBeDefined()
  const long = await comer(1_400, 'tokens-in-columns')
  expect((await long.logIn()).status).toBe(500)
  expect(await long.me()).toBeUndefined()
})

test('a logout takes a form where the address would be long, unless it does not care', async () => {
  const short = await comer(1_400)
  await short.logIn()
  expect((await short.get('/logout')).location).toContain('id_token_hint=')
  const right = await comer(4_000)
  await right.logIn()
  const { location, text } = await right.get('/logout')
  expect([location, /<form method="post" action="[^"]*\/logout">/.test(text)]).toEqual([null, true])
  const careless = await comer(4_000, 'logout-in-address')
  await careless.logIn()
  expect((await careless.get('/logout')).location?.length).toBeGreaterThan(4_000)
})
