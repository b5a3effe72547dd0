import { randomBytes } from 'node:crypto'
import type { ExampleApi } from '#fixtures/schema/example-api.ts'
import { exampleApis, exampleNamed, startExampleFor, startGatekeeper } from '#mocks/api/index.ts'
import type { RunningProvider } from '#mocks/op/index.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'

export interface ApisAsked {
  /** True for all that we have beside the profile. */
  readonly api?: string | boolean
  /** Address of an API of the user's own, to stand behind the gatekeeper. */
  readonly gatekeeper?: string
  readonly tls: boolean
  /** Of the provider: those beside it take the next ones. */
  readonly port: number
}

export interface ServedApi {
  /** For a person: what it is, and how it is called. */
  readonly lines: readonly string[]
  readonly close: () => Promise<void>
}

const rowsFor = ({ profile }: RunningProvider, api: string | boolean): readonly (readonly [string, ExampleApi])[] => {
  if (typeof api === 'string') return [[api, exampleNamed(api)]]
  const found = Object.entries(exampleApis).filter(([, row]) => row.profile === profile.id)
  if (found.length > 0) return found
  const others = Object.values(exampleApis).map((row) => row.profile)
  throw new ConfigurationError(
    `We have no API beside ${profile.id}: there are some beside ${[...new Set(others)].join(', ')}.`,
  )
}

const howToGetOne = ({ tokens: { client, opens, exchange } }: ExampleApi, audience: string | undefined): string =>
  exchange
    ? `a login at client "${client}" with scope "${opens}", exchanged by "${exchange.client}" for audience ${audience}`
    : `a login at client "${client}" with scope "${opens}"`

/** One of a system can be had by a single request. */
const systemToken = (
  { clients, profile, origin }: RunningProvider,
  { tokens: { system } }: ExampleApi,
): readonly string[] => {
  const client = system === undefined ? undefined : clients[system]
  const endpoint = profile.endpoints.token
  if (!client || endpoint === undefined) return []
  const url = new URL(endpoint, origin).href
  return [`  of a system: curl -u ${client.clientId}:${client.secret ?? ''} -d grant_type=client_credentials ${url}`]
}

const example = async (
  provider: RunningProvider,
  [name, row]: readonly [string, ExampleApi],
  port: number,
): Promise<ServedApi> => {
  const { resource, forUsers, forSystems, direct, audience, close } = await startExampleFor(provider, row, { port })
  const lines = [
    `${name}: ${row.title}`,
    `  curl -H "Authorization: Bearer $TOKEN" ${resource}`,
    `  for users only ${forUsers}, for systems only ${forSystems}`,
    `  a token: ${howToGetOne(row, audience)}`,
    ...systemToken(provider, row),
    ...(direct === undefined ? [] : [`  past the gatekeeper, which it refuses: ${direct}`]),
  ]
  return { lines, close }
}

const originOf = (address: string): string => {
  if (URL.canParse(address) && /^http:$/.test(new URL(address).protocol)) return new URL(address).origin
  throw new ConfigurationError(`--gatekeeper takes the http address of your API on this machine, not "${address}".`)
}

/** Feide's gatekeeper before somebody's own API, which is to believe nobody who does not show these credentials. */
const gatekeeperFor = async (provider: RunningProvider, address: string, port: number): Promise<ServedApi> => {
  const [api] = provider.profile.apis ?? []
  if (!api)
    throw new ConfigurationError(`No API stands in the profile ${provider.profile.id}: --profile feide has some.`)
  const backend = originOf(address)
  const [username, password] = ['gatekeeper', process.env.AAI_GATEKEEPER_PASSWORD || randomBytes(12).toString('hex')]
  const { lookUp } = provider
  const { origin, close } = await startGatekeeper({ api: api.name, backend, username, password, lookUp, port })
  const lines = [
    `gatekeeper before ${backend}`,
    `  curl -H "Authorization: Bearer $TOKEN" ${origin}/`,
    `  it lets pass tokens with scope gk_${api.name}, and shows the API  Authorization: Basic ${username}:${password}`,
    '  (the password is AAI_GATEKEEPER_PASSWORD of the environment, where that is set)',
  ]
  return { lines, close }
}

const portTaken = (error: unknown, port: number): unknown =>
  (error as { readonly code?: string }).code === 'EADDRINUSE'
    ? new ConfigurationError(
        `Port ${port}, which an API beside the provider wants, is in use: choose another --port, or 0.`,
      )
    : error

/** What is asked for beside the provider, on the ports after its own. */
export const serveApis = async (provider: RunningProvider, asked: ApisAsked): Promise<readonly ServedApi[]> => {
  const { api = false, gatekeeper, tls, port } = asked
  const rows = api === false ? [] : rowsFor(provider, api)
  if (tls && rows.length > 0) {
    throw new ConfigurationError('The APIs of ours ask the provider without TLS: leave out --tls or --api.')
  }
  const next = (index: number): number => (port === 0 ? 0 : port + 1 + index)
  const served: ServedApi[] = []
  try {
    for (const row of rows) served.push(await example(provider, row, next(served.length)))
    if (gatekeeper !== undefined) served.push(await gatekeeperFor(provider, gatekeeper, next(served.length)))
    return served
  } catch (error) {
    await Promise.all(served.map(({ close }) => close()))
    throw portTaken(error, next(served.length))
  }
}
