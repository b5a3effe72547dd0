import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What somebody wanted to reach through the proxy. */
export interface ProxyCall {
  /** `host:port`, in lower case. */
  readonly to: string
  /** Of a request in plain http, which says it openly; those through a tunnel are nobody's to read. */
  readonly path?: string
  /** Nothing was sent there. */
  readonly refused: boolean
}

export interface RunningConnectProxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Since the start, in their order. */
  readonly calls: () => readonly ProxyCall[]
  readonly close: () => Promise<void>
}

/** More than anybody reads; who calls without end is known by then. */
const MOST_CALLS = 10_000

const REFUSAL = 'This proxy leads to the issuer of the test, and nowhere else.\n'
const HEAD = `Content-Type: text/plain\r\nContent-Length: ${REFUSAL.length}\r\nConnection: close`

const addressOf = (text: string): { readonly host: string; readonly port: number } => {
  const { hostname, port } = new URL(`tcp://${text}`)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) }
}

/** RFC 9110 section 9.3.6: from here on bytes pass both ways until one end has had enough. */
const tunnel = (client: Duplex, address: string, head: Buffer): Socket => {
  const upstream = connect(addressOf(address), () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    upstream.write(head)
    upstream.pipe(client).pipe(upstream)
  })
  upstream.on('error', () => client.destroy())
  client.on('error', () => upstream.destroy())
  client.on('close', () => upstream.destroy())
  return upstream
}

const placeOf = (url: string): Pick<ProxyCall, 'to' | 'path'> => {
  if (!URL.canParse(url)) return { to: url }
  const { host, port, pathname } = new URL(url)
  return { to: port === '' ? `${host}:80` : host, path: pathname }
}

/** A proxy on loopback for the back channel of a service: names lead to their addresses, all others are refused. */
export const startConnectProxy = async (names: Readonly<Record<string, string>>): Promise<RunningConnectProxy> => {
  const calls: ProxyCall[] = []
  const open = new Set<Duplex>()
  const note = (call: ProxyCall): void => {
    if (calls.length < MOST_CALLS) calls.push(call)
  }
  const server = createServer((request, response) => {
    note({ ...placeOf(request.url ?? ''), refused: true })
    response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' }).end(REFUSAL)
  })
  server.on('connect', ({ url = '' }: IncomingMessage, client: Duplex, head: Buffer) => {
    const to = url.toLowerCase()
    const address = names[to]
    note({ to, refused: address === undefined })
    client.on('error', () => client.destroy())
    if (address === undefined) {
      client.end(`HTTP/1.1 403 Forbidden\r\n${HEAD}\r\n\r\n${REFUSAL}`)
      return
    }
    for (const each of [client, tunnel(client, address, head)]) {
      open.add(each)
      each.on('close', () => open.delete(each))
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => [...calls],
    close: async () => {
      for (const each of open) each.destroy()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
