import { attackOfSize } from '#mocks/faults/index.ts'
import type { HttpAnswer } from '../contract.ts'
import type { Lengths, ServiceSizes, Sized, SizedLogin, SizedLogout } from '../contract-service-sizes.ts'
import { isAt } from '../drivers/agent.ts'
import { TransportError } from '../drivers/transport-error.ts'
import type { WeighedAnswer } from '../heads.ts'
import { HeldBack } from '../signals.ts'
import { type ServiceSeed, serviceAddresses } from '../target-service.ts'
import { relyOn } from './attempt.ts'
import { goodLogin } from './good-login.ts'
import type { Guest } from './service-login.ts'
import { signInWith } from './service-login.ts'
import { signOutWith } from './service-logout.ts'
import type { Session } from './session.ts'
import { outcomeOf, refusalAmong, type Traffic } from './size-outcome.ts'
import { whoIsThere } from './whoami.ts'

/** Whoever plays, and the way through the proxy, if it is one. */
interface Side {
  readonly session: Session
  readonly service: ServiceSeed
  readonly way: string | undefined
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')

const journalOf = async ({ session, way }: Side) =>
  (way === undefined ? undefined : await session.desk.journal(way)) ?? { passages: [], complaints: [] }

/** What goes by until `traffic` is asked for. */
const watching = async (side: Side): Promise<() => Promise<Traffic>> => {
  const { session, service } = side
  const [answered, before] = [session.weighed().length, await journalOf(side)]
  const hosts = new Set(serviceAddresses(service).map(hostOf))
  return async () => {
    const { passages, complaints } = await journalOf(side)
    const ofService = ({ url }: WeighedAnswer): boolean => hosts.has(hostOf(url))
    return {
      answers: session.weighed().slice(answered).filter(ofService),
      passages: passages.slice(before.passages.length),
      complaints: complaints.slice(before.complaints.length),
    }
  }
}

const longestOf = (given: Readonly<Record<string, string>>): number =>
  Math.max(0, ...Object.entries(given).map(([name, value]) => (name.endsWith('_token') ? value.length : 0)))

const loginOf = async (side: Side, length: number): Promise<SizedLogin> => {
  const { session, service } = side
  const traffic = await watching(side)
  const login = await signInWith(session, service)({ attack: attackOfSize(length) })
  const longest = longestOf(await session.desk.given(login.name))
  return { length, longest, login, ...outcomeOf(login, await traffic()) }
}

interface Left {
  readonly answer?: HttpAnswer
  readonly trouble?: string
  readonly there?: string
}

const left = async ({ session, service }: Side, browser: Guest): Promise<Left> => {
  try {
    const answer = await signOutWith(session, service)(browser)
    const there = await whoIsThere(service, browser)
    return { answer, ...(there === undefined ? {} : { there }) }
  } catch (error) {
    if (error instanceof TransportError) return { trouble: error.message }
    throw error
  }
}

const logoutOf = async (side: Side, { login, length, longest }: SizedLogin): Promise<SizedLogout> => {
  const traffic = await watching(side)
  const { answer, trouble, there } = await left(side, login.browser as Guest)
  const seen = await traffic()
  const isLogout = (url: string): boolean => isAt(url, side.service.logout ?? '')
  const { status, ...measured } = refusalAmong(seen, isLogout)
  const told = { length, longest, ...measured, ...(answer ? { answer } : {}) }
  if (status !== undefined) return { ...told, status, outcome: 'refused' }
  const why = trouble ?? (there === undefined ? undefined : `${there} is still signed in`)
  return why === undefined ? { ...told, outcome: 'signed-out' } : { ...told, outcome: 'unclear', why }
}

/** A usual login without the proxy, so that what fails fails by its size. */
const controlled = async <T>(session: Session, service: ServiceSeed, play: () => Promise<readonly T[]>) => {
  if (service.whoami === undefined) {
    throw new HeldBack('skip', `Target "${session.target.id}" does not say who is signed in: add whoami.`)
  }
  const { controls, aside } = session
  const good = goodLogin(session, service)
  const before = await aside(() => controls.before(good))
  relyOn(session, 'The usual login before', 'before', [before])
  const each = await play()
  relyOn(session, 'The usual login after', 'after', await aside(() => controls.after(before, good)))
  return each
}

const proxyOf = ({ service, way }: Side): Pick<Sized<unknown>, 'proxy'> => {
  const { proxy } = service
  if (way === undefined || proxy === undefined || 'missing' in proxy) return {}
  const directives = Object.entries(proxy.ways).find(([name]) => name === way)?.[1].directives ?? ''
  return { proxy: { title: proxy.title, directives } }
}

const isFine = ({ outcome }: SizedLogin | SizedLogout): boolean => outcome === 'signed-in' || outcome === 'signed-out'

/** One after the other: what goes by belongs to one login then. */
const inTurn = async <T extends SizedLogin | SizedLogout>(
  { all, enough = all }: Lengths,
  play: (length: number) => Promise<T | undefined>,
): Promise<readonly T[]> => {
  const each: T[] = []
  const playAll = async (lengths: readonly number[]): Promise<void> => {
    for (const length of lengths) {
      const one = await play(length)
      if (one) each.push(one)
    }
  }
  await playAll(enough)
  const others = all.filter((length) => !enough.includes(length))
  if (each.length < enough.length || !each.every(isFine)) await playAll(others)
  return each.toSorted((one, other) => one.length - other.length)
}

export const createSizes = (session: Session, service: ServiceSeed): ServiceSizes => {
  const side: Side = { session: session.behind?.session ?? session, service, way: session.behind?.way }
  const loggedOut = async (length: number): Promise<SizedLogout | undefined> => {
    const login = await loginOf(side, length)
    return login.outcome === 'signed-in' ? logoutOf(side, login) : undefined
  }
  const play = async <T extends SizedLogin | SizedLogout>(
    lengths: Lengths,
    one: (length: number) => Promise<T | undefined>,
  ): Promise<Sized<T>> => ({
    each: await controlled(session, service, () => inTurn(lengths, one)),
    ...proxyOf(side),
  })
  return {
    sized: (lengths) => play(lengths, (length) => loginOf(side, length)),
    sizedLogouts: (lengths) => play(lengths, loggedOut),
  }
}
