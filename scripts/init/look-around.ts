import type { Browser } from '#suites/kit/contract.ts'
import type { SignIn } from '#suites/kit/contract-service.ts'
import type { TargetSeed } from '#suites/kit/target.ts'
import { type ServiceSeed, shownAttributes } from '#suites/kit/target-service.ts'
import type { Guest } from '#suites/kit/tools/service-login.ts'
import type { Session } from '#suites/kit/tools/session.ts'
import { expectedOf, whoIsThere } from '#suites/kit/tools/whoami.ts'
import { type Known, type Sighting, sightingsIn } from './sightings.ts'
import { atService, type Draft } from './trial.ts'

/** A place that names a user who is signed in, and nobody to strangers. */
export interface Place extends Sighting {
  /** Absent: only the page on which a login ends. */
  readonly url?: string
}

export interface LookedAround {
  readonly places: readonly Place[]
  /** Addresses that seem to end a session. */
  readonly exits: readonly string[]
  /** How the service said who it is, where that was seen. */
  readonly auth?: 'client_secret_basic' | 'client_secret_post' | 'none'
  /** What came of the login, for a person to look at. */
  readonly outcome: string
}

/** Where services tend to say who is there. */
const USUAL = [
  ...['/me', '/api/me', '/whoami', '/userinfo', '/api/user', '/user', '/profile', '/account', '/api/session'],
  ...['/auth/session', '/api/auth/session', '/'],
]

/** Of the person who logs in, as far as the issuer knows it. */
const knownOf = (seed: TargetSeed): Known =>
  shownAttributes.flatMap((is) => {
    try {
      const service = { ...seed.service, whoami: { is } } as Parameters<typeof expectedOf>[1]
      return [[is, expectedOf({ target: seed, newcomers: new Map() } as unknown as Session, service, 'plain')] as const]
    } catch {
      return []
    }
  })

/** More need not be tried: the first one that does will do. */
const MOST_TRIES = 6

const seenAt = async (browser: Browser, url: string, known: Known): Promise<readonly Place[]> => {
  const answer = await browser.open(url, { label: 'who is signed in' })
  if (new URL(answer.url).pathname !== new URL(url).pathname) return []
  return sightingsIn(answer, known)
    .slice(0, MOST_TRIES)
    .map((sighting) => ({ url, ...sighting }))
}

/** Read as a run will read it: it names the user, and no stranger. */
const does = async (place: Place, known: Known, user: Browser, stranger: Browser): Promise<boolean> => {
  const seed = { whoami: place } as ServiceSeed
  const value = known.find(([is]) => is === place.is)?.[1]
  const [here, there] = [await whoIsThere(seed, user as Guest), await whoIsThere(seed, stranger as Guest)]
  return here === value && there === undefined
}

const authOf = ({ requests }: SignIn): Pick<LookedAround, 'auth'> => {
  const asked = requests.find(({ endpoint }) => endpoint === 'token')
  if (!asked || asked.params.client_assertion !== undefined) return {}
  if (/^basic /i.test(asked.headers.authorization ?? '')) return { auth: 'client_secret_basic' }
  return { auth: asked.params.client_secret === undefined ? 'none' : 'client_secret_post' }
}

const exitsOf = ({ answer }: SignIn): readonly string[] => {
  if (!answer?.url) return []
  const links = [...answer.text.matchAll(/(?:href|action)=["']([^"']*(?:log|sign)-?_?out[^"']*)/gi)]
  const found = links.map(([, address = '']) => address.replaceAll('&amp;', '&'))
  return found
    .filter((address) => URL.canParse(address, answer.url))
    .map((address) => new URL(address, answer.url).href)
}

const outcomeOf = ({ answer, trouble, requests }: SignIn): string => {
  if (trouble !== undefined) return `it did not end: ${trouble}`
  const refused = requests.find(({ endpoint, status }) => endpoint === 'token' && status >= 400)
  if (refused)
    return `the issuer refused its token request with ${refused.status}: are client id, secret and method the right ones?`
  return `it ended at ${answer?.status} ${answer?.url.split(/[?#]/, 1)[0]}`
}

/** One whole login, and a look at the places where the service may say who that was. */
export const lookAround = (draft: Draft, wanted: string | undefined): Promise<LookedAround> =>
  atService(draft, async ({ service, newBrowser }, seed) => {
    const known = knownOf(seed)
    const login = await service.signIn()
    const atEnd = login.answer ? sightingsIn(login.answer, known) : []
    const origin = new URL(draft.entry.login).origin
    const around = [...USUAL.map((path) => origin + path), ...(login.answer?.url ? [login.answer.url] : [])]
    const urls = wanted === undefined ? around.map((url) => url.split(/[?#]/, 1)[0] ?? url) : [wanted]
    const stranger = await newBrowser()
    const places: Place[] = []
    for (const url of new Set(urls)) {
      if (places.some(({ is }) => is === 'sub')) break
      for (const place of await seenAt(login.browser, url, known)) {
        if (await does(place, known, login.browser, stranger)) places.push(place)
      }
    }
    const ofPage = wanted === undefined ? atEnd.filter(({ element }) => element !== undefined) : []
    return { places: [...places, ...ofPage], exits: exitsOf(login), ...authOf(login), outcome: outcomeOf(login) }
  })
