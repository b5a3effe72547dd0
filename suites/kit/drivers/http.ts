import { type Page, readPage } from '#mocks/wire/html.ts'
import type { HttpAnswer } from '../contract.ts'
import { KitError } from '../signals.ts'
import {
  type Callback,
  callbackOf,
  entriesOf,
  isAt,
  isHome,
  type Landing,
  NO_PAGE,
  type Pairs,
  selfSubmitted,
  type UserAgent,
} from './agent.ts'
import { elementIn } from './element.ts'
import { createJar } from './jar.ts'
import { type Limits, usualLimits } from './limits.ts'
import type { Transport } from './transport.ts'
import { TransportError, UnusableAnswer } from './transport-error.ts'

export interface HttpAgentOptions {
  readonly transport: Transport
  /** Where the agent stops: nothing listens at the redirect URIs of our clients. */
  readonly redirectUris: readonly string[]
  /** Hosts to which the issuer may lead, with their ports; to others nothing is sent. */
  readonly hosts: readonly string[]
  readonly limits?: Limits
}

interface Hop {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly form?: Pairs
  readonly label: string
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

const isHtml = (answer: HttpAnswer): boolean => /html/i.test(answer.headers.get('content-type') ?? '')

const pageOf = (answer: HttpAnswer): Page => (isHtml(answer) ? readPage(answer.text) : NO_PAGE)

const resolved = (reference: string, base: string): string | undefined => {
  try {
    return new URL(reference, base).href
  } catch {
    return undefined
  }
}

const locationOf = (answer: HttpAnswer): string | undefined => {
  const location = answer.headers.get('location')
  return REDIRECTS.has(answer.status) && location !== null ? resolved(location, answer.url) : undefined
}

/** RFC 9110 section 15.4: 307 and 308 keep method and body, the others are fetched with GET as browsers do. */
const afterRedirect = (hop: Hop, status: number, url: string): Hop =>
  (status === 307 || status === 308) && hop.form
    ? { ...hop, url, label: 'redirect' }
    : { url, method: 'GET', label: 'redirect' }

const toHop = (url: string, method: 'GET' | 'POST', entries: Pairs, label: string): Hop => {
  if (method === 'POST') return { url, method, form: entries, label }
  const target = new URL(url)
  target.search = new URLSearchParams(entries.map(([name, value]) => [name, value])).toString()
  return { url: target.href, method, label }
}

const encoded = (form: Pairs): string => new URLSearchParams(form.map(([name, value]) => [name, value])).toString()

const firsts = (pairs: Pairs): Record<string, string> => Object.fromEntries(pairs.toReversed())

const callbackAt = ({ url, form }: Hop, redirectUri: string): Callback =>
  form ? { url, params: firsts(form), carriedBy: 'form_post' } : callbackOf(url, redirectUri)

/** A browser without scripts: one cookie jar, forms and redirects. */
export const createHttpAgent = (options: HttpAgentOptions): UserAgent => {
  const { transport, redirectUris, hosts, limits = usualLimits } = options
  const jar = createJar()
  /** Where the visit that led to the page shown was to stop. */
  let stopsOfVisit: readonly string[] = []
  let shown: { readonly url: string; readonly page: Page; readonly text: string } | undefined

  const send = async (hop: Hop): Promise<HttpAnswer> => {
    const cookie = await jar.header(hop.url)
    const answer = await transport({
      from: 'browser',
      method: hop.method,
      url: hop.url,
      label: hop.label,
      headers: {
        accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
        'accept-language': 'en',
        'user-agent': 'Mozilla/5.0 (aai-conformance)',
        ...(cookie ? { cookie } : {}),
        ...(hop.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(hop.form ? { body: encoded(hop.form) } : {}),
    })
    await jar.keep(answer.headers.getSetCookie(), hop.url)
    return answer
  }

  /** What follows an answer by itself: a redirect, or a form that a script sends. */
  const next = (hop: Hop, answer: HttpAnswer, page: Page): Hop | undefined => {
    const location = locationOf(answer)
    if (location !== undefined) return afterRedirect(hop, answer.status, location)
    const index = selfSubmitted(page)
    const form = index === undefined ? undefined : page.forms[index]
    const action = form && resolved(form.action, answer.url)
    return form && action
      ? toHop(action, form.method, entriesOf(form, { fill: {} }), 'self-submitting form')
      : undefined
  }

  const go = async (first: Hop, stopAt: readonly string[]): Promise<Landing> => {
    const stops = [...redirectUris, ...stopAt]
    const way: string[] = []
    let hop = first
    for (;;) {
      const answer = await send(hop)
      const page = pageOf(answer)
      const following = next(hop, answer, page)
      if (!following) {
        shown = { url: answer.url, page, text: answer.text }
        return { answer, page }
      }
      const stop = stops.find((each) => isAt(following.url, each))
      if (stop !== undefined) return { answer, page, callback: callbackAt(following, stop) }
      if (!isHome(following.url, hop.url, hosts)) return { answer, page, elsewhere: following.url }
      way.push(new URL(hop.url).origin + new URL(hop.url).pathname)
      if (way.length > limits.redirects) {
        throw new UnusableAnswer(
          `${first.label}: more than ${limits.redirects} redirects, the last through ${loop(way)}`,
        )
      }
      hop = following
    }
  }

  return {
    driver: 'http',
    page: async () => shown?.page ?? NO_PAGE,
    visit: ({ url, method = 'GET', form, label, stopAt = [] }) => {
      stopsOfVisit = stopAt
      return go({ url, method, label, ...(form ? { form } : {}) }, stopAt)
    },
    submit: ({ form: index, fill, scripted, button, label }) => {
      const form = shown?.page.forms[index]
      const action = shown && form && resolved(form.action, shown.url)
      if (!form || !action) throw new TransportError(`${label}: the page shown has no such form`)
      return go(
        toHop(
          action,
          form.method,
          entriesOf(form, { fill: { ...fill, ...scripted }, ...(button === undefined ? {} : { button }) }),
          label,
        ),
        stopsOfVisit,
      )
    },
    read: async (place) => {
      if (!('element' in place)) throw new KitError('nothing is stored where no scripts run')
      const text = shown && elementIn(shown.text, place.element)
      return { url: shown?.url ?? '', texts: text === undefined ? [] : [text] }
    },
    press: async () => {
      throw new KitError('nothing can be clicked where no scripts run')
    },
    ask: (url, label) => send({ url, method: 'GET', label }),
    open: async (url, { label = 'page' } = {}) => (await go({ url, method: 'GET', label }, [])).answer,
    cookies: jar.cookies,
    cookiesFor: jar.cookiesFor,
    mark: jar.mark,
    close: async () => {},
  }
}

/** The places through which the way went more than once. */
const loop = (way: readonly string[]): string => {
  const repeated = way.filter((place, index) => way.indexOf(place) !== index)
  return [...new Set(repeated.length > 0 ? repeated : way.slice(-3))].join(' -> ')
}
