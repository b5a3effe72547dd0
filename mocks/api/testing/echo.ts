import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface Echoed {
  readonly method: string
  readonly url: string
  /** Names as they came, in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly length: number
}

export interface Echo {
  readonly origin: string
  readonly seen: readonly Echoed[]
  readonly close: () => Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const asJson =
  (seen: readonly Echoed[]): Answer =>
  (_, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(seen.at(-1)))
  }

/** An API that tells what reached it. */
export const echo = async (answer?: Answer): Promise<Echo> => {
  const seen: Echoed[] = []
  const server = createServer(async (request, response) => {
    let length = 0
    try {
      for await (const chunk of request) length += chunk.length
    } catch {
      return
    }
    const { rawHeaders: raw, method = '', url = '' } = request
    const headers = raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as const] : []))
    seen.push({ method, url, headers, length })
    ;(answer ?? asJson(seen))(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
