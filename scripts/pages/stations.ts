import type { Page } from 'playwright'
import type { RunningProvider } from '#mocks/op/index.ts'
import { startDevice } from '#mocks/op/testing/device.ts'
import { clientOf, endpointOf, personOf, urlOf } from '#mocks/op/testing/relying-party.ts'

/** A page of the provider, and how a person comes to it from the one before. */
export interface Station {
  readonly name: string
  readonly reach: (page: Page) => Promise<void>
}

const askFor = (provider: RunningProvider, role: string, redirectUri?: string): string => {
  const { clientId, redirectUris } = clientOf(provider, role)
  const redirect_uri = redirectUri ?? redirectUris[0] ?? ''
  return urlOf(provider, 'authorization', { client_id: clientId, redirect_uri, response_type: 'code', scope: 'openid' })
}

/** By the keyboard alone, from wherever the page puts the focus. */
const typeIn = async (page: Page, text: string): Promise<void> => {
  for (let steps = 0; steps < 20; steps += 1) {
    const empty = await page.evaluate(() => {
      const { activeElement: at } = document
      return at instanceof HTMLInputElement && /^(?:text|password|email)$/.test(at.type) && at.value === ''
    })
    if (empty) return page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  throw new Error(`no empty field can be reached by Tab at ${page.url()}`)
}

const enter = async (page: Page): Promise<void> => {
  const arrived = page.waitForEvent('framenavigated')
  await page.keyboard.press('Enter')
  await arrived
  await page.waitForLoadState()
}

const signIn = async (page: Page, username: string, password: string): Promise<void> => {
  const name = page.locator('input[name=username],input[name=j_username]').first()
  await name.fill('')
  await name.focus()
  await typeIn(page, username)
  await typeIn(page, password)
  await enter(page)
}

/** Where a login hint leads. */
const hinted = (provider: RunningProvider, hint: string, more: Readonly<Record<string, string>> = {}): string => {
  const url = new URL(askFor(provider, 'web'))
  for (const [name, value] of Object.entries({ login_hint: hint, ...more })) url.searchParams.set(name, value)
  return url.href
}

/** To the login page, by way of the organisations where there are some. */
const atFirst = (provider: RunningProvider, username: string): readonly Station[] => {
  const first = async (page: Page): Promise<void> => void (await page.goto(askFor(provider, 'consent')))
  const home = provider.profile.organisations?.find(({ realm }) => username.endsWith(`@${realm}`))
  if (!home) return [{ name: 'login', reach: first }]
  const choose = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: home.title, exact: true }).focus()
    await enter(page)
  }
  return [
    { name: 'organisations', reach: async (page) => void (await page.goto(hinted(provider, 'feide|all'))) },
    { name: 'account chooser', reach: first },
    { name: 'login', reach: choose },
  ]
}

const atLogin = (provider: RunningProvider): readonly Station[] => {
  const { username, password } = personOf(provider, 'plain')
  return [
    {
      name: 'error',
      reach: async (page) => {
        await page.goto(askFor(provider, 'web', 'https://evil.example/callback'))
      },
    },
    ...atFirst(provider, username),
    { name: 'login refused', reach: (page) => signIn(page, username, `not ${password}`) },
    { name: 'consent', reach: (page) => signIn(page, username, password) },
  ]
}

const press = async (page: Page): Promise<void> => {
  await page.locator('form input[type=submit],form button').first().focus()
  await enter(page)
}

const atDevice = (provider: RunningProvider): readonly Station[] => [
  { name: 'user code', reach: async (page) => void (await page.goto(endpointOf(provider, 'deviceVerification'))) },
  {
    name: 'user code refused',
    reach: async (page) => {
      await typeIn(page, 'NOBO-DYHA')
      await enter(page)
    },
  },
  {
    name: 'device approval',
    reach: async (page) => {
      const { user_code } = await startDevice(provider, 'device-public')
      await page.goto(endpointOf(provider, 'deviceVerification'))
      await typeIn(page, user_code)
      await enter(page)
    },
  },
  { name: 'device connected', reach: press },
]

const LEVEL = { acr_values: 'urn:mace:feide.no:auth:level:fad08:3' }

/** Somebody is logged in, and somebody else is expected, with a second factor. */
const atHints = (provider: RunningProvider): readonly Station[] => {
  const { username, password, home } = personOf(provider, 'second-factor')
  const hint = `feide|realm|${home}|${username}`
  return [
    { name: 'another user', reach: async (page) => void (await page.goto(hinted(provider, hint, LEVEL))) },
    {
      name: 'login of the other',
      reach: async (page) => {
        await page.locator('button[name=change]').focus()
        await enter(page)
      },
    },
    { name: 'second factor', reach: (page) => signIn(page, username, password) },
  ]
}

const atLogout = (provider: RunningProvider): readonly Station[] => [
  { name: 'logout question', reach: async (page) => void (await page.goto(endpointOf(provider, 'endSession'))) },
  { name: 'logged out', reach: press },
]

/** Every page that a person can meet at this provider, in an order in which each can be reached. */
export const stationsOf = (provider: RunningProvider): readonly Station[] => [
  ...atLogin(provider),
  ...(provider.profile.organisations === undefined ? [] : atHints(provider)),
  ...(provider.profile.endpoints.deviceVerification === undefined ? [] : atDevice(provider)),
  ...(provider.profile.endpoints.endSession === undefined ? [] : atLogout(provider)),
]
