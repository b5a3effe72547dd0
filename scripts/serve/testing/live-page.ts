import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { type ProviderOptions, type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { serviceAt } from '#mocks/watch/testing/watched.ts'
import { watch } from '../watch.ts'

/** A provider with its live page, in a browser, and what that complained of. */
export interface Live {
  readonly provider: RunningProvider
  readonly url: string
  readonly page: Page
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

const listening = (page: Page): string[] => {
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  return complaints
}

export const isWatching = (page: Page): Promise<unknown> => page.getByText('Watching', { exact: true }).waitFor()

export const openLive = async (
  browser: Browser,
  options: ProviderOptions = {},
  context: BrowserContextOptions = {},
  before: (provider: RunningProvider) => Promise<void> = async () => {},
): Promise<Live> => {
  const provider = await startProvider({ profile: 'openaire-beta', ...options })
  const url = watch(provider)
  await before(provider)
  const page = await (await browser.newContext(context)).newPage()
  const complaints = listening(page)
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective}`))
  })
  await page.goto(url)
  await isWatching(page)
  const close = async (): Promise<void> => {
    await page.context().close()
    await provider.close()
  }
  return { provider, url, page, complaints, close }
}

/** Two logins with much to be said about them, and requests of other kinds. */
export const careless = async (provider: RunningProvider): Promise<void> => {
  const shop = await serviceAt(provider, ['constant-state', 'plain-pkce', 'no-nonce', 'legacy-logout'])
  const ada = shop.visit()
  await ada.logIn()
  await shop.visit().logIn('many-groups')
  const { location } = await ada.get('/logout')
  await fetch(location ?? '', { redirect: 'manual' })
  await shop.close()
}
