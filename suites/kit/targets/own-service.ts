import type { Client } from '#fixtures/schema/client.ts'
import { type RunningConnectProxy, startConnectProxy } from '#mocks/connect-proxy/index.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { createConnections } from '../drivers/connections.ts'
import type { ServiceSeed } from '../target-service.ts'
import { restartable } from './restartable.ts'
import type { RaisedService } from './service.ts'
import { type StartService, startService } from './start-service.ts'

/** Somebody's own service, as the configuration describes it. */
export interface OwnService extends Omit<ServiceSeed, 'ours' | 'client'> {
  /** At the issuer that we play. */
  readonly registration: Client
  /** Absent: it runs already. */
  readonly start?: StartService
}

export interface Surroundings {
  /** PEM: whom to trust of the service. */
  readonly authority?: string | undefined
  readonly hosts?: Readonly<Record<string, string>> | undefined
}

/** By a name that no profile has. */
const ROLE = 'service-under-test'

/** For an issuer that calls itself by a name where it does not listen. */
export const proxyTo = async ({ origin, address }: RunningProvider): Promise<RunningConnectProxy | undefined> => {
  const { host, hostname, port } = new URL(origin)
  return host === address ? undefined : startConnectProxy({ [`${hostname}:${port || 443}`]: address })
}

const valuesFor = ({ registration }: OwnService, provider: RunningProvider) => {
  const { clientId, secret = '', redirectUris } = registration
  return {
    issuer: provider.issuer,
    discovery: provider.discoveryUrl,
    client_id: clientId,
    client_secret: secret,
    redirect_uri: redirectUris[0] ?? '',
  }
}

type Running = Pick<RaisedService, 'calls' | 'restart' | 'close'>

const runningOf = async (
  service: OwnService,
  provider: RunningProvider,
  { authority, hosts = {} }: Surroundings,
): Promise<Running> => {
  const { start, further = [] } = service
  if (start === undefined) return { close: async () => {} }
  const proxy = await proxyTo(provider)
  const ways = {
    ...(provider.authority === undefined ? {} : { authority: provider.authority }),
    ...(proxy === undefined ? {} : { proxy: proxy.url }),
    direct: [...Object.keys(hosts), ...further.map((url) => new URL(url).hostname)],
  }
  const begin = async () => {
    const connections = createConnections({ hosts, ...(authority === undefined ? {} : { authority }) })
    return startService(start, valuesFor(service, provider), ways, connections).finally(() => connections.destroy())
  }
  try {
    const { restart, close } = restartable(await begin(), begin)
    const closeBoth = async (): Promise<void> => {
      await close()
      await proxy?.close()
    }
    return { ...(proxy ? { calls: proxy.calls } : {}), restart, close: closeBoth }
  } catch (error) {
    await proxy?.close()
    throw error
  }
}

/** The service, registered at the issuer and up. */
export const raiseOwnService = async (
  service: OwnService,
  provider: RunningProvider,
  surroundings: Surroundings,
): Promise<RaisedService> => {
  const { registration, start: _, ...rest } = service
  for (const [role, { clientId }] of Object.entries(provider.clients)) {
    if (clientId === registration.clientId) provider.removeClient(role)
  }
  provider.addClient(ROLE, registration)
  return { seed: { ...rest, ours: false, client: ROLE }, ...(await runningOf(service, provider, surroundings)) }
}
