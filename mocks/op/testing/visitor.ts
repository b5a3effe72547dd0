import { type Form, type Page, readPage } from '#mocks/wire/html.ts'

/** Where a visitor came to stand: a page of the issuer, or the redirect that leads away from it. */
export interface Stop {
  readonly status: number
  readonly url: string
  readonly headers: Headers
  readonly text: string
  readonly page: Page
  /** Set when the way leads out of the issuer. */
  readonly away?: string
}

export interface Visitor {
  readonly cookies: Map<string, string>
  readonly get: (url: string) => Promise<Stop>
  readonly post: (url: string, form: Readonly<Record<string, string>>) => Promise<Stop>
  /** Fills and sends the only form of the page, by the button of that name if it has one. */
  readonly submit: (stop: Stop, fill?: Readonly<Record<string, string>>, button?: string) => Promise<Stop>
  /** Goes on wherever forms of login and consent lead, and the choice of an account or organisation before them. */
  readonly through: (stop: Stop, who: Credentials, button?: 'accept' | 'cancel') => Promise<Stop>
}

export interface Credentials {
  readonly username: string
  readonly password: string
  /** Where several organisations are offered, the one of this user. */
  readonly home?: string
}

const ACCEPT = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'

const onlyForm = (stop: Stop): Form => {
  const [form, ...more] = stop.page.forms
  if (!form || more.length > 0) throw new Error(`${stop.url} shows ${stop.page.forms.length} forms: ${stop.page.text}`)
  return form
}

/** What a browser would send, and what was filled in. */
const entriesOf = (form: Form, fill: Readonly<Record<string, string>>, button?: string): Record<string, string> => {
  const sent = form.fields.filter(({ name, successful }) => successful || name in fill)
  const entries = Object.fromEntries(sent.map(({ name, value }) => [name, fill[name] ?? value]))
  const pressed = form.buttons.find(({ name }) => name === button)
  return pressed ? { ...entries, [pressed.name]: pressed.value } : entries
}

/** Names of the two buttons for consent, and of the field in which a script of the page keeps the answer. */
const CONSENT = [
  { accept: 'accept', cancel: 'cancel' },
  { accept: 'authorize', cancel: 'deny', decision: 'user_oauth_approval' },
] as const

/** Names of buttons by which a user says who they are going to be, or where they log in. */
const CHOICES = ['account', 'org']

const choiceOf = (form: Form | undefined, { username, home }: Credentials) =>
  form?.buttons.find(({ name, value }) => CHOICES.includes(name) && [username, home].includes(value))

const consentOf = (form: Form | undefined) =>
  CONSENT.find(({ accept }) => form?.buttons.some(({ name }) => name === accept))

const keep = (cookies: Map<string, string>, answer: Response): void => {
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/Max-Age=0/i.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }
}

/** A browser for one issuer: cookies, redirects inside the issuer, forms; no scripts. */
export const visitor = (origin: string): Visitor => {
  const cookies = new Map<string, string>()
  const visit = async (url: string, form?: Readonly<Record<string, string>>): Promise<Stop> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { accept: ACCEPT, ...(cookie ? { cookie } : {}) },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    keep(cookies, answer)
    const location = answer.headers.get('location')
    if (location !== null && new URL(location, url).origin === origin) return visit(new URL(location, url).href)
    const text = await answer.text()
    const { status, headers } = answer
    return { status, url, headers, text, page: readPage(text), ...(location === null ? {} : { away: location }) }
  }
  const submit: Visitor['submit'] = (stop, fill = {}, button = undefined) => {
    const form = onlyForm(stop)
    return visit(new URL(form.action, stop.url).href, entriesOf(form, fill, button))
  }
  const through: Visitor['through'] = async (stop, who, button = 'accept') => {
    const [form] = stop.page.forms
    if (form?.fields.some(({ name }) => name === 'password')) {
      const { username, password } = who
      return through(await submit(stop, { username, password }, form.buttons[0]?.name), who, button)
    }
    const choice = choiceOf(form, who)
    if (form && choice) {
      const entries = { ...entriesOf(form, {}), [choice.name]: choice.value }
      return through(await visit(new URL(form.action, stop.url).href, entries), who, button)
    }
    const names = consentOf(form)
    if (!names) return stop
    const fill: Record<string, string> = 'decision' in names ? { [names.decision]: String(button === 'accept') } : {}
    return through(await submit(stop, fill, names[button]), who, button)
  }
  return { cookies, get: (url) => visit(url), post: visit, submit, through }
}
