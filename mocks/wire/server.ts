import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import { type Call, callOf, type Reply } from './message.ts'

export interface Listening {
  readonly origin: string
  readonly close: () => Promise<void>
}

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** PEM; serve https with them. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Answer HTTP/1.1 requests that name no host, as some servers do. */
  readonly withoutHost?: boolean
  /** Larger bodies are answered 413. */
  readonly maxBody: number
  /** Bytes; larger heads are answered 431 by Node. As many as one could want unless said. */
  readonly maxHead?: number
  /** What to answer when a handler throws: never a stack. */
  readonly failure: (error: unknown) => Reply
}

const readBody = async (request: IncomingMessage, limit: number): Promise<string | undefined> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const send = (request: IncomingMessage, response: ServerResponse, reply: Reply): void => {
  if (reply.cut === 'before') {
    request.socket.destroy()
    return
  }
  const headers: string[] = []
  for (const [name, value] of reply.headers) headers.push(name, value)
  const body = reply.body ?? ''
  if (reply.status !== 204 && reply.status !== 304) headers.push('Content-Length', String(Buffer.byteLength(body)))
  response.writeHead(reply.status, headers)
  if (reply.cut === 'within') {
    response.write(body.slice(0, Math.ceil(body.length / 2)), () => request.socket.destroy())
    return
  }
  response.end(request.method === 'HEAD' ? undefined : body)
}

const BODILESS = new Set(['GET', 'HEAD', 'OPTIONS'])

const listener =
  (options: ListenOptions, handle: (call: Call) => Promise<Reply>): RequestListener =>
  async (request, response) => {
    try {
      const bodiless = BODILESS.has(request.method ?? '') && request.headers['content-length'] === undefined
      const body = bodiless ? '' : await readBody(request, options.maxBody)
      if (body === undefined) {
        send(request, response, { status: 413, headers: [['Connection', 'close']] })
        return
      }
      send(request, response, await handle(callOf(request, body)).catch(options.failure))
    } catch {
      // The peer went away in the middle of its request; nobody is left to answer.
      response.destroy()
    }
  }

/** Node reads this much before it gives up by itself; what is too long is for the caller to say. */
const MOST_HEAD = 4 * 1024 * 1024

const make = async (options: ListenOptions, handle: (call: Call) => Promise<Reply>): Promise<Server | TlsServer> => {
  const limits = { maxHeaderSize: options.maxHead ?? MOST_HEAD, requireHostHeader: options.withoutHost !== true }
  if (!options.tls) return createServer(limits, listener(options, handle))
  const https = await import('node:https')
  return https.createServer({ ...limits, cert: options.tls.cert, key: options.tls.key }, listener(options, handle))
}

/** Starts a server on loopback; rejects with the system's error when the port is taken. */
export const listen = async (options: ListenOptions, handle: (call: Call) => Promise<Reply>): Promise<Listening> => {
  const server = await make(options, handle)
  server.keepAliveTimeout = 30_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  return {
    origin: `${options.tls ? 'https' : 'http'}://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
