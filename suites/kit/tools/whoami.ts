import { subjectOf } from '#mocks/op/played-profile.ts'
import { readJson } from '#mocks/wire/read-json.ts'
import type { HttpAnswer } from '../contract.ts'
import { isAt, type PageReading, type UserAgent } from '../drivers/agent.ts'
import { at } from '../json-pointer.ts'
import { HeldBack } from '../signals.ts'
import type { ServiceSeed, WhoAmI } from '../target-service.ts'
import type { Session } from './session.ts'

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : typeof value === 'number'
      ? String(value)
      : undefined

const userIn = (found: string, { pattern, storage, element }: WhoAmI): string | undefined => {
  const text = element === undefined ? found : found.replaceAll(/\s+/g, ' ')
  if (pattern !== undefined) return asText(new RegExp(pattern).exec(text)?.[1])
  return asText(storage?.pointer === undefined ? text : at(readJson(text), storage.pointer))
}

/** Whoever is led elsewhere, to a login above all, is nobody. */
const isThere = (url: string, whoami: WhoAmI): boolean => whoami.url === undefined || isAt(url, whoami.url)

const reading = ({ element, storage }: WhoAmI, browser: UserAgent): Promise<PageReading> | undefined => {
  if (element !== undefined) return browser.read({ element })
  if (storage === undefined) return undefined
  if (browser.driver === 'browser') return browser.read({ storage })
  throw new HeldBack(
    'skip',
    'What scripts keep is seen in a real browser only: make the driver browser (whoami.storage).',
  )
}

/** Who is signed in by the page at which this answer came, as a browser shows it. */
const shownIn = async (answer: HttpAnswer, whoami: WhoAmI, browser: UserAgent): Promise<string | undefined> => {
  if (answer.status < 200 || answer.status > 299 || !isThere(answer.url, whoami)) return undefined
  const { element, storage, pattern, user = '/sub' } = whoami
  if (element === undefined && storage === undefined) {
    return pattern === undefined ? asText(at(answer.json, user)) : userIn(answer.text, whoami)
  }
  const read = await reading(whoami, browser)
  if (!read || !isThere(read.url, whoami)) return undefined
  return read.texts.map((text) => userIn(text, whoami)).find((name) => name !== undefined)
}

/** Who is signed in, asked anew; undefined for nobody, and where the target does not say where to ask. */
export const whoIsThere = async ({ whoami }: ServiceSeed, browser: UserAgent): Promise<string | undefined> => {
  if (whoami?.url === undefined) return undefined
  const { url, element, storage, pattern } = whoami
  const label = 'who is signed in'
  // A page is what its scripts make of it.
  const isPage = element !== undefined || storage !== undefined || pattern !== undefined
  return shownIn(isPage ? await browser.open(url, { label }) : await browser.ask(url, label), whoami, browser)
}

/** After a login: asked anew, or by the page on which it ended where there is nothing to ask. */
export const whoCame = async (
  service: ServiceSeed,
  browser: UserAgent,
  page: HttpAnswer | undefined,
): Promise<string | undefined> => {
  const { whoami } = service
  if (whoami !== undefined && whoami.url === undefined) return page && shownIn(page, whoami, browser)
  return whoIsThere(service, browser)
}

/** As `whoIsThere`, for scenarios that cannot do without. */
export const askAnew = async (
  target: string,
  service: ServiceSeed,
  browser: UserAgent,
): Promise<string | undefined> => {
  if (service.whoami?.url !== undefined) return whoIsThere(service, browser)
  throw new HeldBack('skip', `Who is signed in at "${target}" cannot be asked anew: add whoami.url.`)
}

/** What the service shows of a user, as the issuer, which is ours, tells it. */
export const expectedOf = (
  { newcomers, target: { profile } }: Session,
  { whoami }: ServiceSeed,
  role: string,
): string => {
  const person = newcomers.get(role) ?? profile.people[role]
  if (!person) throw new HeldBack('skip', `${profile.title} has no user "${role}".`)
  const { is = 'sub' } = whoami ?? {}
  if (is === 'sub') return subjectOf(profile, person)
  if (is === 'username') return person.username
  const value = asText([person.attributes[profile.claims[is]?.from ?? is]].flat()[0])
  if (value !== undefined) return value
  throw new HeldBack('skip', `The user "${role}" of ${profile.title} has no ${is}: make whoami.is another attribute.`)
}
