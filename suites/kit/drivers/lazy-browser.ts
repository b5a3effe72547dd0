import type { SharedBrowser } from '../stage.ts'
import type { BrowserAgentOptions } from '../world.ts'
import type { UserAgent } from './agent.ts'

/** Playwright is loaded when the first page is opened: most scenarios never need it. */
export const createLazyBrowserAgent = (browser: SharedBrowser, options: BrowserAgentOptions): UserAgent => {
  let agent: Promise<UserAgent> | undefined
  const opened = (): Promise<UserAgent> => {
    agent ??= import('./browser.ts').then(({ createBrowserAgent }) => createBrowserAgent(browser, options))
    return agent
  }
  return {
    driver: 'browser',
    page: async () => (await opened()).page(),
    visit: async (visit) => (await opened()).visit(visit),
    submit: async (submission) => (await opened()).submit(submission),
    ask: async (url, label) => (await opened()).ask(url, label),
    open: async (url, how) => (await opened()).open(url, how),
    read: async (place) => (await opened()).read(place),
    press: async (what, label) => (await opened()).press(what, label),
    cookies: async () => (await opened()).cookies(),
    cookiesFor: async (url) => (await opened()).cookiesFor(url),
    mark: async (url, name, value) => (await opened()).mark(url, name, value),
    close: async () => {
      // What never opened has been told of where it was asked for.
      const open = await agent?.catch(() => undefined)
      await open?.close()
    },
  }
}
