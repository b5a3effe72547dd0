import { readFile } from 'node:fs/promises'
import { nginxHere, type RunningProxy, settings, startProxy, type Upstream } from '#mocks/proxy/index.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { ProxySeed, ProxyWay, StandingProxy } from '../target-proxy.ts'
import type { ServiceSeed } from '../target-service.ts'
import type { RaisedService } from './service.ts'

/** Which proxy is to stand before a service. */
export interface ProxyWish {
  /** The real one, or our model of its limits. */
  readonly played: 'nginx' | 'model'
  /** `defaults`, `guide`, or the path of a file with directives; all that we know unless said. */
  readonly setting?: string
}

/** The same targets, with NGINX before each service where it was asked for. */
export const behindNginx = <T extends object>(
  targets: readonly T[],
  asked: string | true | undefined,
): readonly T[] => {
  if (asked === undefined) return targets
  const proxy: ProxyWish = { played: 'nginx', ...(asked === true ? {} : { setting: asked }) }
  return targets.map((target) => ('service' in target ? { ...target, proxy } : target))
}

/** What else is known of the hosts of a service. */
export interface Surroundings {
  /** PEM: whom to trust of the service. */
  readonly authority?: string | undefined
  readonly hosts?: Readonly<Record<string, string>> | undefined
}

type Directives = { readonly [way in ProxyWay]?: string }

const directivesOf = async (setting: string | undefined): Promise<Directives> => {
  const { defaults, guide, both } = settings
  if (setting === undefined) return { defaults, guide, own: both, logout: defaults }
  if (setting === 'defaults') return { defaults, logout: defaults }
  if (setting === 'guide') return { guide, logout: guide }
  const own = await readFile(setting, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigurationError(
      `it cannot be read (${error.code}): defaults, guide or a file with directives of NGINX is wanted.`,
    )
  })
  return { own, logout: own }
}

const USUAL_PORT: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 }

/** The host to which users come back is the one that the proxy stands before. */
const placeOf = ({ callbacks, login }: ServiceSeed): URL => new URL(callbacks[0] ?? login)

const upstreamOf = (service: ServiceSeed, { authority, hosts = {} }: Surroundings): Upstream => {
  const { protocol, hostname, port: named } = placeOf(service)
  const port = named === '' ? (USUAL_PORT[protocol] ?? 80) : Number(named)
  const elsewhere = hosts[`${hostname}:${port}`] ?? hosts[hostname]
  const real = new URL(`tcp://${elsewhere ?? `${hostname}:${port}`}`)
  const tls = protocol === 'https:' ? { tls: { name: hostname, ...(authority ? { authority } : {}) } } : {}
  return { host: real.hostname.replace(/^\[|\]$/g, ''), port: real.port === '' ? port : Number(real.port), ...tls }
}

const seedOf = (proxy: RunningProxy, ways: Directives, service: ServiceSeed, setting?: string): StandingProxy => {
  const { title, addresses, authority } = proxy
  const { host } = placeOf(service)
  const paths = Object.entries(ways).map(([way, directives]) => [
    way,
    { hosts: { [host]: addresses[way] ?? '' }, directives },
  ])
  return {
    title,
    ways: Object.fromEntries(paths),
    ...(setting === undefined ? {} : { setting }),
    ...(authority === undefined ? {} : { authority }),
  }
}

/** NGINX knows the directives by the name of our copy. */
const inWordsOf = (error: unknown, setting: string | undefined): unknown => {
  if (!(error instanceof ConfigurationError) || setting === undefined) return error
  return new ConfigurationError(`proxy ${setting}: ${error.message.replaceAll(/\b(own|logout)\.conf\b/g, setting)}`)
}

export interface Proxied extends RaisedService {
  readonly journal?: RunningProxy['journal']
}

/** NGINX is asked for by name in the environment, too. */
const wished = (played: ProxyWish['played']): { readonly executable?: string } | { readonly missing: string } =>
  played === 'model' || process.env.AAI_NGINX === 'model' ? {} : nginxHere()

/** A service with a proxy before it; the service itself stays in reach. */
export const withProxy = async (
  raised: RaisedService,
  wish: ProxyWish | undefined,
  surroundings: Surroundings,
): Promise<Proxied> => {
  if (wish === undefined) return raised
  const { seed, close, ...rest } = raised
  const placed = (proxy: ProxySeed): ServiceSeed => ({ ...seed, proxy })
  try {
    const found = wished(wish.played)
    if ('missing' in found) return { ...rest, seed: placed(found), close }
    const ways = await directivesOf(wish.setting)
    const proxy = await startProxy({ service: upstreamOf(seed, surroundings), ways, executable: found.executable })
    return {
      ...rest,
      seed: placed(seedOf(proxy, ways, seed, wish.setting)),
      journal: proxy.journal,
      close: async () => {
        await Promise.all([proxy.close(), close()])
      },
    }
  } catch (error) {
    await close()
    throw inWordsOf(error, wish.setting)
  }
}
