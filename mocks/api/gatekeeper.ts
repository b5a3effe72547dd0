import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Bend } from '#fixtures/schema/fault.ts'
import { bend, bendReply } from '#mocks/faults/bend.ts'
import { FaultBook } from '#mocks/op/fault-book.ts'
import { headerPairs, json, type Reply, withHeaders } from '#mocks/wire/message.ts'
import { IssuerSilent, isRefusal } from './caller.ts'
import { CORS } from './cors.ts'
import { forwarded, identityHeaders } from './dataporten-headers.ts'
import { type Bounds, forward, usualBounds } from './forward.ts'
import { presentedToken } from './presented-token.ts'
import { type ApiRefusal, lookingWith, refusalReply } from './refusal.ts'
import type { TokenInfo, TokenLookup } from './token-info.ts'

export interface GatekeeperOptions {
  /** Name of the API: its scope is `gk_` and the name. */
  readonly api: string
  /** Origin of the API behind it. */
  readonly backend: string
  /** What the gatekeeper shows the API, so that it knows whom to believe. */
  readonly username: string
  readonly password: string
  readonly lookUp: TokenLookup
  /** The owner of the API admits users only. */
  readonly requiresUser?: boolean
  /** The owner asked for the token itself. */
  readonly passesToken?: boolean
  readonly host?: string
  readonly port?: number
  readonly bounds?: Partial<Bounds>
  readonly faults?: readonly Bend[]
}

export interface RunningGatekeeper {
  readonly origin: string
  readonly faults: FaultBook
  readonly close: () => Promise<void>
}

interface Gate extends GatekeeperOptions {
  readonly book: FaultBook
}

/** Whatever of a target is no path could lead elsewhere. */
const isPath = (target: string | undefined): target is string => target?.startsWith('/') === true

const presentationOf = (incoming: IncomingMessage, target: string) => ({
  authorization: headerPairs(incoming.rawHeaders).flatMap(([name, value]) =>
    name.toLowerCase() === 'authorization' ? [value] : [],
  ),
  query: new URL(target, 'http://gatekeeper.invalid').searchParams,
})

interface Admitted {
  readonly info: TokenInfo
  readonly token: string
}

/** A careless gatekeeper lets pass whoever brings nothing. */
const anonymous = ({ condition }: ApiRefusal, faults: FaultBook): Admitted | undefined =>
  condition === 'api.token-missing' && faults.skips(condition)
    ? { info: { standing: 'live', secondaryIds: [], scopes: [] }, token: '' }
    : undefined

const admit = async (gate: Gate, incoming: IncomingMessage, target: string): Promise<Admitted | ApiRefusal> => {
  const look = lookingWith(gate.book)
  const token = presentedToken(presentationOf(incoming, target), look)
  if (isRefusal(token)) return anonymous(token, gate.book) ?? token
  const info = await gate.lookUp(token)
  const scope = `gk_${gate.api}`
  const lacking = look('api.scope', !info.scopes.includes(scope))
  return (
    look('api.token-unknown', info.standing === 'unknown') ??
    look('api.expired', info.standing === 'expired') ??
    look('api.type', info.isOther === true) ??
    (lacking ? { ...lacking, scope } : undefined) ??
    look('api.user-missing', gate.requiresUser === true && info.user === undefined) ?? { info, token }
  )
}

const say = (response: ServerResponse, reply: Reply): void => {
  const headers = reply.headers.flat()
  response.writeHead(reply.status, headers)
  response.end(reply.body ?? '')
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

/** Header fields in the order of a list; what a fault bends is bent by name. */
const told = (gate: Gate, { info, token }: Admitted): readonly (readonly [string, string])[] => {
  const { api, backend, passesToken, book: faults } = gate
  const exposed = { api, gatekeeper: api, endpoint: backend, ...(passesToken ? { token } : {}) }
  const bent = bend(faults.at('gatekeeper.request'), Object.fromEntries(identityHeaders(info, exposed)))
  const identity = Object.entries(bent).map(([name, value]) => [name, String(value)] as const)
  return [...identity, ['Authorization', basic(gate.username, gate.password)]]
}

const serve = async (gate: Gate, incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { book } = gate
  const refuse = (reply: Reply): void => {
    say(response, bendReply(book.answering('gatekeeper', incoming.method ?? 'GET'), withHeaders(reply, CORS)))
    incoming.resume()
  }
  const target = incoming.url
  if (!isPath(target)) return refuse(json(400, { message: 'The request names no path.' }))
  const bounds = { ...usualBounds, ...gate.bounds }
  const passed = forwarded(headerPairs(incoming.rawHeaders), book)
  const pass = (headers: readonly (readonly [string, string])[]): void =>
    forward(incoming, response, { backend: gate.backend, headers: [...passed, ...headers], bounds, refuse })
  // Browsers ask first whether they may, without a token: what the API answers is its own affair.
  if (incoming.method === 'OPTIONS') return pass([])
  const admitted = await admit(gate, incoming, target)
  if (isRefusal(admitted))
    return refuse(refusalReply({ realm: 'feideconnect', scheme: 'Bearer', faults: book }, admitted))
  pass(told(gate, admitted))
}

const brokenDown = (error: unknown): Reply =>
  error instanceof IssuerSilent
    ? json(503, { message: `Nobody can be let in at the moment: ${error.message}.` }, [['Retry-After', '5']])
    : json(500, { message: 'The gatekeeper broke down.' })

/** Feide's gatekeeper before one API, on loopback: it lets in who has a good token of the right scope, and tells the API who that is. */
export const startGatekeeper = async (options: GatekeeperOptions): Promise<RunningGatekeeper> => {
  const { host = '127.0.0.1', port = 0 } = options
  const book = new FaultBook()
  for (const fault of options.faults ?? []) book.arm(fault)
  const gate: Gate = { ...options, book }
  const server = createServer((incoming, response) => {
    serve(gate, incoming, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else say(response, withHeaders(brokenDown(error), CORS))
    })
  })
  server.requestTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const taken = typeof address === 'object' && address ? address.port : port
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    faults: book,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
