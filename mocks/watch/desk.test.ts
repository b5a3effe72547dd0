import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunningProvider } from '#mocks/op/index.ts'
import type { Watch } from './index.ts'
import { lastOf, serviceAt, watched } from './testing/watched.ts'

let provider: RunningProvider
let watch: Watch
let token: string
const open: { readonly close: () => Promise<void> }[] = []

beforeEach(async () => {
  const all = await watched()
  provider = all.provider
  watch = all.watch
  token = /<p id="token">([^<]+)/.exec(await (await fetch(all.url)).text())?.[1] ?? ''
  open.push(provider)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})

const ask = async (method: string, path: string, body?: unknown) => {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(`${provider.origin}/watch/${path}`, { method, headers: { 'x-aai-watch': token }, ...sent })
  return { status: answer.status, value: await answer.json() }
}

const shop = async (...careless: Parameters<typeof serviceAt>[1] & {}) => {
  const service = await serviceAt(provider, careless)
  open.push(service)
  return service
}

const NONCE = 'attack.id-token.nonce-other'

test('a fault is played in the next login, and in no other', async () => {
  const service = await shop('nonce')
  const [ada, many, eve] = [service.visit(), service.visit(), service.visit()]
  // One who has set out before is not the next.
  const back = await ada.setOut()
  const { status, value } = await ask('POST', 'faults', { fault: NONCE })
  expect({ status, value }).toMatchObject({
    status: 201,
    value: { title: 'an ID token with another nonce', until: 'next-login' },
  })
  await many.logIn('many-groups')
  expect(lastOf(watch).fault).toMatchObject({ id: NONCE })
  expect(lastOf(watch).fault?.wasBorne()).toBe(true)
  expect(lastOf(watch).steps.find(({ faulty }) => faulty)?.endpoint).toBe('token')
  await ada.get(back)
  await eve.logIn()
  const faults = watch.book.logins.filter(({ kind }) => kind === 'login').map(({ fault }) => fault?.id)
  expect(faults).toEqual([undefined, NONCE, undefined])
  expect((await ask('GET', 'news')).value.waiting).toEqual([])
})

test('the service that looks at it signs nobody in, the one that does not lets them in', async () => {
  const right = (await shop()).visit()
  await ask('POST', 'faults', { fault: NONCE })
  await right.logIn()
  expect(await right.me()).toBeUndefined()
  const careless = (await shop('nonce')).visit()
  await ask('POST', 'faults', { fault: NONCE })
  await careless.logIn()
  expect(await careless.me()).toMatchObject({ name: 'Ada Lovelace' })
})

test('a fault for one client leaves the others alone, and can be lifted', async () => {
  const service = await shop()
  await ask('POST', 'faults', { fault: NONCE, client: 'another' })
  await service.visit().logIn()
  expect(lastOf(watch).fault).toBeUndefined()
  const { value } = await ask('POST', 'faults', { fault: NONCE, client: 'shop' })
  expect((await ask('GET', 'news')).value.waiting).toHaveLength(2)
  expect(await ask('DELETE', `faults/${value.handle}`)).toMatchObject({ status: 200 })
  await service.visit().logIn()
  expect(lastOf(watch).fault).toBeUndefined()
  expect(await ask('DELETE', `faults/${value.handle}`)).toMatchObject({ status: 404 })
})

test('a fault that the service never came to has not been played', async () => {
  const service = await shop()
  await ask('POST', 'faults', { fault: NONCE })
  await service
    .visit()
    .get('/login')
    .then(({ location }) => fetch(location ?? '', { redirect: 'manual' }))
  expect(lastOf(watch).fault?.wasBorne()).toBe(false)
})

test('who only asks whether somebody is signed in is not the next login', async () => {
  const service = await shop()
  await ask('POST', 'faults', { fault: NONCE })
  const { location } = await service.visit().get('/login')
  await fetch(`${location}&prompt=none`, { redirect: 'manual' })
  expect(lastOf(watch).fault).toBeUndefined()
  await service.visit().logIn()
  expect(lastOf(watch).fault).toMatchObject({ id: NONCE })
})

