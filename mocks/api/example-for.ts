import { randomBytes } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import type { ExampleApi } from '#fixtures/schema/example-api.ts'
import type { Bend } from '#fixtures/schema/fault.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Protection } from './authenticate.ts'
import { paths, startExampleApi } from './example.ts'
import { startGatekeeper } from './gatekeeper.ts'

/** An API that runs beside an issuer of ours, and what a caller has to know of it. */
export interface RunningExample {
  /** As callers reach it: through the gatekeeper, where it has one. */
  readonly resource: string
  readonly forUsers: string
  readonly forSystems: string
  /** Past the gatekeeper, with the credentials that it shows there. */
  readonly direct?: string
  readonly credentials?: { readonly username: string; readonly password: string }
  /** What tokens for it have to name, where it verifies them by itself. */
  readonly audience?: string
  readonly otherAudience?: string
  readonly close: () => Promise<void>
}

export interface ExampleOptions {
  /** Of what callers reach; 0, the default, picks a free one. */
  readonly port?: number
  readonly faults?: readonly Bend[]
}

const clientOf = ({ clients, profile }: RunningProvider, role = ''): Client => {
  const client = clients[role]
  if (client) return client
  throw new ConfigurationError(
    `The profile ${profile.id} has no client "${role}", which an API beside it needs: add it.`,
  )
}

const endpointOf = ({ profile, origin }: RunningProvider, name: 'introspection' | 'userinfo' | 'jwks'): string => {
  const path = profile.endpoints[name]
  if (path !== undefined) return new URL(path, origin).href
  throw new ConfigurationError(
    `The profile ${profile.id} has no ${name} endpoint, which an API beside it asks: add it.`,
  )
}

const apiNamed = ({ profile }: RunningProvider, name: string | undefined) =>
  profile.apis?.find((each) => each.name === name)

const audienceOf = (provider: RunningProvider, { api, audience }: ExampleApi): string =>
  apiNamed(provider, api)?.audience ?? clientOf(provider, audience).clientId

type Credentials = Exclude<RunningExample['credentials'], undefined>

const protectionOf = (provider: RunningProvider, row: ExampleApi, credentials: Credentials): Protection => {
  switch (row.protection) {
    case 'gatekeeper':
      return { kind: 'gatekeeper', ...credentials }
    case 'userinfo':
      return { kind: 'userinfo', endpoint: endpointOf(provider, 'userinfo') }
    case 'introspection': {
      const { clientId, secret = '' } = clientOf(provider, row.asks)
      return { kind: 'introspection', endpoint: endpointOf(provider, 'introspection'), clientId, secret }
    }
    case 'jwt':
      return {
        kind: 'jwt',
        issuer: provider.issuer,
        jwksUri: endpointOf(provider, 'jwks'),
        audience: audienceOf(provider, row),
        types: row.types ?? {},
        ...(row.longest === undefined ? {} : { longest: row.longest }),
      }
  }
}

const addresses = (origin: string) => ({
  resource: origin + paths.anybody,
  forUsers: origin + paths.users,
  forSystems: origin + paths.systems,
})

const behindGatekeeper = async (
  provider: RunningProvider,
  row: ExampleApi,
  { port, faults = [] }: ExampleOptions,
  credentials: Credentials,
): Promise<RunningExample> => {
  const { api = '' } = row
  const backend = await startExampleApi({ protection: protectionOf(provider, row, credentials), faults })
  const { lookUp } = provider
  const requiresUser = apiNamed(provider, api)?.requiresUser === true
  const options = { api, backend: backend.origin, ...credentials, lookUp, requiresUser, faults, port: port ?? 0 }
  const gatekeeper = await startGatekeeper(options).catch(async (error: unknown) => {
    await backend.close()
    throw error
  })
  return {
    ...addresses(gatekeeper.origin),
    direct: backend.origin + paths.anybody,
    credentials,
    close: async () => {
      await Promise.all([gatekeeper.close(), backend.close()])
    },
  }
}

/** Starts an API of ours beside an issuer of ours. */
export const startExampleFor = async (
  provider: RunningProvider,
  row: ExampleApi,
  options: ExampleOptions = {},
): Promise<RunningExample> => {
  const credentials = { username: 'gatekeeper', password: randomBytes(12).toString('base64url') }
  if (row.protection === 'gatekeeper') return behindGatekeeper(provider, row, options, credentials)
  const { port = 0, faults = [] } = options
  const protection = protectionOf(provider, row, credentials)
  const scope = row.scope === undefined ? {} : { scope: row.scope }
  const { origin, close } = await startExampleApi({ protection, ...scope, port, faults })
  const other = apiNamed(provider, row.tokens.exchange?.otherApi)?.audience
  return {
    ...addresses(origin),
    ...(protection.kind === 'jwt' ? { audience: protection.audience } : {}),
    ...(other === undefined ? {} : { otherAudience: other }),
    close,
  }
}
