import type { BrowserContext, Locator, Page as Tab } from 'playwright'
import type { Submission, Visit } from './agent.ts'
import type { Observer } from './browser-observer.ts'
import type { Intercepted } from './browser-redirects.ts'
import type { Rest } from './browser-rest.ts'

/** A tab and those who look after it. */
export interface Open {
  readonly context: BrowserContext
  readonly tab: Tab
  readonly observer: Observer
  readonly intercepted: Intercepted
  readonly rest: Rest
  /** Milliseconds that one step may take. */
  readonly time: number
}

const SUBMIT = `({ index, button }) => {
  const form = document.forms[index]
  form.removeAttribute('target')
  const buttons = [...form.elements].filter((each) => each.type === 'submit')
  if (button === undefined) form.requestSubmit()
  else buttons[button].click()
}`

const POST = `({ url, pairs }) => {
  const form = Object.assign(document.createElement('form'), { method: 'POST', action: url })
  for (const [name, value] of pairs) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  document.body.append(form)
  HTMLFormElement.prototype.submit.call(form)
}`

const moved = async (open: Open, act: () => Promise<unknown>): Promise<void> => {
  const { tab, intercepted, time } = open
  const main = tab.mainFrame()
  const navigated = tab.waitForEvent('framenavigated', { predicate: (frame) => frame === main, timeout: time })
  // The loser of the race below must not end the process.
  navigated.catch(() => {})
  await act()
  await Promise.race([navigated, intercepted.next()])
}

const withoutFragment = (url: string): string => url.split('#', 1)[0] ?? ''

/** Chromium would only scroll in the page that it shows. */
const isWithin = (url: string, shown: string): boolean =>
  url.includes('#') && withoutFragment(url) === withoutFragment(shown)

/** Goes to an address, with a form where there is one. */
export const visited = async (open: Open, { url, method = 'GET', form = [], crossSite }: Visit): Promise<void> => {
  const { tab, intercepted, time } = open
  if (method === 'POST') {
    if (crossSite) await tab.goto('about:blank')
    await moved(open, () => tab.evaluate(`(${POST})(${JSON.stringify({ url, pairs: form })})`))
    return
  }
  try {
    if (isWithin(url, tab.url())) await tab.goto('about:blank')
    await tab.goto(url, { waitUntil: 'domcontentloaded', timeout: time })
  } catch (error) {
    if (!intercepted.seen()) throw error
  }
}

/** Clicks, and waits for another page: one that only scrolls, or changes its address by script, is the same. */
export const clicked = async ({ tab, intercepted, time }: Open, what: Locator): Promise<void> => {
  const another = tab.waitForEvent('domcontentloaded', { timeout: time }).catch(() => {})
  await what.click({ timeout: time })
  await Promise.race([another, intercepted.next()])
}

/** Fills a form and sends it. */
export const filled = async (open: Open, { form, fill, button }: Submission): Promise<void> => {
  const { tab, time } = open
  for (const [name, value] of Object.entries(fill)) {
    await tab
      .locator('form')
      .nth(form)
      .locator(`[name=${JSON.stringify(name)}]`)
      .first()
      .fill(value, { timeout: time })
  }
  const args = JSON.stringify({ index: form, ...(button === undefined ? {} : { button }) })
  await moved(open, () => tab.evaluate(`(${SUBMIT})(${args})`))
}
