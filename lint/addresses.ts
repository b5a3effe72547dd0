import type { EndpointName, Profile } from '#fixtures/schema/profile.ts'
import { loadProfile, profileNames } from '#mocks/profiles/load.ts'
import type { Setting } from './model.ts'

/** An address of an AAI that we know. */
export interface Known {
  readonly aai: string
  readonly environment: Profile['environment']
  /** Of an issuer that another one has taken over from. */
  readonly legacy: boolean
  readonly what: EndpointName | 'issuer' | 'discovery'
  readonly url: string
  /** Of a legacy one: what took its place. */
  readonly successor?: string
}

/** Where one stands in a file. */
export interface Seen {
  readonly setting: Setting
  readonly url: string
  /** Absent: it lies at a known host, or below a known issuer, and is none of its addresses. */
  readonly known?: Known
  readonly issuer: Known
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

const presentOf = (profile: Profile): readonly Known[] => {
  const { origin } = new URL(profile.issuer)
  const common = { aai: profile.title, environment: profile.environment, legacy: false }
  const endpoints = Object.entries(profile.endpoints).map(
    ([name, path]): Known => ({ ...common, what: name as EndpointName, url: new URL(path, origin).href }),
  )
  const discovery = profile.issuer + profile.discovery.path
  return [
    { ...common, what: 'issuer', url: profile.issuer },
    { ...common, what: 'discovery', url: discovery },
    ...endpoints,
  ]
}

/** What a logout was called before is a logout today. */
const today = (what: string): string => (what === 'legacyLogout' ? 'endSession' : what)

const legacyOf = (profile: Profile, present: readonly Known[]): readonly Known[] => {
  const { predecessor } = profile
  if (!predecessor) return []
  const old = loadProfile('openaire-legacy')
  const { origin } = new URL(predecessor.issuer)
  const common = { aai: profile.title, environment: profile.environment, legacy: true }
  const successorOf = (what: string) => {
    const found = present.find((each) => each.what === today(what))?.url
    return found === undefined ? {} : { successor: found }
  }
  const endpoints = Object.entries({ ...old.endpoints, ...predecessor.endpoints }).map(
    ([name, path]): Known => ({
      ...{ ...common, what: name as EndpointName, url: new URL(path, origin).href },
      ...successorOf(name),
    }),
  )
  const at = (what: 'issuer' | 'discovery', url: string): Known => ({ ...common, what, url, ...successorOf(what) })
  return [at('issuer', predecessor.issuer), at('discovery', `${predecessor.issuer}${old.discovery.path}`), ...endpoints]
}

let cached: readonly Known[] | undefined

/** Of every profile of a real AAI that we have, in both environments and both generations. */
export const knownAddresses = (): readonly Known[] => {
  cached ??= profileNames()
    .map((name) => loadProfile(name))
    .filter(({ environment }) => environment === 'beta' || environment === 'production')
    .flatMap((profile) => {
      const present = presentOf(profile)
      return [...present, ...legacyOf(profile, present)]
    })
  return cached
}

const ADDRESS = /https?:\/\/[^\s"'<>,;)\]]+/g

const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

const below = (path: string, issuer: string): boolean =>
  `${path}/`.startsWith(`${withoutSlash(new URL(issuer).pathname)}/`)

const seenIn = (setting: Setting, text: string): readonly Seen[] => {
  const url = parsed(text)
  if (!url) return []
  const here = knownAddresses().filter(({ url: known }) => new URL(known).host === url.host)
  const bare = withoutSlash(url.host + url.pathname)
  const exact = here.find(({ url: known }) => withoutSlash(known.replace(/^https?:\/\//, '')) === bare)
  const issuers = here.filter(({ what }) => what === 'issuer')
  const issuer =
    issuers.find(({ legacy, url: known }) => exact?.legacy === legacy && below(url.pathname, known)) ??
    issuers.find(({ url: known }) => below(url.pathname, known)) ??
    issuers.find(({ legacy }) => !legacy)
  return issuer === undefined ? [] : [{ setting, url: text, issuer, ...(exact ? { known: exact } : {}) }]
}

/** Addresses of known AAIs in a file, wherever they stand. */
export const addressesIn = (settings: readonly Setting[]): readonly Seen[] =>
  settings.flatMap((setting) => (setting.value.match(ADDRESS) ?? []).flatMap((text) => seenIn(setting, text)))
