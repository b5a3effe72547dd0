import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '#mocks/wire/clock.ts'
import { createRecorder } from '#mocks/wire/recorder.ts'
import { createRedactor } from '#mocks/wire/redaction.ts'
import { free } from '../care/care.ts'
import type { UserAgent } from '../drivers/agent.ts'
import { createBrowserAgent } from '../drivers/browser.ts'
import { createChromiumServer } from '../drivers/chromium-server.ts'
import type { ServiceSeed, WhoAmI } from '../target-service.ts'
import { httpAgent, stub } from '../testing/agent.ts'
import { CALLBACK, seedAt } from '../testing/seed.ts'
import { html, redirect, type StubAnswer } from '../testing/stub-issuer.ts'
import { askAnew, whoIsThere } from './whoami.ts'

const server = createChromiumServer({})
afterAll(server.close)

const browserAt = async (origin: string): Promise<UserAgent> => {
  const redactor = createRedactor()
  const recorder = createRecorder({ prefix: '', redactor, clock: systemClock })
  const known = { target: await seedAt(origin), redirectUris: [CALLBACK], reachable: [new URL(origin).host] }
  const agent = await createBrowserAgent(await server.shared(), {
    ...known,
    ...{ recorder, redactor, care: free, clock: systemClock },
  })
  onTestFinished(agent.close)
  return agent
}

const LATE = `<b id="user">Loading</b><form><button>Log out</button></form><script type="module">
  const { sub } = await (await fetch('/data')).json()
  localStorage['oidc.user:https://aai.example.org:portal'] = JSON.stringify({ profile: { sub } })
  sessionStorage.name = 'Ada'
  user.textContent = sub
</script>`

const pages: Readonly<Record<string, StubAnswer>> = {
  '/page': html('<p>Hello <b class="name"> ada </b></p><input id="mail" value="ada@example.org">'),
  '/nobody': html('<p>Hello <b class="name"></b></p>'),
  '/failed': html('<b class="name">ada</b>', { status: 500 }),
  '/late': html(LATE),
  '/data': { headers: { 'content-type': 'application/json' }, body: '{"sub":"ada"}' },
  '/guarded': html('<b class="name">ada</b><script>history.replaceState({}, "", "/login")</script>'),
  '/led': redirect('/page'),
  '/click': html(`<h1>Sign in</h1><form><button>Search</button></form>
    <a href="#" onclick="fetch('/data').then(() => fetch('/data')).then(() => { location = '/page' })">Sign in with AAI</a>
    <i id="x" onclick="history.pushState({}, '', '/leaving'); location = '/page'">x</i>`),
}

const service = async () => stub(({ url }) => pages[url.pathname] ?? { status: 404 })

const seedOf = (whoami: WhoAmI): ServiceSeed => ({
  ...{ ours: false, client: 'web', callbacks: [] },
  ...{ login: whoami.url ?? '', whoami },
})

type Sight = readonly [path: string, whoami: Omit<WhoAmI, 'url'>, user: string | undefined]

const onEveryPage: readonly Sight[] = [
  ['/page', { element: '.name' }, 'ada'],
  ['/page', { element: '#mail' }, 'ada@example.org'],
  ['/page', { element: 'p', pattern: 'Hello (\\w+)' }, 'ada'],
  ['/page', { element: '.nowhere' }, undefined],
  ['/nobody', { element: '.name' }, undefined],
  ['/failed', { element: '.name' }, undefined],
  ['/led', { element: '.name' }, undefined],
]

test.for(onEveryPage)('without a browser: %s, %o', async ([path, whoami, user]) => {
  const { origin } = await service()
  expect(await whoIsThere(seedOf({ url: origin + path, ...whoami }), httpAgent().agent)).toBe(user)
})

test('what needs a browser or a page to ask says so', async () => {
  const { agent } = httpAgent()
  const storage = { area: 'local', key: 'user' } as const
  const { origin } = await service()
  await expect(whoIsThere(seedOf({ url: `${origin}/page`, storage }), agent)).rejects.toThrow(/make the driver browser/)
  await expect(askAnew('portal', seedOf({ element: '#user' }), agent)).rejects.toThrow(/"portal" .* add whoami\.url/)
})

const KEY = 'oidc.user:*:portal'

describe.skipIf(process.env.AAI_NO_BROWSER === '1')('in a browser', { timeout: 30_000 }, () => {
  test.for<Sight>([
    ...onEveryPage,
    ['/late', { element: '#user' }, 'ada'],
    ['/guarded', { element: '.name' }, undefined],
    ['/late', { storage: { area: 'local', key: KEY, pointer: '/profile/sub' } }, 'ada'],
    ['/late', { storage: { area: 'local', key: KEY }, pattern: '"sub":"(\\w+)"' }, 'ada'],
    ['/late', { storage: { area: 'session', key: 'name' } }, 'Ada'],
    ['/late', { storage: { area: 'session', key: 'nam' } }, undefined],
    ['/late', { storage: { area: 'local', key: 'oidc.user:*:porta', pointer: '/profile/sub' } }, undefined],
    ['/page', { storage: { area: 'local', key: KEY } }, undefined],
  ])('%s, %o', async ([path, whoami, user]) => {
    const { origin } = await service()
    expect(await whoIsThere(seedOf({ url: origin + path, ...whoami }), await browserAt(origin))).toBe(user)
  })

  test.for(['Sign in with AAI', '#x'])('a login begins with a click on %s', async (what) => {
    const { origin } = await service()
    const browser = await browserAt(origin)
    await browser.visit({ url: `${origin}/click`, label: 'login' })
    expect(await browser.press(what, 'click')).toMatchObject({ answer: { status: 200, url: `${origin}/page` } })
  })

  test('what is not there is not clicked', async () => {
    const { origin } = await service()
    const browser = await browserAt(origin)
    await browser.visit({ url: `${origin}/click`, label: 'login' })
    expect(await browser.press('Log out!', 'click')).toBeUndefined()
  })
})
