import type { Call, Reply } from '#mocks/wire/message.ts'
import { listen } from '#mocks/wire/server.ts'
import { asker } from './issuer.ts'
import type { Means } from './login.ts'
import { eyesOf } from './looks.ts'
import { withMemory } from './memory.ts'
import type { RelyingPartyOptions } from './options.ts'
import { failurePage, notFound } from './pages.ts'
import { routes } from './routes.ts'
import { Accounts, Sessions } from './sessions.ts'
import { withSizes } from './sizes.ts'

export { type Carelessness, habits, type Look, looks } from './looks.ts'
export type { RelyingPartyOptions } from './options.ts'

export interface RunningRelyingParty {
  readonly origin: string
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  /** As a fresh process: it knows nothing of what was before. */
  readonly restart: () => void
  readonly close: () => Promise<void>
}

const MAX_BODY = 64 * 1024

/** Bytes of a request line with its headers: what Node takes unless told otherwise. */
const MAX_HEAD = 16 * 1024

/**
 * A service that logs people in by OpenID Connect, with sessions in memory: `/login`, `/callback`, `/me` (JSON: who is
 * signed in), `/data` (calls the issuer with the access token), `/members` (for holders of an entitlement), `/logout`. It
 * looks at everything that a service has to look at, less what `careless` names, so that each scenario for services can be seen to pass and to fail.
 */
export const startRelyingParty = async (options: RelyingPartyOptions): Promise<RunningRelyingParty> => {
  const eyes = eyesOf(new Set(options.careless ?? []))
  const { ask, close } = asker(options.trust, eyes.has('impatient') ? 1_000 : undefined)
  let answer: (call: Call) => Promise<Reply> = async () => ({ status: 503, headers: [] })
  const failure = (error: unknown): Reply => failurePage(error, eyes)
  const limits = { maxBody: MAX_BODY, maxHead: MAX_HEAD, failure }
  const server = { host: '127.0.0.1', port: options.port ?? 0, tls: options.tls, ...limits }
  const listening = await listen(server, (call) => answer(call))
  // Cookies know no ports: by another name than the issuer's the service has a jar of its own.
  const origin = listening.origin.replace('127.0.0.1', 'localhost')
  const redirectUri = eyes.has('plain-http') ? 'http://portal.example/callback' : `${origin}/callback`
  const now = options.now ?? Date.now
  // The port stays: whoever takes it meanwhile would keep it.
  const restart = (): void => {
    const means: Means = { options, redirectUri, ask: withMemory(ask, eyes), eyes, accounts: new Accounts(), now }
    const sessions = new Sessions()
    const handlers = routes(means, sessions, origin)
    const handle = withSizes(async (call) => handlers[`${call.method} ${call.path}`]?.(call), sessions, eyes)
    answer = async (call) => (await handle(call)) ?? notFound
  }
  restart()
  return {
    origin,
    redirectUri,
    postLogoutRedirectUri: `${origin}/`,
    restart,
    close: async () => {
      await Promise.all([listening.close(), close()])
    },
  }
}
