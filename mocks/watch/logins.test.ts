import { afterEach, describe, expect, test } from 'vitest'
import type { RunningProvider } from '#mocks/op/index.ts'
import { startDevice } from '#mocks/op/testing/device.ts'
import { ask, carried } from '#mocks/op/testing/flow.ts'
import { call, clientOf, personOf, tokensOf } from '#mocks/op/testing/relying-party.ts'
import { visitor } from '#mocks/op/testing/visitor.ts'
import { detailOf } from './detail.ts'
import { phaseOf } from './login.ts'
import { lastOf, loginsOf, pathOf, serviceAt, watched } from './testing/watched.ts'

const open: { readonly close: () => Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()))
})

const watching = async (profile?: string) => {
  const all = await watched(profile)
  open.push(all.provider)
  return all
}

const shopAt = async (provider: RunningProvider) => {
  const shop = await serviceAt(provider)
  open.push(shop)
  return shop
}

describe.for([
  {
    profile: 'openaire-beta',
    first: 'authorization 200, login 302, token 200, userinfo 200',
    again: 'authorization 302',
    user: 'ada',
  },
  {
    profile: 'openaire-legacy',
    first: 'authorization 302, login 200, login 302, authorization 302, token 200, userinfo 200',
    again: 'authorization 302',
    user: 'ada',
  },
  {
    profile: 'feide',
    first: 'authorization 200, login 200, login 302, token 200, userinfo 200',
    again: 'authorization 302',
    user: 'ada',
  },
])('at $profile', ({ profile, first, again, user }) => {
  test('a login is one story from the request to the logout, and the next one another', async () => {
    const { provider, watch } = await watching(profile)
    const shop = await shopAt(provider)
    const ada = shop.visit()
    await ada.logIn()
    expect(pathOf(lastOf(watch))).toBe(first)
    expect(lastOf(watch)).toMatchObject({ client: 'shop', user: expect.stringContaining(user) })
    expect(phaseOf(lastOf(watch))).toBe('signed-in')
    const before = lastOf(watch)
    await ada.logIn()
    expect(pathOf(lastOf(watch))).toBe(`${again}, token 200, userinfo 200`)
    // The session needed no name, and still the user is known by it.
    expect(lastOf(watch).user).toBe(before.user)
    const { location } = await ada.get('/logout')
    await fetch(location ?? '', { redirect: 'manual' })
    expect(lastOf(watch).steps.at(-1)).toMatchObject({ endpoint: 'endSession' })
    expect(loginsOf(watch)).toHaveLength(2)
  })

  test('two browsers at the same time are two logins', async () => {
    const { provider, watch } = await watching(profile)
    const shop = await shopAt(provider)
    const [ada, many] = [shop.visit(), shop.visit()]
    await Promise.all([ada.logIn('plain'), many.logIn('many-groups')])
    const paths = loginsOf(watch).map(pathOf)
    expect(paths).toEqual([first, first])
    expect(new Set(loginsOf(watch).map((login) => login.user)).size).toBe(2)
  })
})

test('two tabs of one browser are two logins', async () => {
  const { provider, watch } = await watching()
  const browser = visitor(provider.origin)
  const [one, two] = [
    await ask(provider, 'web', { state: 'one' }, browser),
    await ask(provider, 'web', { state: 'two' }, browser),
  ]
  const { username, password } = personOf(provider, 'plain')
  const back = await browser.submit(one, { username, password })
  expect(carried(back)).toMatchObject({ state: 'one' })
  expect(loginsOf(watch).map(pathOf)).toEqual(['authorization 200, login 302', 'authorization 200'])
  expect(two.status).toBe(200)
})

test('discovery and keys are nobody’s login; a token of the service itself and a device are', async () => {
  const { provider, watch } = await watching()
  await fetch(provider.discoveryUrl)
  await fetch(provider.discoveryUrl)
  await call(provider, 'token', clientOf(provider, 'service'), { grant_type: 'client_credentials' })
  const { device_code, verification_uri_complete } = await startDevice(provider, 'device-public')
  await visitor(provider.origin).get(String(verification_uri_complete))
  await tokensOf(provider, clientOf(provider, 'device-public'), {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code,
  })
  expect(watch.book.logins.map((login) => [login.kind, pathOf(login)])).toEqual([
    ['documents', 'discovery 200, discovery 200'],
    ['service', 'token 200'],
    [
      'device',
      expect.stringMatching(
        /^deviceAuthorization 200, .*deviceAuthorization.*, token 400$|^deviceAuthorization 200, deviceVerification \d+, .*token 400$/,
      ),
    ],
  ])
})

test('what is shown of a login holds no secret, code or token', async () => {
  const { provider, watch } = await watching()
  const shop = await shopAt(provider)
  await shop.visit().logIn()
  const { steps } = lastOf(watch)
  const shown = JSON.stringify(steps.map(({ exchange }) => exchange))
  const canaries = steps.flatMap(({ answer, form }) => [
    ...Object.values(answer.gives),
    ...form.filter(([name]) => /password|code_verifier/.test(name)).map(([, value]) => value),
  ])
  expect(canaries).toHaveLength(5)
  for (const canary of [...canaries, 'secret-of-the-shop-20-characters']) expect(shown).not.toContain(canary)
})

test('a browser’s own questions, and those before a script asks, are no story', async () => {
  const { provider, watch } = await watching()
  await fetch(`${provider.origin}/favicon.ico`)
  await fetch(provider.discoveryUrl, { method: 'OPTIONS' })
  expect(watch.book.logins).toEqual([])
})

test.for(['openaire-beta', 'openaire-legacy', 'feide'])(
  'nor does what is said of a code that %s does not know',
  async (profile) => {
    const { provider, watch } = await watching(profile)
    const code = 'Kx7-not-a-code-of-anybody-3f9a81c2'
    const form = { grant_type: 'authorization_code', code, redirect_uri: 'https://shop.example/' }
    await call(provider, 'token', clientOf(provider, 'web'), form)
    const [login] = watch.book.logins
    const detail = detailOf(watch, login ?? expect.fail(), () => [])
    expect(detail.steps[0]?.findings.some(({ verdict }) => verdict === 'fail')).toBe(true)
    expect(JSON.stringify(detail)).not.toContain(code)
  },
)
