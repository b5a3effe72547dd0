import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'

/** What one connection is told instead of an answer. May write what no HTTP library would. */
export type Wire = (socket: Socket) => void

export interface HostileServer {
  readonly origin: string
  /** Bytes that clients took. */
  readonly taken: () => number
  readonly close: () => Promise<void>
}

export interface HostileOptions {
  readonly tls?: { readonly cert: string; readonly key: string }
}

/** Answers each request, by its path, with whatever goes over the wire. */
export const hostileServer = async (
  wireFor: (path: string, origin: string) => Wire,
  { tls }: HostileOptions = {},
): Promise<HostileServer> => {
  const sockets = new Set<Socket>()
  let taken = 0
  let origin = ''
  const connected = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      taken += socket.bytesWritten - socket.writableLength
      sockets.delete(socket)
    })
    socket.on('data', (data) => {
      const [, path = '/'] = /^[A-Z]+ (\S+) HTTP/.exec(data.toString('latin1')) ?? []
      wireFor(path, origin)(socket)
    })
  }
  const server: Server = tls ? createTlsServer({ ...tls }, connected) : createServer(connected)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  origin = `http${tls ? 's' : ''}://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    origin,
    taken: () => taken,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

const head = (headers: Readonly<Record<string, string>>, status = '200 OK'): string =>
  [`HTTP/1.1 ${status}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')

const JSON_TYPE = { 'content-type': 'application/json' }

/** One whole answer. */
export const whole =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = JSON_TYPE, status?: string): Wire =>
  (socket) => {
    socket.write(head({ ...headers, 'content-length': String(Buffer.byteLength(body)) }, status))
    socket.write(body)
  }

/** Writes the same again as long as somebody takes it. */
const forever = (socket: Socket, chunk: string | Buffer): void => {
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  }
  socket.on('drain', more)
  more()
}

const LARGE = 64 * 1024 * 1024

/** How an answer may go wrong without being an answer, by name. */
export const wires: Readonly<Record<string, Wire>> = {
  'a body of 100 MB': (socket) => {
    socket.write(head({ ...JSON_TYPE, 'content-length': '100000000' }))
    forever(socket, Buffer.alloc(65_536, 'x'))
  },
  'a body without end': (socket) => {
    socket.write(head({ ...JSON_TYPE, 'transfer-encoding': 'chunked' }))
    forever(socket, `10000\r\n${'x'.repeat(65_536)}\r\n`)
  },
  'one byte after another, slowly': (socket) => {
    socket.write(head({ ...JSON_TYPE, 'content-length': '1000' }))
    const timer = setInterval(() => socket.write('x'), 20)
    socket.on('close', () => clearInterval(timer))
  },
  silence: () => {},
  'a gzip bomb': whole(gzipSync(Buffer.alloc(LARGE)), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
  'a deflate bomb': whole(deflateSync(Buffer.alloc(LARGE)), { ...JSON_TYPE, 'content-encoding': 'deflate' }),
  'a brotli bomb': whole(brotliCompressSync(Buffer.alloc(LARGE)), { ...JSON_TYPE, 'content-encoding': 'br' }),
  'a zstd bomb': whole(zstdCompressSync(Buffer.alloc(LARGE)), { ...JSON_TYPE, 'content-encoding': 'zstd' }),
  'something that is no gzip': whole('{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }),
  'a header without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nx: ')
    forever(socket, 'x'.repeat(65_536))
  },
  'headers without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    forever(socket, `set-cookie: c${'x'.repeat(4000)}=1\r\n`)
  },
  'interim answers without end': (socket) => forever(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)),
  'broken chunks': (socket) => {
    socket.write(`${head({ ...JSON_TYPE, 'transfer-encoding': 'chunked' })}zz\r\n{}\r\n`)
  },
  'a reset midway': (socket) => {
    socket.write(`${head({ ...JSON_TYPE, 'content-length': '1000' })}{"a":`, () => socket.resetAndDestroy())
  },
  'an end midway': (socket) => {
    socket.end(`${head({ ...JSON_TYPE, 'content-length': '1000' })}{"a":`)
  },
  'no answer at all': (socket) => {
    socket.end()
  },
  'no HTTP': (socket) => {
    socket.end('220 mail.example ESMTP\r\n')
  },
}

const nested = (levels: number): string => `{"issuer":${'['.repeat(levels)}${']'.repeat(levels)}}`

/** Whole answers with something in them that readers stumble over, by name. */
export const bodies: Readonly<Record<string, Wire>> = {
  nothing: whole('', { 'content-length': '0' }, '200 OK'),
  HTML: whole('<!doctype html><title>Welcome to nginx!</title>', { 'content-type': 'text/html' }),
  'HTML nested without end': whole('<div>'.repeat(200_000), { 'content-type': 'text/html' }),
  'HTML that says it is JSON': whole('<!doctype html><title>Maintenance</title>'),
  'JSON nested without end': whole(nested(500_000)),
  'JSON that never closes': whole('{"a":'.repeat(200_000)),
  'bytes that are no UTF-8': whole(
    Buffer.from([...Buffer.from('{"issuer":"'), 0xff, 0xc0, 0x80, ...Buffer.from('"}')]),
  ),
  'a list': whole('[]'),
  null: whole('null'),
  'a number': whole('1e999'),
  'members by the ten thousand': whole(
    JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`m${index}`, index]))),
  ),
  'a value of a megabyte': whole(JSON.stringify({ error: 'x'.repeat(1_000_000), access_token: 'y'.repeat(1_000_000) })),
  'members of every wrong type': whole(
    JSON.stringify({ issuer: 1, keys: { a: 1 }, access_token: [], id_token: {}, error: null, jwks_uri: false }),
  ),
  'members named like those of objects': whole('{"__proto__":{"issuer":"x"},"constructor":1,"toString":null}'),
}
