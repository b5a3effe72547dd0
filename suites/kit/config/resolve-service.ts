import { randomBytes } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { Client } from '#fixtures/schema/client.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { isLoopback } from '../loopback.ts'
import { serviceAddresses } from '../target-service.ts'
import type { EmbeddedTarget } from '../targets/embedded.ts'
import type { OwnService } from '../targets/own-service.ts'
import { placeholders, unknownPlaceholder } from '../targets/placeholders.ts'
import type { StartService } from '../targets/start-service.ts'
import { authorityOf, below, fromEnvironment, type Place } from './place.ts'
import { jwksOf } from './public-keys.ts'
import { issuerOf } from './resolve-issuer.ts'
import { beginningOf, driverOf } from './resolve-login.ts'
import { pagesOf } from './resolve-pages.ts'
import { whoamiOf } from './resolve-whoami.ts'
import type { ServiceEntry } from './schema-service.ts'

const refusal = ({ file, at }: Place, sentence: string) => new ConfigurationError(`${file.name}: ${at}${sentence}`)

type Registration = ServiceEntry['client']

/** Texts in which the service is told what it has to know. */
const toldIn = ({ start }: ServiceEntry): readonly string[] =>
  start === undefined ? [] : [...[start.command].flat(), ...Object.values(start.environment ?? {})]

const tells = (entry: ServiceEntry, ...names: readonly string[]): boolean =>
  names.some((name) => toldIn(entry).some((text) => text.includes(`{${name}}`)))

const secretOf = (place: Place, entry: ServiceEntry, auth: Client['auth']): Pick<Client, 'secret'> => {
  const { secret } = entry.client
  if (auth === 'none' || auth === 'private_key_jwt') return {}
  if (secret !== undefined) return { secret: fromEnvironment(below(place, 'secret'), secret) }
  if (tells(entry, 'client_secret')) return { secret: randomBytes(24).toString('base64url') }
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

const startOf = (place: Place, entry: ServiceEntry): Pick<OwnService, 'start'> => {
  const { start, login, port } = entry
  if (!start) {
    if (port === undefined || port === 0) {
      throw refusal(
        place,
        ' has neither start nor port: add port, so that the service can know its issuer beforehand, or start.',
      )
    }
    return {}
  }
  const unknown = toldIn(entry)
    .map((text) => unknownPlaceholder(text))
    .find((name) => name !== undefined)
  if (unknown !== undefined) {
    throw refusal(
      place,
      `.start names {${unknown}}, which nothing stands for: there are ${placeholders.map((name) => `{${name}}`).join(', ')}.`,
    )
  }
  if (!port && entry.issuer === undefined && !tells(entry, 'issuer', 'discovery')) {
    throw refusal(
      place,
      '.start does not tell the service its issuer: add a variable with {issuer} or {discovery}, or a port.',
    )
  }
  const { command, cwd = '.', environment = {}, ready = login, patience = 60 } = start
  const made: StartService = {
    command,
    cwd: resolve(dirname(place.file.path), cwd),
    environment,
    ready,
    patience,
    source: `${place.file.name}: ${place.at}.start`,
  }
  return { start: made }
}

/** Faults are for services that nobody else uses, wherever their names lead. */
const checkOwn = (place: Place, service: OwnService, { ownHosts = [], hosts = {} }: ServiceEntry): void => {
  const { ready } = service.start ?? {}
  const elsewhere = Object.values(hosts).map((host) => `http://${host}`)
  const addresses = [...serviceAddresses({ ...service, ours: false, client: '' }), ready ?? [], elsewhere].flat()
  const mapped = (address: string): boolean => {
    const { host, hostname } = new URL(address)
    return host in hosts || hostname in hosts
  }
  const stranger = addresses.find((address) => {
    if (!URL.canParse(address)) throw refusal(place, `.hosts leads to ${address}, which is no host: correct it.`)
    const { host, hostname } = new URL(address)
    return !(isLoopback(address) || mapped(address) || ownHosts.includes(host) || ownHosts.includes(hostname))
  })
  if (stranger === undefined) return
  throw refusal(
    place,
    ` leads to ${stranger}, and faults are played only on loopback and at hosts of one's own: if nobody else uses it, add ${new URL(stranger).host} to ownHosts.`,
  )
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
    ...startOf(place, entry),
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
