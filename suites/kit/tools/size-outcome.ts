import type { Passage } from '#mocks/proxy/index.ts'
import type { SignIn } from '../contract-service.ts'
import type { Measured, SizedLogin } from '../contract-service-sizes.ts'
import { isAt } from '../drivers/agent.ts'
import { cookieLimits } from '../drivers/limits.ts'
import type { WeighedAnswer } from '../heads.ts'

/** What went by between a browser and the service. */
export interface Traffic {
  /** As the browser saw it. */
  readonly answers: readonly WeighedAnswer[]
  /** As the service did, behind a proxy. */
  readonly passages: readonly Passage[]
  /** Of the proxy, in its log. */
  readonly complaints: readonly string[]
}

/** What servers answer whose limits of headers are met; 494 is what NGINX calls its own 400 inside. */
const TOO_LARGE = new Set([400, 413, 414, 431, 494])

/** Bytes of a Cookie line from which on a 400 is about its length, and not about what it says. */
const LARGE = 4_000

const isTooLarge = ({ status, cookieLine }: WeighedAnswer): boolean =>
  status === 400 ? cookieLine >= LARGE : TOO_LARGE.has(status)

const SIZES = /too big header|too long|too large|prematurely closed/

const droppedIn = (answers: readonly WeighedAnswer[]): Measured['dropped'] =>
  answers.flatMap(({ cookies }) => cookies).filter(({ characters }) => characters > cookieLimits.bytes)

type Found = Pick<Measured, 'status' | 'head' | 'cookieLine' | 'dropped' | 'proxySays'>

/** Behind a proxy the answer of the service counts; what the browser saw is what the proxy made of it. */
const headAt = ({ answers, passages }: Traffic, isThere: (url: string) => boolean): number | undefined =>
  passages.length > 0
    ? passages.findLast(({ target }) => isThere(target))?.head
    : answers.findLast(({ url }) => isThere(url))?.head

const measuredIn = (traffic: Traffic, isThere: (url: string) => boolean): Omit<Found, 'status'> => {
  const { answers, complaints } = traffic
  const head = headAt(traffic, isThere)
  const proxySays = complaints.findLast((line) => SIZES.test(line))
  return {
    cookieLine: Math.max(0, ...answers.map(({ cookieLine }) => cookieLine)),
    dropped: droppedIn(answers),
    ...(head === undefined ? {} : { head }),
    ...(proxySays === undefined ? {} : { proxySays }),
  }
}

/** Targets of requests are named without their host. */
const whole = (url: string, like: string): string => (url.startsWith('/') ? new URL(url, like).href : url)

/** The first error at a page, or because of what the browser brought along; measured at that page. */
export const refusalAmong = (traffic: Traffic, isThere: (url: string) => boolean): Found => {
  const origin = traffic.answers[0]?.url ?? 'http://nowhere.invalid'
  const found = measuredIn(traffic, (url) => isThere(whole(url, origin)))
  const refused = traffic.answers.find((answer) => answer.status >= 500 || isTooLarge(answer))
  return refused === undefined ? found : { ...found, status: refused.status }
}

type Outcome = Found & Pick<SizedLogin, 'outcome' | 'why'>

const unclear = (found: Found, why: string): Outcome => ({ ...found, outcome: 'unclear', why })

/** A proxy may end a connection without an answer; its log says whose fault that was. */
const cutOff = (found: Found, trouble: string): Outcome => {
  if (found.proxySays === undefined) return unclear(found, trouble)
  return { ...found, outcome: /upstream/.test(found.proxySays) ? 'refused-at-callback' : 'refused-afterwards' }
}

/** What a login with long tokens came to. */
export const outcomeOf = (login: SignIn, traffic: Traffic): Outcome => {
  const { callback, user, expected, trouble } = login
  const isCallback = (url: string): boolean => callback !== undefined && isAt(whole(url, callback), callback)
  const found = measuredIn(traffic, isCallback)
  if (callback === undefined)
    return unclear(found, `it never came back from the issuer${trouble ? `: ${trouble}` : ''}`)
  if (user === expected) return { ...found, outcome: 'signed-in' }
  if (user !== undefined) return unclear(found, `the service shows ${user}, who is somebody else`)
  const there = traffic.answers.find(({ url, status }) => isCallback(url) && status >= 400)
  if (there) return { ...found, status: there.status, outcome: 'refused-at-callback' }
  const afterwards = traffic.answers.find(isTooLarge)
  if (afterwards) return { ...found, status: afterwards.status, outcome: 'refused-afterwards' }
  if (found.dropped.length > 0) return { ...found, outcome: 'cookie-dropped' }
  return trouble === undefined ? { ...found, outcome: 'lost' } : cutOff(found, trouble)
}
