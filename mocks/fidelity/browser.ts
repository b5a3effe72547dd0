import { type Form, type Page, readPage } from '#mocks/wire/html.ts'
import { endsCookie, headerOf, send, type WireAnswer, type WireRequest } from './send.ts'

/** Where a browser came to stand. */
export interface Stop {
  readonly answer: WireAnswer
  readonly page: Page
  /** Set when a redirect leads out of the issuer. */
  readonly away?: string
}

export interface Browser {
  readonly cookies: Map<string, string>
  /** Sends with its cookies and keeps those it gets. */
  readonly send: (request: WireRequest) => Promise<WireAnswer>
  /** The same, and on wherever redirects within the issuer lead. */
  readonly go: (request: WireRequest) => Promise<Stop>
  /** Fills and sends the only form of a page, by the button of that name. */
  readonly submit: (stop: Stop, fill: Readonly<Record<string, string>>, button?: string) => Promise<Stop>
}

const ACCEPT = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

const take = (cookies: Map<string, string>, { headers }: WireAnswer): void => {
  for (const [name, line] of headers) {
    if (name !== 'set-cookie') continue
    const [, cookie = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (endsCookie(line)) cookies.delete(cookie)
    else cookies.set(cookie, value)
  }
}

/** The form that asks something; others of a page, of a language menu for example, have no button. */
export const formOf = ({ answer, page }: Stop): Form => {
  const asking = page.forms.filter(({ buttons }) => buttons.length > 0)
  const form = asking.find(({ method }) => method === 'POST') ?? asking[0]
  if (!form) throw new Error(`no form at ${answer.url}: ${answer.status} ${page.text.slice(0, 200)}`)
  return form
}

const entriesOf = (form: Form, fill: Readonly<Record<string, string>>, button: string | undefined): URLSearchParams => {
  const sent = form.fields.filter(({ name, successful }) => successful || name in fill)
  const entries = sent.map(({ name, value }) => [name, fill[name] ?? value])
  const pressed = form.buttons.find(({ name }) => name === button)
  return new URLSearchParams([...entries, ...(pressed ? [[pressed.name, pressed.value]] : [])])
}

export const newBrowser = (origin: string): Browser => {
  const cookies = new Map<string, string>()
  const visit = async (request: WireRequest): Promise<WireAnswer> => {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await send({ ...request, headers: { ...(Cookie ? { Cookie } : {}), ...request.headers } })
    take(cookies, answer)
    return answer
  }
  const go = async (request: WireRequest): Promise<Stop> => {
    const answer = await visit(request)
    const location = headerOf(answer, 'location')
    if (location === undefined) return { answer, page: readPage(answer.body) }
    const next = new URL(location, request.url)
    if (next.origin === origin) return go({ method: 'GET', url: next.href, headers: ACCEPT })
    return { answer, page: readPage(''), away: location }
  }
  const submit: Browser['submit'] = (stop, fill, button) => {
    const form = formOf(stop)
    const url = new URL(form.action, stop.answer.url).href
    const body = entriesOf(form, fill, button).toString()
    const headers = { ...ACCEPT, 'Content-Type': 'application/x-www-form-urlencoded' }
    return go({ method: 'POST', url, headers, body })
  }
  return { cookies, send: visit, go, submit }
}
