import type { Client } from '#fixtures/schema/client.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { createConnections } from '../drivers/connections.ts'
import type { ServiceSeed } from '../target-service.ts'
import type { RaisedService } from './service.ts'
import { type StartService, startService } from './start-service.ts'

/** Somebody's own service, as the configuration describes it. */
export interface OwnService extends Omit<ServiceSeed, 'ours' | 'client'> {
  /** At the issuer that we play. */
  readonly registration: Client
  /** Absent: it runs already. */
  readonly start?: StartService
}

interface Surroundings {
  /** PEM: whom to trust of the service. */
  readonly authority?: string | undefined
  readonly hosts?: Readonly<Record<string, string>> | undefined
}

/** By a name that no profile has. */
const ROLE = 'service-under-test'

const runningOf = async (
  { registration, start }: OwnService,
  provider: RunningProvider,
  { authority, hosts = {} }: Surroundings,
) => {
  if (start === undefined) return { close: async () => {} }
  const { clientId, secret = '', redirectUris } = registration
  const values = {
    issuer: provider.issuer,
    discovery: provider.discoveryUrl,
    client_id: clientId,
    client_secret: secret,
    redirect_uri: redirectUris[0] ?? '',
  }
  const connections = createConnections({ hosts, ...(authority === undefined ? {} : { authority }) })
  return startService(start, values, provider.authority, connections).finally(() => connections.destroy())
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
  const { close } = await runningOf(service, provider, surroundings)
  return { seed: { ...rest, ours: false, client: ROLE }, close }
}
