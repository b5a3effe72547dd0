import type { Form, Page } from '#mocks/wire/html.ts'
import type { Browser, HttpAnswer } from '../contract.ts'

export type Pairs = readonly (readonly [name: string, value: string])[]

export interface Visit {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly form?: Pairs
  readonly label: string
  /** Redirect URIs at which to stop, beside those the agent knows. */
  readonly stopAt?: readonly string[]
  /** What the form is sent from is a page of somebody else: cookies that stay within a site are not sent along. */
  readonly crossSite?: true
}

export interface Submission {
  /** Index into the forms of the page shown. */
  readonly form: number
  readonly fill: Readonly<Record<string, string>>
  /** What a script of the page sets when the button is pressed, for an agent that runs none. */
  readonly scripted?: Readonly<Record<string, string>>
  /** Index into the buttons of that form; the form is sent without a button when absent. */
  readonly button?: number
  readonly label: string
}

export interface Callback {
  readonly url: string
  readonly params: Readonly<Record<string, string>>
  readonly carriedBy: 'query' | 'fragment' | 'form_post'
}

/** Where a visit ended: at a redirect URI, at a page, or on its way to strangers. */
export interface Landing {
  readonly answer: HttpAnswer
  readonly page: Page
  readonly callback?: Callback
  /** The address to which the issuer led, which is neither its own nor a redirect URI: nothing was sent there. */
  readonly elsewhere?: string
}

/** Where the page shown says something: an element, or what its scripts keep, with `*` for any part of a name. */
export type PagePlace =
  | { readonly element: string }
  | { readonly storage: { readonly area: StorageArea; readonly key: string } }

export const storageAreas = ['local', 'session'] as const
export type StorageArea = (typeof storageAreas)[number]

export interface PageReading {
  /** Of the page shown, whatever its scripts made of it. */
  readonly url: string
  /** What was found there, in the order of the page or of the names. */
  readonly texts: readonly string[]
}

export interface KeptCookie {
  readonly name: string
  readonly value: string
  readonly httpOnly: boolean
  readonly secure: boolean
  readonly sameSite?: string
}

/** A user agent as the kit drives it; scenarios are handed it as a `Browser`. */
export interface UserAgent extends Omit<Browser, 'travel' | 'answer'> {
  /** The page shown; one without anything before the first visit. */
  readonly page: () => Promise<Page>
  readonly visit: (visit: Visit) => Promise<Landing>
  readonly submit: (submission: Submission) => Promise<Landing>
  /** Asks beside the page shown, with the cookies of this browser: nothing is followed, and where there is a choice no script runs. */
  readonly ask: (url: string, label: string) => Promise<HttpAnswer>
  /** As soon as its scripts rest. Only a real browser has storage. */
  readonly read: (place: PagePlace) => Promise<PageReading>
  /** Clicks on the element of a CSS selector, or on the button or link of that text; undefined where there is none. */
  readonly press: (what: string, label: string) => Promise<Landing | undefined>
  /** What would be sent to this address. */
  readonly cookiesFor: (url: string) => Promise<readonly KeptCookie[]>
  /** Sets a cookie for this address, as if it had been there before. */
  readonly mark: (url: string, name: string, value: string) => Promise<void>
  readonly close: () => Promise<void>
}

export const NO_PAGE: Page = { title: '', text: '', forms: [], submitsItself: false }

const parsed = (url: string): URL | undefined => {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

/** Whether an agent that stands at `from` goes to an address when it is led there. */
export const isHome = (url: string, from: string, hosts: readonly string[]): boolean => {
  const [to, here] = [parsed(url), parsed(from)]
  return to !== undefined && /^https?:$/.test(to.protocol) && (to.host === here?.host || hosts.includes(to.host))
}

const place = ({ protocol, host, pathname }: URL): string => `${protocol}//${host}${pathname}`

/** Whether an address is this redirect URI, with whatever parameters. */
export const isAt = (url: string, redirectUri: string): boolean => {
  const [here, there] = [parsed(url), parsed(redirectUri)]
  return here !== undefined && there !== undefined && place(here) === place(there)
}

const firsts = (params: URLSearchParams): Record<string, string> => {
  const result: Record<string, string> = {}
  for (const [name, value] of params) result[name] ??= value
  return result
}

/** Parameters of the redirect URI itself are not the issuer's answer. */
const added = (url: URL, redirectUri: string | undefined): URLSearchParams => {
  const own = redirectUri === undefined ? undefined : parsed(redirectUri)?.searchParams
  const params = new URLSearchParams(url.search)
  for (const [name, value] of own ?? []) if (params.get(name) === value) params.delete(name, value)
  return params
}

/** Reads an authorization response out of the address to which the issuer redirected. */
export const callbackOf = (address: string, redirectUri?: string): Callback => {
  const url = new URL(address)
  const fragment = new URLSearchParams(url.hash.slice(1))
  const inFragment = fragment.size > 0
  return {
    url: address,
    params: firsts(inFragment ? fragment : added(url, redirectUri)),
    carriedBy: inFragment ? 'fragment' : 'query',
  }
}

/** What sending the form puts on the wire, in document order (HTML section 4.10.21.4). */
export const entriesOf = (form: Form, { fill, button }: Pick<Submission, 'fill' | 'button'>): Pairs => {
  const fields = form.fields
    .filter((field) => field.successful || field.name in fill)
    .map((field) => [field.name, fill[field.name] ?? field.value] as const)
  const pressed = button === undefined ? undefined : form.buttons[button]
  return pressed?.name ? [...fields, [pressed.name, pressed.value] as const] : fields
}

/** A form of hidden fields that a script sends at once: the user never sees it. */
export const selfSubmitted = (page: Page): number | undefined => {
  if (!page.submitsItself) return undefined
  const index = page.forms.findIndex(
    (form) => form.fields.length > 0 && form.fields.every((field) => field.type === 'hidden'),
  )
  return index < 0 ? undefined : index
}
