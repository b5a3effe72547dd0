import type { Given } from './contract.ts'
import { type Open, openSession } from './open-session.ts'
import { driverFor } from './preconditions.ts'
import { lackOf } from './preconditions-service.ts'
import { HeldBack } from './signals.ts'
import type { TargetSeed } from './target.ts'
import type { ProxyPath, ProxyWay } from './target-proxy.ts'
import type { Session } from './tools/session.ts'
import type { Placed, World } from './world.ts'

const ASK = 'aai service --proxy puts NGINX before it, and lacks: [proxy] says that there is none'

const TITLES: Readonly<Record<ProxyWay, string>> = {
  defaults: 'as it comes',
  guide: 'with the buffers of the guide',
  own: 'with larger buffers for requests',
  logout: 'as it comes',
}

const asSet = (setting = ''): string =>
  setting === 'defaults' || setting === 'guide' ? TITLES[setting] : `with the directives of ${setting}`

/** The way to the service that a scenario takes; ends it where there is none. */
const pathOf = ({ id, service }: TargetSeed, way: ProxyWay): ProxyPath => {
  const proxy = service?.proxy
  if (service?.lacks?.includes('proxy')) throw new HeldBack('not-applicable', lackOf(id, 'proxy'))
  if (proxy === undefined) throw new HeldBack('skip', `Nobody said that "${id}" stands behind a proxy: ${ASK}.`)
  if ('missing' in proxy) throw new HeldBack('skip', proxy.missing)
  const path = proxy.ways[way]
  if (path) return path
  throw new HeldBack('not-applicable', `NGINX stands there ${asSet(proxy.setting)}, not ${TITLES[way]}.`)
}

/** The same target, for those who go through the proxy. */
export const through = (target: TargetSeed, { hosts }: ProxyPath): TargetSeed => {
  const { service } = target
  const shown = service?.proxy && 'authority' in service.proxy ? service.proxy.authority : undefined
  const authority = [target.authority, shown].filter((pem) => pem !== undefined).join('\n')
  const names = Object.keys(hosts)
  const others = Object.entries(target.hosts).filter(([name]) => !names.includes(name.replace(/:(80|443)$/, '')))
  return { ...target, hosts: { ...Object.fromEntries(others), ...hosts }, ...(authority ? { authority } : {}) }
}

/** The session of those who come through the proxy, where a scenario asks for one. */
export const openBehind = async (
  placed: Placed,
  world: World,
  open: Open,
  { service, ...given }: Given,
): Promise<Pick<Session, 'behind'>> => {
  if (service?.proxy === undefined) return {}
  const target = through(world.target, pathOf(world.target, service.proxy))
  const inBrowser = driverFor(given, target) === 'browser'
  const browser = inBrowser ? await world.stage.browser(target.hosts) : undefined
  if (browser && 'missing' in browser) throw new HeldBack('skip', browser.missing)
  // By a name of its own it draws other values than the session beside it.
  const scenario = { ...placed.scenario, id: `${placed.scenario.id}/behind` }
  const session = openSession({ ...placed, scenario }, { ...world, target }, { ...open, browser }, target)
  return { behind: { session, way: service.proxy } }
}
