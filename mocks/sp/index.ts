import { notFound } from '#mocks/rp/pages.ts'
import { Accounts } from '#mocks/rp/sessions.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { listen } from '#mocks/wire/server.ts'
import { generateCertifiedKey } from '#mocks/xml/certificate.ts'
import { idpSource } from './idp.ts'
import { eyesOf } from './looks.ts'
import { type MetadataFacts, metadataText } from './metadata.ts'
import type { ServiceProviderOptions } from './options.ts'
import { failurePage } from './pages.ts'
import { Replays } from './replay.ts'
import { paths, routes } from './routes.ts'
import { Sessions } from './sessions.ts'

export { type Carelessness, habits, type Look, looks } from './looks.ts'
export type { ServiceProviderOptions } from './options.ts'

export interface RunningServiceProvider {
  readonly origin: string
  readonly entityId: string
  /** Address of the assertion consumer service. */
  readonly acs: string
  /** Where it is told of logouts, by all bindings. */
  readonly slo: string
  /** Its own metadata, as they are at `/metadata` now. */
  readonly metadata: () => string
  /** As a fresh process: it knows nothing of what was before, but its keys. */
  readonly restart: () => void
  readonly close: () => Promise<void>
}

/** A response with hundreds of groups, in base64. */
const MAX_BODY = 1024 * 1024
const MAX_HEAD = 64 * 1024

/**
 * A service that logs people in by SAML 2.0, with sessions in memory: `/login` (by POST with `?binding=post`), `/saml/acs`,
 * `/saml/slo` (Redirect, POST and SOAP), `/metadata`, `/me` (JSON: who is signed in), `/members` (for holders of an
 * entitlement), `/logout`. It looks at everything that a service provider has to look at, less what `careless` names.
 */
export const startServiceProvider = async (options: ServiceProviderOptions): Promise<RunningServiceProvider> => {
  const { careless = [], port = 0, tls, now = Date.now } = options
  const eyes = eyesOf(careless)
  const source = idpSource(options, eyes)
  const bits = eyes.has('metadata-short-key') ? 1024 : 2048
  const keys = options.keys ?? (await generateCertifiedKey('service provider', bits))
  let answer: (call: Call) => Promise<Reply> = async () => ({ status: 503, headers: [] })
  const failure = (error: unknown): Reply => failurePage(error, eyes)
  const server = { host: '127.0.0.1', port, tls, maxBody: MAX_BODY, maxHead: MAX_HEAD, failure }
  const listening = await listen(server, (call) => answer(call))
  // Cookies know no ports: by another name than the identity provider's the service has a jar of its own.
  const origin = listening.origin.replace('127.0.0.1', 'localhost')
  const at = (path: string): string => `${origin}${path}`
  const { entityId = at(paths.metadata) } = options
  const places = { origin, entityId, acs: at(paths.acs), slo: at(paths.slo) }
  const facts = (): MetadataFacts => ({ ...places, certificate: keys.certificate, now: now() })
  const restart = (): void => {
    source.forget()
    const memory = { accounts: new Accounts(), replays: new Replays() }
    const means = { ...places, options, eyes, keys, idps: source, sessions: new Sessions(), memory, now }
    const handlers = routes(means, facts)
    answer = async (call) => (await handlers[`${call.method} ${call.path}`]?.(call)) ?? notFound
  }
  restart()
  return {
    ...{ origin, entityId, acs: places.acs, slo: places.slo, restart },
    metadata: () => metadataText(facts(), eyes),
    close: async () => {
      await Promise.all([listening.close(), source.close()])
    },
  }
}
