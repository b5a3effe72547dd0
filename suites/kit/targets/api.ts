import type { ExampleApi } from '#fixtures/schema/example-api.ts'
import type { Bend } from '#fixtures/schema/fault.ts'
import { exampleNamed, type RunningExample, startExampleFor } from '#mocks/api/index.ts'
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

/** One of ours is started beside the issuer; one of somebody else's has only to be known. */
export const raiseApi = async (
  api: string | ApiSeed | undefined,
  provider: RunningProvider,
  faults: readonly Bend[],
): Promise<RaisedApi | undefined> => {
  if (api === undefined) return undefined
  if (typeof api !== 'string') return { seed: api, close: async () => {} }
  const row = exampleNamed(api)
  const running = await startExampleFor(provider, row, { faults })
  return { seed: seedOf(row, running), close: running.close }
}
