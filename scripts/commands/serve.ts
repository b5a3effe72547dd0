import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { Clients } from '#fixtures/schema/client.ts'
import type { Control } from '#mocks/control/index.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { port } from '../options/port.ts'
import { untilStopped } from '../options/until-stopped.ts'
import type { ServedApi } from '../serve/apis.ts'
import { introduction } from '../serve/introduction.ts'

interface Options {
  readonly profile: string
  readonly port: number
  readonly host: string
  readonly tls: boolean
  readonly client?: string
  /** A port, 0 for any free one. */
  readonly control?: number
  readonly watch: boolean
  readonly api?: string | boolean
  readonly gatekeeper?: string
  readonly sp: readonly string[]
}

const loopback = (text: string): string => {
  if (text === 'localhost' || text === '::1' || /^127(\.\d{1,3}){3}$/.test(text)) return text
  throw new InvalidArgumentError('It has test accounts only, so it listens on loopback: 127.0.0.1, ::1 or localhost.')
}

/** The authority as a file, for programs that are told of it by a path; gone when the provider is. */
const authorityFile = async (provider: RunningProvider): Promise<string | undefined> => {
  if (provider.authority === undefined) return undefined
  const file = join(await mkdtemp(join(tmpdir(), 'aai-')), 'authority.pem')
  await writeFile(file, provider.authority)
  return file
}

// Its schema library is loaded at need only: `aai serve` shall answer at once.
const clientsFrom = async (file: string): Promise<Clients> =>
  (await import('#mocks/profiles/read-clients.ts')).readClients(file)

/** Off unless asked for; a token of one's own comes from the environment, where no list of processes shows it. */
const controlOf = async (provider: RunningProvider, { control, host }: Options): Promise<Control | undefined> => {
  if (control === undefined) return undefined
  const { startControl } = await import('#mocks/control/index.ts')
  const token = process.env.AAI_CONTROL_TOKEN
  return startControl(provider, { host, port: control, ...(token ? { token } : {}) })
}

/** The page that shows logins as they happen; loaded at need only. */
const watchOf = async (provider: RunningProvider, asked: boolean): Promise<string | undefined> =>
  asked ? (await import('../serve/watch.ts')).watch(provider) : undefined

/** Service providers by their metadata, and a page that takes more; loaded at need only. */
const spsOf = async (provider: RunningProvider, sources: readonly string[]): Promise<void> => {
  if (provider.profile.saml === undefined && sources.length === 0) return
  await (await import('../serve/sps.ts')).registerSps(provider, sources)
}

/** APIs beside the provider; loaded at need only. */
const apisOf = async (provider: RunningProvider, options: Options): Promise<readonly ServedApi[]> => {
  if (options.api === undefined && options.gatekeeper === undefined) return []
  return (await import('../serve/apis.ts')).serveApis(provider, options)
}

/**
 * V8 lets a heap of 60 MB grow to 300 before it looks for garbage. A provider that stands beside somebody's service
 * all day shall stay small; the price measured is a tenth of the logins per second (scripts/bench.ts).
 */
const staySmall = (): void => {
  setFlagsFromString('--heap-growing-percent=20')
  setFlagsFromString('--semi-space-growth-factor=1')
}

const serve = async (options: Options): Promise<void> => {
  staySmall()
  const stopped = untilStopped()
  const clients = options.client === undefined ? undefined : await clientsFrom(options.client)
  const { profile, host, tls } = options
  const provider = await startProvider({ profile, host, port: options.port, tls, clients })
  await spsOf(provider, options.sp).catch(async (error: unknown) => {
    await provider.close()
    throw error
  })
  const authority = await authorityFile(provider)
  const control = await controlOf(provider, options)
  const watch = await watchOf(provider, options.watch)
  const apis = await apisOf(provider, options).catch(async (error: unknown) => {
    await Promise.all([control?.close(), provider.close()])
    throw error
  })
  const lines = apis.flatMap((each) => each.lines)
  console.log(introduction(provider, { authority, control, watch, apis: lines, added: Object.keys(clients ?? {}) }))
  await stopped
  await Promise.all([control?.close(), provider.close(), ...apis.map(({ close }) => close())])
  if (authority !== undefined) await rm(join(authority, '..'), { recursive: true, force: true })
  console.log('\nStopped; what it knew is gone.')
}

export const command = new Command('serve')
  .description('play a provider for a person or a service; Ctrl-C ends it')
  .option('-p, --profile <name or file>', 'which issuer to play', 'openaire-beta')
  .option('--port <number>', 'port to listen on; 0 takes any free one', port, 4455)
  .option('--host <address>', 'loopback address to listen on', loopback, '127.0.0.1')
  .option('--tls', 'serve https, with a certificate authority made for this run', false)
  .option('--client <file>', 'a client registration of your own, or several by name (JSON or YAML)')
  .option(
    '--watch',
    'show logins as they happen, and what is wrong in them, on a page of its own (docs/watch.md)',
    false,
  )
  .option(
    '--api [name]',
    'with APIs that take its tokens, on the next ports; all that we have for the profile unless named',
  )
  .option(
    '--sp <file or URL>',
    'metadata of a SAML service that may log people in here; may be given several times (docs/saml.md)',
    (source: string, before: readonly string[]) => [...before, source],
    [],
  )
  .option('--gatekeeper <address>', 'with the gatekeeper of Feide before an API of your own at this address')
  .addOption(
    new Option('--control [port]', 'let tests steer it over HTTP, on a port of its own (docs/control.md)')
      .argParser(port)
      .preset('0'),
  )
  .action(serve)
