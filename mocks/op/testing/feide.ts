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

/** Whichever page comes, answered as this user would; a login that is refused stays where it is. */
export const asUser = async (
  provider: RunningProvider,
  browser: Visitor,
  stop: Stop,
  role = 'plain',
): Promise<Stop> => {
  const arrived = await browser.through(stop, personOf(provider, role))
  const step = arrived.page.forms[0]?.buttons.find(({ name }) => STEPS.includes(name))
  if (arrived.away !== undefined || !step) return arrived
  return asUser(provider, browser, await press(browser, arrived, step.name, step.value), role)
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
