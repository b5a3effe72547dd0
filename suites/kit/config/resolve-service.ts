import { randomBytes } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { Client } from '#fixtures/schema/client.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { checkOwnHosts } from '../own-hosts.ts'
import { serviceAddresses } from '../target-service.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import type { OwnService } from '../targets/own-service.ts'
import { placeholders } from '../targets/placeholders.ts'
import { authorityOf, below, fromEnvironment, type Place } from './place.ts'
import { jwksOf } from './public-keys.ts'
import { issuerOf } from './resolve-issuer.ts'
import { beginningOf, driverOf } from './resolve-login.ts'
import { pagesOf } from './resolve-pages.ts'
import { startOf, type Telling, tells } from './resolve-start.ts'
import { whoamiOf } from './resolve-whoami.ts'
import type { ServiceEntry } from './schema-service.ts'

const refusal = ({ file, at }: Place, sentence: string) => new ConfigurationError(`${file.name}: ${at}${sentence}`)

type Registration = ServiceEntry['client']

const secretOf = (place: Place, entry: ServiceEntry, auth: Client['auth']): Pick<Client, 'secret'> => {
  const { secret } = entry.client
  if (auth === 'none' || auth === 'private_key_jwt') return {}
  if (secret !== undefined) return { secret: fromEnvironment(below(place, 'secret'), secret) }
  if (tells(entry, ['client_secret'])) return { secret: randomBytes(24).toString('base64url') }
  throw refusal(
    place,
    ' has no secret, and nothing tells the service one: add secret, {client_secret} in start.environment, or auth: none.',
  )
}

const redirectUrisOf = (place: Place, { redirectUri, redirectUris = [] }: Registration): readonly string[] => {
  const all = [...new Set([redirectUri ?? [], redirectUris].flat())]
  const stranger = all.find((uri) => !/^https?:\/\//.test(uri) || !URL.canParse(uri))
  if (stranger !== undefined)
    throw refusal(place, `.redirectUri is ${stranger}: make it an http or https address of the service.`)
  if (all.length > 0) return all
  throw refusal(place, ' has no redirectUri: add the address to which the service lets the issuer send users back.')
}

const clientOf = (place: Place, entry: ServiceEntry): Client => {
  const { clientId, auth = 'client_secret_basic', postLogoutRedirectUris = [], scopes, pkce, grants } = entry.client
  return {
    title: entry.title ?? 'The service',
    clientId,
    auth,
    ...secretOf(place, entry, auth),
    ...(auth === 'private_key_jwt' ? { jwks: jwksOf(place, entry.client) } : {}),
    redirectUris: [...redirectUrisOf(place, entry.client)],
    postLogoutRedirectUris,
    grants: grants ?? ['code', 'refresh'],
    consent: false,
    ...(scopes ? { scopes } : {}),
    ...(pkce ? { pkce } : {}),
  }
}

/** What a service may be told, and how it finds its issuer. */
const TELLING: Telling = { placeholders, needed: ['issuer', 'discovery'], whom: 'its issuer' }

const checkOwn = ({ file, at }: Place, service: OwnService, { ownHosts, hosts }: ServiceEntry): void => {
  const { ready } = service.start ?? {}
  const addresses = [...serviceAddresses({ ...service, ours: false }), ready ?? []].flat()
  checkOwnHosts(`${file.name}: ${at}`, addresses, { ownHosts, hosts })
}

const proxyOf = ({ file }: Place, { proxy }: ServiceEntry): Pick<EmbeddedTarget, 'proxy'> => {
  if (proxy === undefined) return {}
  const isFile = proxy !== 'defaults' && proxy !== 'guide'
  return { proxy: { played: 'nginx', setting: isFile ? resolve(dirname(file.path), proxy) : proxy } }
}

/** A service as a target: an issuer of ours that is there for it alone, with the service in the place that is looked at. */
export const resolveService = (place: Place, id: string, entry: ServiceEntry): EmbeddedTarget => {
  const { logout, port, coolDown, hosts, ownHosts } = entry
  const profile = loadProfile(entry.profile, dirname(place.file.path))
  const client = clientOf(below(place, 'client'), entry)
  const service: OwnService = {
    ...beginningOf(place, entry),
    ...whoamiOf(below(place, 'whoami'), entry.whoami),
    ...(logout === undefined ? {} : { logout }),
    ...(coolDown === undefined ? {} : { coolDown }),
    ...pagesOf(place, entry),
    ...startOf(place, entry, TELLING),
    callbacks: client.redirectUris,
    ...(ownHosts ? { further: ownHosts.map((host) => `http://${host}`) } : {}),
    registration: client,
  }
  checkOwn(place, service, entry)
  return {
    kind: 'embedded',
    id,
    title: entry.title ?? `Service "${id}"`,
    profile,
    service,
    source: `${place.file.name}: ${place.at}`,
    ...(port === undefined ? {} : { port }),
    ...proxyOf(place, entry),
    ...driverOf(place, entry),
    ...(hosts ? { hosts } : {}),
    ...issuerOf(place, entry, profile),
    ...(entry.tls ? { authority: authorityOf(below(place, 'tls.ca'), entry.tls.ca) } : {}),
  }
}
