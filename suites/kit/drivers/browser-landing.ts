import type { Page as Tab } from 'playwright'
import { readPage } from '#mocks/wire/html.ts'
import type { HttpAnswer } from '../contract.ts'
import { rememberExchange } from '../evidence.ts'
import { type Callback, callbackOf, isAt, type Landing, selfSubmitted } from './agent.ts'
import type { Open } from './browser-acts.ts'
import { answerOf } from './transport.ts'

const SHORTLY = 100

/** What may lead a page on without the user: scripts and their handlers, frames, a refresh. */
const RESTLESS = /<(?:script|i?frame|embed|object)\b|\son\w+\s*=|\bhttp-equiv\b/i

/** A page with something to fill in or to press is ready, and one on which nothing happens by itself. */
const isReady = (html: string): boolean => {
  if (!RESTLESS.test(html)) return true
  const page = readPage(html)
  // A button beside a script that sends the form is for those without scripts.
  if (selfSubmitted(page) !== undefined) return false
  return page.forms.some((form) => form.buttons.length > 0 || form.fields.some((field) => field.type !== 'hidden'))
}

const callbackFrom = ({ url, body }: { url: string; body?: string }, stop: string): Callback =>
  body === undefined
    ? callbackOf(url, stop)
    : { url, params: Object.fromEntries([...new URLSearchParams(body)].toReversed()), carriedBy: 'form_post' }

/** The page as its scripts left it; asked for again when it was just being replaced. */
export const contentOf = async (tab: Tab, time: number, until = performance.now() + time): Promise<string> => {
  try {
    return await tab.content()
  } catch (error) {
    if (performance.now() > until || tab.isClosed()) throw error
    // The replacement may have come between the question and the error: then there is no event to wait for.
    await tab.waitForEvent('framenavigated', { timeout: SHORTLY }).catch(() => {})
    await tab.waitForLoadState('domcontentloaded', { timeout: time })
    return contentOf(tab, time, until)
  }
}

const landing = async ({ tab, observer, intercepted, time }: Open): Promise<Landing> => {
  const redirect = intercepted.taken()
  if (redirect) {
    // Or the next visit would be interrupted by the end of this one.
    await tab.waitForURL((url) => isAt(url.href, redirect.url), { waitUntil: 'domcontentloaded', timeout: time })
    const { answer, key } = await observer.lastAnswer()
    if (key) rememberExchange(answer, key)
    const page = readPage(answer.text)
    if (redirect.redirectUri === undefined) return { answer, page, elsewhere: redirect.url }
    return { answer, page, callback: callbackFrom(redirect, redirect.redirectUri) }
  }
  const { answer, key } = await observer.lastAnswer()
  const html = await contentOf(tab, time)
  const shown: HttpAnswer = answerOf(
    tab.url(),
    answer.status,
    answer.headers,
    answer.json === undefined ? html : answer.text,
  )
  if (key) rememberExchange(shown, key)
  return { answer: shown, page: readPage(html) }
}

/** Once a page has come, after the one shown, on which the user can act. */
const readyPage = async (open: Open): Promise<void> => {
  const { tab, time } = open
  await tab.waitForEvent('domcontentloaded', { timeout: time })
  if (!isReady(await contentOf(tab, time))) await readyPage(open)
}

const isAtRest = async ({ tab, observer, time }: Open): Promise<boolean> =>
  isReady(await contentOf(tab, time)) && !(await observer.lastAnswer()).answer.headers.has('refresh')

/** Until the user could act, or the way ended at a redirect URI. */
export const settled = async (open: Open): Promise<Landing> => {
  const { tab, intercepted, rest, time } = open
  await tab.waitForLoadState('domcontentloaded', { timeout: time })
  if (!intercepted.seen() && !(await isAtRest(open))) {
    // A page may go on talking for ever: then it is looked at as it is by then.
    const idle = rest(time)
    const ready = readyPage(open).catch(() => idle)
    await Promise.race([intercepted.next(), ready, idle])
  }
  return landing(open)
}
