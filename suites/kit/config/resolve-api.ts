import { dirname } from 'node:path'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { isLoopback } from '../loopback.ts'
import type { ApiSeed } from '../target-api.ts'
import { authorityOf, below, fromEnvironment, type Place } from './place.ts'
import type { TargetConfiguration } from './resolve.ts'
import type { ApiEntry } from './schema-api.ts'

const refusal = ({ file, at }: Place, sentence: string) => new ConfigurationError(`${file.name}: ${at}${sentence}`)

/** The address to call; of an API whose gatekeeper we play that is known when it stands. */
const resourceOf = (place: Place, entry: ApiEntry): string => {
  const { resource, gatekeeper, direct, credentials, profile, protection } = entry
  if ((resource === undefined) === (gatekeeper === undefined)) {
    throw refusal(place, ' names one of "resource" and "gatekeeper" (one that we play before "direct"): choose.')
  }
  if (resource !== undefined) return resource
  const lacking = Object.entries({ direct, credentials, profile }).find(([, value]) => value === undefined)?.[0]
  if (lacking) throw refusal(place, `.gatekeeper is one that we play: add "${lacking}".`)
  if (protection !== 'gatekeeper') throw refusal(place, '.protection has to be "gatekeeper" where we play one.')
  return direct ?? ''
}

const credentialsOf = (place: Place, { credentials }: ApiEntry): Pick<ApiSeed, 'credentials'> => {
  if (!credentials) return {}
  const password = fromEnvironment(below(place, 'credentials.password'), credentials.password)
  return { credentials: { username: credentials.username, password } }
}

const apiOf = (place: Place, entry: ApiEntry): ApiSeed => {
  const { protection, forUsers, forSystems, direct, shows, tokens, gatekeeper } = entry
  return {
    protection,
    ours: false,
    resource: resourceOf(place, entry),
    shows,
    tokens,
    ...(forUsers === undefined ? {} : { forUsers }),
    ...(forSystems === undefined ? {} : { forSystems }),
    ...(direct === undefined ? {} : { direct }),
    ...credentialsOf(place, entry),
    ...(gatekeeper === undefined ? {} : { behind: gatekeeper }),
  }
}

/** The issuer whose tokens it takes: one of the configuration, or one of ours that is there for it alone. */
const issuerOf = (
  place: Place,
  { issuer, profile, port }: ApiEntry,
  issuers: Readonly<Record<string, TargetConfiguration>>,
): TargetConfiguration => {
  const say = (sentence: string) => refusal(place, sentence)
  if ((issuer === undefined) === (profile === undefined)) {
    throw say(' names one of "issuer" (a target of this configuration) and "profile" (an issuer that we play): choose.')
  }
  if (profile !== undefined) {
    const loaded = loadProfile(profile, dirname(place.file.path))
    return { kind: 'embedded', id: place.at, profile: loaded, ...(port === undefined ? {} : { port }) }
  }
  if (port !== undefined) throw say('.port is for an issuer that we play: name its "profile" instead of "issuer".')
  const found = issuers[issuer ?? '']
  if (found) return found
  throw say(`.issuer is "${issuer}", and there is no such issuer among the targets: add it.`)
}

/** An API as a target: its issuer with the API in the place that is looked at. */
export const resolveApi = (
  place: Place,
  id: string,
  entry: ApiEntry,
  issuers: Readonly<Record<string, TargetConfiguration>>,
): TargetConfiguration => {
  const { pair: _, predecessor: __, successor: ___, title: ____, ...issuer } = issuerOf(place, entry, issuers)
  const api = apiOf(place, entry)
  const shared = {
    id,
    api,
    source: `${place.file.name}: ${place.at}`,
    title: entry.title ?? `API "${id}"`,
    ...(entry.pair === undefined ? {} : { pair: entry.pair }),
    ...(entry.tls ? { authority: authorityOf(below(place, 'tls.ca'), entry.tls.ca) } : {}),
  }
  const hosts = { ...('hosts' in issuer ? issuer.hosts : {}), ...entry.hosts }
  const ownerAgreed = entry.ownerAgreed ?? isLoopback(api.resource)
  return { ...issuer, ...shared, hosts, ownerAgreed }
}
