import {
  type BrowserContext,
  type CDPSession,
  type Browser as Chromium,
  chromium,
  type Request,
  type Page as Tab,
} from 'playwright'
import { readPage } from '#mocks/wire/html.ts'
import { restAfter } from '../care/polite.ts'
import type { SharedBrowser } from '../stage.ts'
import { hostsOf, type TargetSeed } from '../target.ts'
import type { BrowserAgentOptions } from '../world.ts'
import type { Landing, UserAgent, Visit } from './agent.ts'
import { clicked, filled, type Open, visited } from './browser-acts.ts'
import { askBeside } from './browser-ask.ts'
import { cookiesAt } from './browser-cookies.ts'
import { browserTrouble, type Guard, guard, inTime } from './browser-guard.ts'
import { contentOf, settled } from './browser-landing.ts'
import { observe } from './browser-observer.ts'
import { readFrom, sought } from './browser-reading.ts'
import { interceptAt } from './browser-redirects.ts'
import { restOf } from './browser-rest.ts'
import { strangeness } from './known-hosts.ts'
import { usualLimits } from './limits.ts'
import { during, TransportError, UnusableAnswer } from './transport-error.ts'

const connected = new Map<string, Promise<Chromium>>()

const connectedTo = (endpoint: string): Promise<Chromium> => {
  const known = connected.get(endpoint)
  if (known) return known
  const made = chromium.connect(endpoint)
  connected.set(endpoint, made)
  return made
}

/** A browser on a busy machine takes its time. */
const STARTING = 30_000

const isOf = (request: Request, tab: Tab): boolean => {
  try {
    return request.frame().page() === tab
  } catch {
    // A window that is only about to be has no frame yet, and says so by throwing.
    return false
  }
}

/** A window that a page opens is closed at once, and sends nothing before. */
const keepToOne = async (context: BrowserContext, tab: Tab): Promise<void> => {
  await context.route('**/*', (route) => (isOf(route.request(), tab) ? route.fallback() : route.abort()))
}

interface Opened extends Open {
  readonly devtools: CDPSession
  readonly watch: Guard
}

/** A tab that accepts nothing but pages: no windows beside it, no files, no workers that outlive it. */
const openTab = async (browser: Chromium, options: BrowserAgentOptions): Promise<Opened> => {
  const { target, redirectUris, care, limits = usualLimits } = options
  // Chromium knows no further authority by option; that of a target of ours vouches for loopback only.
  const ignoreHTTPSErrors = target.authority !== undefined
  const context = await browser.newContext({
    ignoreHTTPSErrors,
    locale: 'en',
    acceptDownloads: false,
    serviceWorkers: 'block',
  })
  const tab = await context.newPage()
  context.on('page', (other) => {
    other.close().catch(() => {})
  })
  await context.addInitScript('window.open = () => null')
  const devtools = await context.newCDPSession(tab)
  const isOurs = target.kind === 'embedded'
  if (!isOurs) await keepToOne(context, tab)
  const watch = await guard(devtools, isOurs ? undefined : care, limits)
  const ways = { redirectUris, hosts: hostsOf(target), admit: watch.admit, all: !isOurs }
  const intercepted = await interceptAt(devtools, ways)
  const observer = observe(tab, options, intercepted)
  const rest = restOf(tab)
  return { context, tab, devtools, observer, intercepted, rest, watch, time: limits.milliseconds }
}

/** Playwright by itself knows neither of names that live elsewhere nor of all cookies that Chromium would send. */
const mayAsk = async ({ context, devtools }: Opened, { hosts }: TargetSeed, url: string): Promise<boolean> =>
  Object.keys(hosts).length === 0 && (await context.cookies(url)).length === (await cookiesAt(devtools, url)).length

/** A real browser: scripts run, cookies follow its rules. Nothing listens at the redirect URIs of our clients. */
export const createBrowserAgent = async (shared: SharedBrowser, options: BrowserAgentOptions): Promise<UserAgent> => {
  if ('missing' in shared) throw new TransportError(shared.missing)
  const { target, redactor, reachable, care, clock } = options
  const open = await inTime(
    connectedTo(shared.endpoint).then((browser) => openTab(browser, options)),
    STARTING,
  ).catch((error: unknown) => {
    // No page has been asked for yet: it is the browser that fails.
    throw new TransportError(`the browser opens no tab: ${browserTrouble(error).message}`)
  })
  const { context, tab, devtools, observer, intercepted, watch, time } = open

  const step = async (act: () => Promise<void>): Promise<Landing> => {
    await act()
    return settled(open)
  }

  const go = async (label: string, address: string, act: () => Promise<void>, there = false): Promise<Landing> => {
    observer.label(label)
    intercepted.reset(address, there)
    watch.reset()
    const where = address === '' ? '' : ` ${redactor.url(address)}`
    const taken = inTime(step(act), 2 * time).catch((error: unknown) => browserTrouble(error))
    const outcome = await Promise.race([watch.over(), taken])
    await care.heard(!(outcome instanceof TransportError))
    if (outcome instanceof TransportError) throw during(`${label},${where} in the browser`, outcome, redactor.text)
    if (outcome instanceof Error) throw outcome
    await restAfter(outcome.answer, label, care, clock)
    return outcome
  }

  const visit = (to: Visit): Promise<Landing> => {
    const strange = strangeness(to.url, reachable)
    if (strange !== undefined) throw new UnusableAnswer(`${to.label}: ${strange}`)
    intercepted.also(to.stopAt ?? [])
    return go(to.label, to.url, () => visited(open, to), true)
  }

  return {
    driver: 'browser',
    page: async () => readPage(await inTime(contentOf(tab, time), time)),
    visit: async (to) => visit(to),
    submit: (submission) => go(submission.label, tab.url(), () => filled(open, submission)),
    read: (place) => inTime(readFrom(open, place), 2 * time),
    press: async (what, label) => {
      const wanted = await inTime(sought(open, what), 2 * time)
      return wanted && go(label, tab.url(), () => clicked(open, wanted))
    },
    ask: async (url, label) =>
      (await mayAsk(open, target, url))
        ? askBeside(context, options, url, label)
        : (await visit({ url, label })).answer,
    open: async (url, { label = 'page' } = {}) => (await visit({ url, label })).answer,
    cookies: async () =>
      (await context.cookies()).map(({ name, httpOnly, secure, sameSite }) => ({
        name,
        httpOnly,
        secure,
        ...(sameSite ? { sameSite: sameSite.toLowerCase() } : {}),
      })),
    cookiesFor: (url) => cookiesAt(devtools, url),
    mark: async (url, name, value) => {
      await context.addCookies([{ url, name, value }])
    },
    close: async () => {
      await inTime(observer.done(), time).catch(() => {})
      await inTime(context.close(), time).catch(() => {})
    },
  }
}