test('every attack that there is can be armed', async () => {
  const { faults } = (await ask('GET', 'setup')).value
  const rows: readonly { readonly id: string; readonly shared: boolean }[] = faults.flatMap(
    ({ rows }: { readonly rows: unknown[] }) => rows,
  )
  expect(rows.length).toBeGreaterThan(50)
  for (const { id, shared } of rows)
    expect(await ask('POST', 'faults', { fault: id }), id).toMatchObject({
      status: 201,
      value: { until: shared ? 'lifted' : 'next-login' },
    })
  expect(await ask('POST', 'faults', { fault: 'none.such' })).toMatchObject({ status: 404 })
  expect(await ask('POST', 'faults', { fault: 1 })).toMatchObject({ status: 400 })
})

test('a fault of discovery is for everybody, until it is lifted', async () => {
  const { value } = await ask('POST', 'faults', { fault: 'attack.discovery.down' })
  expect((await fetch(provider.discoveryUrl)).status).toBe(503)
  await ask('DELETE', `faults/${value.handle}`)
  expect((await fetch(provider.discoveryUrl)).status).toBe(200)
})

test('says what a right service does: refuse, sign in whoever logged in, or bear it', async () => {
  const service = await shop()
  const expected: string[] = []
  for (const fault of [NONCE, 'attack.userinfo.failed', 'attack.size.4000']) {
    await ask('POST', 'faults', { fault })
    await service.visit().logIn()
    expected.push(lastOf(watch).fault?.expected ?? '')
  }
  expect(expected).toEqual([
    expect.stringMatching(/^Your service should now show that nobody is signed in/),
    expect.stringMatching(/^Your service may sign in the user who logged in/),
    expect.stringMatching(/^Your service should sign the user in all the same/),
  ])
})

test('a service is registered, with a secret of its own, and a known client gets one address more', async () => {
  const form = { clientId: 'mine', auth: 'client_secret_basic', redirectUri: 'http://localhost:8080/callback' }
  const { status, value } = await ask('POST', 'clients', form)
  expect({ status, value }).toEqual({
    status: 201,
    value: { clientId: 'mine', secret: expect.stringMatching(/^.{20,}$/) },
  })
  const again = await ask('POST', 'clients', {
    ...form,
    redirectUri: 'https://mine.example/callback',
    postLogoutRedirectUri: 'https://mine.example/',
  })
  expect(again.value).toEqual(value)
  expect(provider.clients.mine).toMatchObject({
    redirectUris: ['http://localhost:8080/callback', 'https://mine.example/callback'],
    postLogoutRedirectUris: ['https://mine.example/'],
  })
  const { clientId } = provider.clients.web ?? {}
  await ask('POST', 'clients', { ...form, clientId })
  expect(provider.clients.web?.redirectUris).toContain('http://localhost:8080/callback')
})

test.for([
  [{}, 'client'],
  [{ clientId: 'x', auth: 'none', redirectUri: 'callback' }, 'no address'],
  [{ clientId: 'x', auth: 'none', redirectUri: 'javascript:alert(1)' }, 'no address'],
  [{ clientId: 'x', auth: 'none', redirectUri: 'https://x.example/#a' }, 'fragment'],
  [{ clientId: 'x', auth: 'none', redirectUri: 'https://x.example/', postLogoutRedirectUri: 'x' }, 'no address'],
] as const)('what is no registration is refused in a sentence: %j', async ([form, says]) => {
  const { status, value } = await ask('POST', 'clients', form)
  expect(status).toBe(400)
  expect(value.error).toMatch(new RegExp(says, 'i'))
})

test('who waits hears of the next login, and of nothing before', async () => {
  const service = await shop()
  await service.visit().logIn()
  const first = (await ask('GET', 'news')).value
  expect(first.logins.length).toBeGreaterThan(0)
  const next = ask('GET', `news?after=${first.revision}&run=${first.run}&wait=20000`)
  await service.visit().logIn()
  const { logins } = (await next).value
  expect(logins.length).toBeGreaterThan(0)
  for (const { number } of logins) expect(number === 1 || number > 2).toBe(true)
})

test('all is forgotten at a word', async () => {
  await (await shop()).visit().logIn()
  const { run } = (await ask('GET', 'news')).value
  await ask('DELETE', 'logins')
  const { value } = await ask('GET', 'news')
  expect(value).toMatchObject({ logins: [], first: 0 })
  expect(value.run).not.toBe(run)
  expect(await ask('GET', 'logins/login-2')).toMatchObject({ status: 404 })
})

test('after a reset of the provider all is as at its start', async () => {
  await ask('POST', 'faults', { fault: NONCE })
  await (await shop()).visit().get('/login')
  provider.reset()
  expect((await ask('GET', 'news')).value).toMatchObject({ waiting: [], logins: [] })
})
