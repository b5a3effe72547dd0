import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { type ProviderOptions, type RunningProvider, startProvider } from '#mocks/op/index.ts'
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
