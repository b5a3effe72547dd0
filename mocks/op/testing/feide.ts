import type { RunningProvider } from '../api.ts'
import { ask, type Changes, carried } from './flow.ts'
import { personOf } from './relying-party.ts'
import { type Stop, type Visitor, visitor } from './visitor.ts'

/** What a page asks for, by its heading. */
export const asked = ({ away, status, text }: Stop): string => {
  if (away !== undefined) return 'callback'
  const heading = /<h1>(.*?)<\/h1>/s.exec(text)?.[1] ?? ''
  return status === 200 ? heading : `${status} ${heading}`
}

/** Presses one of several buttons of a name. */
export const press = (browser: Visitor, { page, url }: Stop, name: string, value: string): Promise<Stop> => {
  const [form] = page.forms
  if (!form?.buttons.some((each) => each.name === name && each.value === value)) {
    throw new Error(`no button ${name}=${value} on ${url}: ${page.text}`)
  }
  const hidden = form.fields.filter(({ type }) => type === 'hidden').map((field) => [field.name, field.value])
  return browser.post(new URL(form.action, url).href, { ...Object.fromEntries(hidden), [name]: value })
}

const STEPS = ['second-factor', 'proceed', 'accept']

/** Whichever page comes, answered as this user would. */
export const asUser = async (
  provider: RunningProvider,
  browser: Visitor,
  stop: Stop,
  role = 'plain',
): Promise<Stop> => {
  const { username, password } = personOf(provider, role)
  const home = provider.people[role]?.attributes.home_organisation
  const on = (next: Promise<Stop>) => next.then((arrived) => asUser(provider, browser, arrived, role))
  const [form] = stop.page.forms
  if (stop.away !== undefined || !form) return stop
  if (form.fields.some(({ name }) => name === 'password')) {
    const next = await browser.submit(stop, { username, password })
    return next.page.forms[0]?.fields.some(({ name }) => name === 'password') ? next : on(Promise.resolve(next))
  }
  const places = [username, String(home)]
  const choice = form.buttons.find(({ name, value }) => /^(account|org)$/.test(name) && places.includes(value))
  if (choice) return on(press(browser, stop, choice.name, choice.value))
  const step = form.buttons.find(({ name }) => STEPS.includes(name))
  return step ? on(press(browser, stop, step.name, step.value)) : stop
}

/** From the authorization request to wherever this user ends. */
export const go = async (
  provider: RunningProvider,
  role: string,
  changes: Changes = {},
  { as = 'plain', browser = visitor(provider.origin) } = {},
): Promise<Stop> => asUser(provider, browser, await ask(provider, role, changes, browser), as)

export const paramsAfter = async (...login: Parameters<typeof go>): Promise<Record<string, string>> =>
  carried(await go(...login))
