import type { Api } from '#fixtures/schema/profile.ts'
import type { Profile } from './contract.ts'

const NO_API: Api = { name: 'none', title: 'none', audience: 'urn:none', scopes: [] }

const isRegisteredFor = ({ clients }: Profile, role: string, scope: string): boolean =>
  clients[role]?.scopes?.includes(scope) ?? false

/** What opens an API of a third party, or one level of access to it. */
export const scopeOf = ({ name }: Api, level?: string): string =>
  level === undefined ? `gk_${name}` : `gk_${name}_${level}`

/** APIs that this client may use. */
export const apisFor = (profile: Profile, role: string): readonly Api[] =>
  profile.apis?.filter((api) => isRegisteredFor(profile, role, scopeOf(api))) ?? []

/** For `given.applies`: third parties have APIs here, and this client may use one, or as many as said. */
export const usesApis =
  (role: string, atLeast = 1) =>
  (profile: Profile): string | undefined =>
    apisFor(profile, role).length >= atLeast
      ? undefined
      : `A client "${role}" has access to fewer APIs of third parties than the ${atLeast} needed.`

/** An API that this client may use, one with levels of access if there is one. */
export const apiFor = (profile: Profile, role: string): Api =>
  apisFor(profile, role).toSorted((one, other) => other.scopes.length - one.scopes.length)[0] ?? NO_API

/** An API that this client may use and behind which another client stands, with the role of that one. */
export const apiWithOwner = (profile: Profile, role: string): { readonly api: Api; readonly owner: string } => {
  const api = apisFor(profile, role).find(({ owner }) => owner !== undefined)
  return { api: api ?? NO_API, owner: api?.owner ?? 'none' }
}

/** For `given.applies`: there is one. */
export const hasApiWithOwner =
  (role: string) =>
  (profile: Profile): string | undefined =>
    apiWithOwner(profile, role).owner === 'none'
      ? `No client is known that stands behind an API which "${role}" may use.`
      : undefined

/** An API that this client may not use. */
export const closedApiFor = (profile: Profile, role: string): Api | undefined =>
  profile.apis?.find((api) => !isRegisteredFor(profile, role, scopeOf(api)))

/** Levels of access to an API that this client has, or lacks. */
export const levelsFor = (profile: Profile, role: string, api: Api, has = true): readonly string[] =>
  api.scopes.filter((level) => isRegisteredFor(profile, role, scopeOf(api, level)) === has)

/** Every scope of an API for which this client is registered. */
export const apiScopesOf = (profile: Profile, role: string): readonly string[] =>
  (profile.apis ?? [])
    .flatMap((api) => [scopeOf(api), ...api.scopes.map((level) => scopeOf(api, level))])
    .filter((scope) => isRegisteredFor(profile, role, scope))
    .toSorted()

const machineTold = ({ clients }: Profile): boolean => clients.service?.scopes?.includes('openid') ?? true

/** For `given.applies`: a machine may ask for openid, so that userinfo can tell who it is. */
export const machineIsTold = (profile: Profile): string | undefined =>
  machineTold(profile) ? undefined : 'A machine cannot ask for openid at this issuer: userinfo is for users.'

/** For `given.applies`: it may not, so that userinfo is for users alone. */
export const machineIsNobody = (profile: Profile): string | undefined =>
  machineTold(profile) ? 'A machine may ask for openid at this issuer, and userinfo tells who it is.' : undefined
