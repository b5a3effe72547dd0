import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { Reply } from '#mocks/wire/message.ts'

export interface Bounds {
  /** Bytes of a request's body. */
  readonly request: number
  /** Bytes of an answer's body. */
  readonly answer: number
  /** Milliseconds until the API begins to answer, and between two pieces of its answer. */
  readonly patience: number
}

export const usualBounds: Bounds = { request: 10 * 1024 * 1024, answer: 100 * 1024 * 1024, patience: 30_000 }

export interface Forwarding {
  /** Origin of the API. */
  readonly backend: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly bounds: Bounds
  /** Answers by itself, as long as nothing has been said. */
  readonly refuse: (reply: Reply) => void
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const flat = (pairs: Forwarding['headers']): string[] => pairs.flat()

const endToEnd = (raw: readonly string[]): string[] =>
  raw.flatMap((name, at) => (at % 2 === 0 && !HOP_BY_HOP.has(name.toLowerCase()) ? [name, raw[at + 1] ?? ''] : []))

const failure = (status: 413 | 502 | 504, message: string): Reply => ({
  status,
  headers: [
    ['Content-Type', 'application/json'],
    ['Connection', 'close'],
  ],
  body: JSON.stringify({ message }),
})

/** Passes the body on piece by piece; one that is too long ends both sides. */
const passRequest = (
  incoming: IncomingMessage,
  outgoing: ReturnType<typeof request>,
  most: number,
  full: () => void,
) => {
  let length = 0
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > most) full()
  })
  incoming.pipe(outgoing)
}

const passAnswer = (answer: IncomingMessage, response: ServerResponse, most: number): void => {
  let length = 0
  answer.on('data', (chunk: Buffer) => {
    length += chunk.length
    // Cut in the middle, so that nobody takes it for the whole.
    if (length > most) response.destroy()
  })
  answer.on('error', () => response.destroy())
  response.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders))
  answer.pipe(response)
}

/** Hands a request on to the API and its answer back, as they come: nothing is kept. */
export const forward = (incoming: IncomingMessage, response: ServerResponse, forwarding: Forwarding): void => {
  const { backend, headers, bounds, refuse } = forwarding
  const { hostname, port } = new URL(backend)
  const give = (reply: Reply): void => {
    if (response.headersSent) response.destroy()
    else refuse(reply)
    outgoing.destroy()
  }
  const outgoing = request({
    hostname,
    port,
    method: incoming.method,
    path: incoming.url,
    headers: flat([['Host', new URL(backend).host], ...headers]),
    timeout: bounds.patience,
    agent: false,
  })
  outgoing.on('response', (answer) => passAnswer(answer, response, bounds.answer))
  outgoing.on('timeout', () => give(failure(504, `The API does not answer within ${bounds.patience / 1000} s.`)))
  outgoing.on('error', () => give(failure(502, 'The API cannot be reached.')))
  response.on('close', () => outgoing.destroy())
  passRequest(incoming, outgoing, bounds.request, () =>
    give(failure(413, `A request may have ${bounds.request} bytes.`)),
  )
}
