import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Dispatcher, request } from 'undici'
import type { RunningProvider } from '#mocks/op/index.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { createConnections } from '../drivers/connections.ts'
import { checkOwnHosts, type OwnHosts } from '../own-hosts.ts'
import type { ServiceSeed } from '../target-service.ts'
import { judgedMetadata } from './judged-metadata.ts'
import { proxyTo, type Surroundings } from './own-service.ts'
import { restartable } from './restartable.ts'
import type { RaisedService } from './service.ts'
import { readServiceProvider } from './sp-metadata.ts'
import { type StartService, startService } from './start-service.ts'

/** Somebody's own SAML service, as the configuration describes it. */
export interface OwnSamlService extends Omit<ServiceSeed, 'ours' | 'client' | 'saml' | 'callbacks' | 'judgedMetadata'> {
  /** To be had where it runs, or what was read from a file; `source` for sentences. */
  readonly metadata: ({ readonly url: string } | { readonly text: string }) & { readonly source: string }
  readonly owner: OwnHosts & { readonly source: string }
  /** Absent: it runs already. */
  readonly start?: StartService
}

const MOST = 1_000_000

/** The text of metadata, and where it was had. */
interface Had {
  readonly text: string
  readonly served?: { readonly url: string; readonly type: string }
}

const fetched = async (url: string, source: string, dispatcher: Dispatcher): Promise<Had> => {
  try {
    const { statusCode, headers, body } = await request(url, { dispatcher, signal: AbortSignal.timeout(30_000) })
    const text = await body.text()
    const type = [headers['content-type'] ?? ''].flat()[0] ?? ''
    if (statusCode === 200 && text.length <= MOST) return { text, served: { url, type } }
    throw new Error(`the answer is ${statusCode === 200 ? 'too long' : statusCode}`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigurationError(`${source} cannot be had: ${why}. Is the service up, and is that where?`)
  }
}

type Running = Pick<RaisedService, 'calls' | 'restart' | 'close'>

const runningOf = async (
  { start, further = [] }: OwnSamlService,
  provider: RunningProvider,
  { authority, hosts = {} }: Surroundings,
): Promise<Running> => {
  if (start === undefined) return { close: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'aai-idp-'))
  const file = join(folder, 'idp-metadata.xml')
  const proxy = await proxyTo(provider)
  const clear = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true })
    await proxy?.close()
  }
  const ways = {
    ...(provider.authority === undefined ? {} : { authority: provider.authority }),
    ...(proxy === undefined ? {} : { proxy: proxy.url }),
    direct: [...Object.keys(hosts), ...further.map((url) => new URL(url).hostname)],
  }
  const begin = async () => {
    const { metadata, metadataUrl, entityId } = provider.saml
    await writeFile(file, await metadata())
    const values = { idp_metadata: file, idp_metadata_url: metadataUrl, idp_entity_id: entityId }
    const connections = createConnections({ hosts, ...(authority === undefined ? {} : { authority }) })
    return startService(start, values, ways, connections).finally(() => connections.destroy())
  }
  try {
    const { restart, close } = restartable(await begin(), begin)
    const closeAll = async (): Promise<void> => {
      await close()
      await clear()
    }
    return { ...(proxy ? { calls: proxy.calls } : {}), restart, close: closeAll }
  } catch (error) {
    await clear()
    throw error
  }
}

const metadataOf = async ({ metadata }: OwnSamlService, { authority, hosts = {} }: Surroundings): Promise<Had> => {
  if ('text' in metadata) return { text: metadata.text }
  const connections = createConnections({ hosts, ...(authority === undefined ? {} : { authority }) })
  return fetched(metadata.url, metadata.source, connections).finally(() => connections.destroy())
}

/** The service up, and known to the identity provider by its metadata. Throws a ConfigurationError of one sentence. */
export const raiseOwnSamlService = async (
  service: OwnSamlService,
  provider: RunningProvider,
  surroundings: Surroundings,
): Promise<RaisedService> => {
  const { metadata, owner, start: _, ...rest } = service
  // What stands in a file can be wrong before anything is started.
  if ('text' in metadata) await readServiceProvider(metadata.text, metadata.source)
  const running = await runningOf(service, provider, surroundings)
  try {
    const { text, ...had } = await metadataOf(service, surroundings)
    const { saml, callbacks, addresses } = await readServiceProvider(text, metadata.source)
    checkOwnHosts(metadata.source, addresses, owner)
    await provider.saml.addServiceProvider(text)
    const judged = await judgedMetadata(text, { name: metadata.source, ours: false, ...had })
    return { seed: { ...rest, ours: false, saml, callbacks, judgedMetadata: judged }, ...running }
  } catch (error) {
    await running.close()
    throw error
  }
}
