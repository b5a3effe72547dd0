import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** One answer of the stub. */
export interface StubAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Buffer
}

export interface StubRequest {
  readonly method: string
  readonly url: URL
  readonly cookie: string
  readonly form: URLSearchParams
  readonly headers: IncomingMessage['headers']
}

/** Undefined leaves the request without an answer. */
export type StubHandler = (request: StubRequest) => StubAnswer | undefined

export interface StubIssuer {
  readonly origin: string
  readonly seen: readonly StubRequest[]
  readonly close: () => Promise<void>
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const reply = (response: ServerResponse, { status = 200, headers = {}, body = '' }: StubAnswer): void => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string | string[])
  response.writeHead(status)
  response.end(body)
}

/** A server that answers what a test tells it to. */
export const stubIssuer = async (handle: StubHandler): Promise<StubIssuer> => {
  const seen: StubRequest[] = []
  const server = createServer(async (request, response) => {
    const body = await readBody(request)
    const call: StubRequest = {
      method: request.method ?? '',
      url: new URL(request.url ?? '/', 'http://stub'),
      cookie: request.headers.cookie ?? '',
      form: new URLSearchParams(body),
      headers: request.headers,
    }
    seen.push(call)
    const answer = handle(call)
    if (answer) reply(response, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export const html = (body: string, more: StubAnswer = {}): StubAnswer => ({
  ...more,
  headers: { 'content-type': 'text/html; charset=utf-8', ...more.headers },
  body: `<!doctype html><html><head><title>Stub</title></head>${body}</html>`,
})

export const json = (value: unknown, status = 200): StubAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

export const redirect = (location: string, headers: StubAnswer['headers'] = {}): StubAnswer => ({
  status: 302,
  headers: { ...headers, location },
})

export const LOGIN_FORM =
  '<form method=post action="/login"><input name=username><input name=password type=password><button name=login>Sign in</button></form>'

export const CONSENT_FORM =
  '<form method=post action="/consent"><input type=hidden name=code value=c><input type=submit name=accept value=Yes><input type=submit name=cancel value=No></form>'
