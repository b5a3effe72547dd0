import { type BrowserContext, type Browser as Chromium, chromium, type Page as Tab } from 'playwright'
import { readPage } from '#mocks/wire/html.ts'
import type { HttpAnswer } from '../contract.ts'
import { rememberExchange } from '../evidence.ts'
import type { SharedBrowser } from '../stage.ts'
import { hostsOf } from '../target.ts'
import type { BrowserAgentOptions } from '../world.ts'
import { type Callback, callbackOf, isAt, type Landing, type Submission, type UserAgent, type Visit } from './agent.ts'
import { observe } from './browser-observer.ts'
import { type Intercepted, interceptAt } from './browser-redirects.ts'
import { usualLimits } from './limits.ts'
import { answerOf } from './transport.ts'
import { TransportError } from './transport-error.ts'

const connected = new Map<string, Promise<Chromium>>()

const connectedTo = (endpoint: string): Promise<Chromium> => {
  const known = connected.get(endpoint)
  if (known) return known
  const made = chromium.connect(endpoint)
  connected.set(endpoint, made)
  return made
}

const TIME = usualLimits.milliseconds
const SHORTLY = 100

/** A page with something to fill in or to press is ready; another may still be led on by its scripts. */
const isReady = (html: string): boolean => {
  const page = readPage(html)
  return page.forms.some((form) => form.buttons.length > 0 || form.fields.some((field) => field.type !== 'hidden'))
}

const firstLine = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n', 1)[0] ?? ''
}

interface Open {
  readonly context: BrowserContext
  readonly tab: Tab
  readonly observer: ReturnType<typeof observe>
  readonly intercepted: Intercepted
}

const callbackFrom = ({ url, body }: { url: string; body?: string }, stop: string): Callback =>
  body === undefined
    ? callbackOf(url, stop)
    : { url, params: Object.fromEntries([...new URLSearchParams(body)].toReversed()), carriedBy: 'form_post' }

/** The page as its scripts left it; asked for again when it was just being replaced. */
const contentOf = async (tab: Tab, until = performance.now() + TIME): Promise<string> => {
  try {
    return await tab.content()
  } catch (error) {
    if (performance.now() > until || tab.isClosed()) throw error
    // The replacement may have come between the question and the error: then there is no event to wait for.
    await tab.waitForEvent('framenavigated', { timeout: SHORTLY }).catch(() => {})
    await tab.waitForLoadState('domcontentloaded', { timeout: TIME })
    return contentOf(tab, until)
  }
}

const landing = async ({ tab, observer, intercepted }: Open): Promise<Landing> => {
  const redirect = intercepted.taken()
  if (redirect) {
    // Or the next visit would be interrupted by the end of this one.
    await tab.waitForURL((url) => isAt(url.href, redirect.url), { waitUntil: 'domcontentloaded', timeout: TIME })
    const { answer, key } = await observer.lastAnswer()
    if (key) rememberExchange(answer, key)
    const page = readPage(answer.text)
    if (redirect.redirectUri === undefined) return { answer, page, elsewhere: redirect.url }
    return { answer, page, callback: callbackFrom(redirect, redirect.redirectUri) }
  }
  const { answer, key } = await observer.lastAnswer()
  const html = await contentOf(tab)
  const shown: HttpAnswer = answerOf(
    tab.url(),
    answer.status,
    answer.headers,
    answer.json === undefined ? html : answer.text,
  )
  if (key) rememberExchange(shown, key)
  return { answer: shown, page: readPage(html) }
}

/** Until the user could act, or the way ended at a redirect URI. */
const settled = async (open: Open): Promise<Landing> => {
  const { tab, intercepted } = open
  await tab.waitForLoadState('domcontentloaded', { timeout: TIME })
  if (!intercepted.seen() && !isReady(await contentOf(tab))) {
    await Promise.race([intercepted.next(), tab.waitForLoadState('networkidle', { timeout: TIME })])
  }
  return landing(open)
}

const SUBMIT = `({ index, button }) => {
  const form = document.forms[index]
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
  const { tab, intercepted } = open
  const main = tab.mainFrame()
  const navigated = tab.waitForEvent('framenavigated', { predicate: (frame) => frame === main, timeout: TIME })
  // The loser of the race below must not end the process.
  navigated.catch(() => {})
  await act()
  await Promise.race([navigated, intercepted.next()])
}

const visited = async (open: Open, { url, method = 'GET', form = [] }: Visit): Promise<void> => {
  const { tab, intercepted } = open
  if (method === 'POST') {
    await moved(open, () => tab.evaluate(`(${POST})(${JSON.stringify({ url, pairs: form })})`))
    return
  }
  try {
    await tab.goto(url, { waitUntil: 'domcontentloaded', timeout: TIME })
  } catch (error) {
    if (!intercepted.seen()) throw error
  }
}

const filled = async (open: Open, { form, fill, button }: Submission): Promise<void> => {
  const { tab } = open
  for (const [name, value] of Object.entries(fill)) {
    await tab
      .locator('form')
      .nth(form)
      .locator(`[name=${JSON.stringify(name)}]`)
      .first()
      .fill(value, { timeout: TIME })
  }
  const args = JSON.stringify({ index: form, ...(button === undefined ? {} : { button }) })
  await moved(open, () => tab.evaluate(`(${SUBMIT})(${args})`))
}

/** A real browser: scripts run, cookies follow its rules. Nothing listens at the redirect URIs of our clients. */
export const createBrowserAgent = async (shared: SharedBrowser, options: BrowserAgentOptions): Promise<UserAgent> => {
  if ('missing' in shared) throw new TransportError(shared.missing)
  const { target, redactor, redirectUris } = options
  const browser = await connectedTo(shared.endpoint)
  // Chromium knows no further authority by option; that of a target of ours vouches for loopback only.
  const context = await browser.newContext({ ignoreHTTPSErrors: target.authority !== undefined, locale: 'en' })
  const tab = await context.newPage()
  const hosts = hostsOf(target)
  const intercepted = await interceptAt(await context.newCDPSession(tab), { redirectUris, hosts })
  const open: Open = { context, tab, observer: observe(tab, options, intercepted), intercepted }

  const go = async (label: string, address: string, act: () => Promise<void>): Promise<Landing> => {
    open.observer.label(label)
    intercepted.reset(address)
    try {
      await act()
      return await settled(open)
    } catch (error) {
      const where = address === '' ? '' : ` ${redactor.url(address)}`
      throw new TransportError(`${label},${where} in the browser: ${redactor.text(firstLine(error))}`)
    }
  }

  return {
    driver: 'browser',
    page: async () => readPage(await contentOf(tab)),
    visit: (visit) => {
      intercepted.also(visit.stopAt ?? [])
      return go(visit.label, visit.url, () => visited(open, visit))
    },
    submit: (submission) => go(submission.label, tab.url(), () => filled(open, submission)),
    open: async (url, { label = 'page' } = {}) => (await go(label, url, () => visited(open, { url, label }))).answer,
    cookies: async () =>
      (await context.cookies()).map(({ name, httpOnly, secure, sameSite }) => ({
        name,
        httpOnly,
        secure,
        ...(sameSite ? { sameSite: sameSite.toLowerCase() } : {}),
      })),
    close: async () => {
      await open.observer.done()
      await context.close()
    },
  }
}
