import type { ExampleApi } from '#fixtures/schema/example-api.ts'
import type { Bend } from '#fixtures/schema/fault.ts'
import { exampleNamed, type RunningExample, startExampleFor, startGatekeeper } from '#mocks/api/index.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import type { ApiSeed, ApiTokens } from '../target-api.ts'

/** An API that stands ready, and how to take it down. */
export interface RaisedApi {
  readonly seed: ApiSeed
  readonly close: () => Promise<void>
}

const tokensOf = (row: ExampleApi, { audience, otherAudience }: RunningExample): ApiTokens => {
  const { exchange, ...rest } = row.tokens
  if (!exchange || audience === undefined) return rest
  const other = otherAudience === undefined ? {} : { otherAudience }
  return { ...rest, exchange: { client: exchange.client, audience, ...other } }
}

const PROTECTIONS = { gatekeeper: 'gatekeeper', jwt: 'jwt', introspection: 'bearer', userinfo: 'bearer' } as const

const seedOf = (row: ExampleApi, running: RunningExample): ApiSeed => {
  const { resource, forUsers, forSystems, direct, credentials } = running
  return {
    protection: PROTECTIONS[row.protection],
    ours: true,
    resource,
    forUsers,
    forSystems,
    ...(direct === undefined ? {} : { direct }),
    ...(credentials === undefined ? {} : { credentials }),
    shows: { user: '/sub', client: '/client_id', scopes: '/scope' },
    tokens: tokensOf(row, running),
  }
}

/** The same path at another origin. */
const movedTo = (origin: string, address: string): string => {
  const { pathname, search } = new URL(address)
  return origin + pathname + search
}

/** Somebody's own API behind a gatekeeper of ours. */
const gated = async (api: ApiSeed, provider: RunningProvider): Promise<RaisedApi> => {
  const { behind = '', direct = api.resource, credentials = { username: '', password: '' } } = api
  const backend = new URL(direct).origin
  const { origin, close } = await startGatekeeper({ api: behind, backend, ...credentials, lookUp: provider.lookUp })
  const { forUsers, forSystems } = api
  return {
    seed: {
      ...api,
      resource: movedTo(origin, direct),
      ...(forUsers === undefined ? {} : { forUsers: movedTo(origin, forUsers) }),
      ...(forSystems === undefined ? {} : { forSystems: movedTo(origin, forSystems) }),
    },
    close,
  }
}

/** One of ours is started beside the issuer; one of somebody else's has only to be known. */
export const raiseApi = async (
  api: string | ApiSeed | undefined,
  provider: RunningProvider,
  faults: readonly Bend[],
): Promise<RaisedApi | undefined> => {
  if (api === undefined) return undefined
  if (typeof api !== 'string')
    return api.behind === undefined ? { seed: api, close: async () => {} } : gated(api, provider)
  const row = exampleNamed(api)
  const running = await startExampleFor(provider, row, { faults })
  return { seed: seedOf(row, running), close: running.close }
}
