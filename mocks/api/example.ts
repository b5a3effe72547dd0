import type { Bend } from '#fixtures/schema/fault.ts'
import { bend, bendReply } from '#mocks/faults/bend.ts'
import { FaultBook } from '#mocks/op/fault-book.ts'
import { type Clock, systemClock } from '#mocks/wire/clock.ts'
import { type Call, json, type Reply, withHeaders } from '#mocks/wire/message.ts'
import { listen } from '#mocks/wire/server.ts'
import { authenticating, type Protection } from './authenticate.ts'
import { type Authenticate, type Caller, IssuerSilent, isRefusal } from './caller.ts'
import { CORS, preflight } from './cors.ts'
import { type ApiRefusal, type Looking, lookingWith, type Refusing, refusalReply } from './refusal.ts'

export interface ExampleApiOptions {
  readonly protection: Protection
  /** The word that a token needs; a gatekeeper has looked for it already. */
  readonly scope?: string
  readonly host?: string
  /** 0, the default, picks a free port. */
  readonly port?: number
  readonly now?: Clock
  readonly faults?: readonly Bend[]
}

export interface RunningApi {
  readonly origin: string
  readonly faults: FaultBook
  readonly close: () => Promise<void>
}

/** Bytes of a body; nothing here reads one. */
const MAX_BODY = 1024 * 1024

/** Paths of the example, by whom they are for. */
export const paths = { anybody: '/whoami', users: '/me', systems: '/export' } as const

const admission: Readonly<Record<string, (caller: Caller, look: Looking) => ApiRefusal | undefined>> = {
  [paths.anybody]: () => undefined,
  [paths.users]: ({ user }, look) => look('api.user-missing', user === undefined),
  [paths.systems]: ({ user }, look) => look('api.user-present', user !== undefined),
}

/** In the words of RFC 7662, which every reader of tokens knows. */
const shown = ({ user, client, scopes, secondaryIds }: Caller): Record<string, unknown> => ({
  sub: user ?? null,
  client_id: client ?? null,
  scope: scopes.join(' '),
  userid_sec: secondaryIds,
})

const notFound = (): Reply =>
  json(404, { message: `There is nothing here: ask for ${Object.values(paths).join(', ')}.` })

const refusingOf = ({ kind }: Protection, faults: FaultBook): Refusing => ({
  realm: 'example',
  scheme: kind === 'gatekeeper' ? 'Basic' : 'Bearer',
  faults,
})

interface Example {
  readonly authenticate: Authenticate
  readonly refusing: Refusing
  readonly faults: FaultBook
}

const answered = async (call: Call, { authenticate, refusing, faults }: Example): Promise<Reply> => {
  const caller = await authenticate(call)
  if (isRefusal(caller)) return refusalReply(refusing, caller)
  const admits = Object.hasOwn(admission, call.path) ? admission[call.path] : undefined
  if (!admits) return notFound()
  const refused = admits(caller, lookingWith(faults))
  if (refused) return refusalReply(refusing, refused)
  if (call.method !== 'GET' && call.method !== 'HEAD') return json(405, { message: 'Read only.' }, [['Allow', 'GET']])
  return json(200, bend(faults.at('api.response'), shown(caller)), [['Cache-Control', 'no-store']])
}

const unavailable = (error: IssuerSilent): Reply =>
  json(503, { message: `Nobody can be let in at the moment: ${error.message}.` }, [['Retry-After', '5']])

/** An API that shows who is there, and nothing else: for people who try one, and for scenarios that look at one. */
export const startExampleApi = async (options: ExampleApiOptions): Promise<RunningApi> => {
  const { protection, scope, host = '127.0.0.1', port = 0, now = systemClock } = options
  const faults = new FaultBook()
  for (const fault of options.faults ?? []) faults.arm(fault)
  const authenticate = authenticating({ protection, now, faults, ...(scope === undefined ? {} : { scope }) })
  const example = { authenticate, refusing: refusingOf(protection, faults), faults }
  const failure = (): Reply => json(500, { message: 'The example broke down.' })
  const { origin, close } = await listen({ host, port, maxBody: MAX_BODY, failure }, async (call) => {
    if (call.method === 'OPTIONS') return preflight
    const reply = await answered(call, example).catch((error: unknown) => {
      if (error instanceof IssuerSilent) return unavailable(error)
      throw error
    })
    return bendReply(faults.answering('api', call.method), withHeaders(reply, CORS))
  })
  return { origin, faults, close }
}
