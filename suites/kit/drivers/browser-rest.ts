import type { Request, Page as Tab } from 'playwright'

/** Milliseconds without a request after which nothing more is expected of a page, as Playwright counts them. */
const QUIET = 500

/** Unless the answer may be kept, Chromium ends such a request when its body has been read; scripts need not read it. */
const isOfScript = (request: Request): boolean => ['xhr', 'fetch'].includes(request.resourceType())

/** Resolves once a page has nothing more to wait for, and at the latest after so many milliseconds. */
export type Rest = (milliseconds: number) => Promise<void>

/** As Playwright's `networkidle`, which never comes where a script leaves the body of an answer unread. */
export const restOf = (tab: Tab): Rest => {
  const underWay = new Set<Request>()
  const lookers = new Set<() => void>()
  const noted = (change: () => void): void => {
    change()
    for (const look of lookers) look()
  }
  tab.on('request', (request) => noted(() => underWay.add(request)))
  tab.on('requestfinished', (request) => noted(() => underWay.delete(request)))
  tab.on('requestfailed', (request) => noted(() => underWay.delete(request)))
  tab.on('response', (response) => {
    const request = response.request()
    if (isOfScript(request)) noted(() => underWay.delete(request))
  })

  const quiet = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      const over = (): void => {
        clearTimeout(timer)
        clearTimeout(latest)
        lookers.delete(look)
        resolve()
      }
      const look = (): void => {
        clearTimeout(timer)
        timer = underWay.size === 0 ? setTimeout(over, QUIET) : undefined
      }
      const latest = setTimeout(over, milliseconds)
      lookers.add(look)
      look()
    })

  return async (milliseconds) => {
    const idle = tab.waitForLoadState('networkidle', { timeout: milliseconds }).catch(() => {})
    await Promise.race([idle, quiet(milliseconds)])
  }
}
