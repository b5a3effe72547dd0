import { connect, createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, rootCertificates, connect as secureConnect } from 'node:tls'

/** Where a service really listens. */
export interface Upstream {
  readonly host: string
  readonly port: number
  /** It speaks TLS, by this name, under one of the usual authorities or this one (PEM). */
  readonly tls?: { readonly name: string; readonly authority?: string }
}

export interface SentCookie {
  readonly name: string
  /** Of name and value together, as browsers count. */
  readonly characters: number
}

/** One request as the service got it, with the head of its answer. Sizes in bytes. */
export interface Passage {
  readonly method: string
  readonly target: string
  readonly status: number
  /** From the status line to the empty line. */
  readonly head: number
  readonly cookies: readonly SentCookie[]
}

export interface Tap {
  readonly port: number
  readonly passages: readonly Passage[]
  readonly close: () => Promise<void>
}

const END = '\r\n\r\n'

const cookieOf = (line: string): SentCookie => {
  const [pair = ''] = line.replace(/^set-cookie: */i, '').split(';')
  return { name: pair.split('=', 1)[0] ?? '', characters: pair.trim().length - (pair.includes('=') ? 1 : 0) }
}

const passageOf = (request: string, response: string): Passage => {
  const [method = '', target = ''] = request.split(' ', 2)
  const lines = response.split('\r\n')
  return {
    method,
    target,
    status: Number(lines[0]?.split(' ')[1] ?? 0),
    head: response.length + END.length,
    cookies: lines.filter((line) => /^set-cookie:/i.test(line)).map(cookieOf),
  }
}

/** The first head on this connection, one character a byte. */
const headOf = (socket: Socket): Promise<string> => {
  let text = ''
  return new Promise((resolve) => {
    const hear = (data: Buffer): void => {
      text += data.toString('latin1')
      const end = text.indexOf(END)
      if (end < 0) return
      socket.off('data', hear)
      resolve(text.slice(0, end))
    }
    socket.on('data', hear)
  })
}

export const reach = ({ host, port, tls }: Upstream): Socket => {
  if (tls === undefined) return connect({ host, port })
  const { name, authority } = tls
  const ca = authority === undefined ? [...rootCertificates] : [authority, ...rootCertificates]
  return secureConnect({ host, port, servername: name, secureContext: createSecureContext({ ca }) })
}

/** Both ends of a line go together. */
export const join = (one: Socket, other: Socket): void => {
  const end = (): void => {
    one.destroy()
    other.destroy()
  }
  one.on('error', end).on('close', end)
  other.on('error', end).on('close', end)
  one.pipe(other)
  other.pipe(one)
}

/** On a free port of loopback, or a path of a socket; the port, 0 for a path. */
export const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Ends a server and what is connected to it. */
export const closing = (server: Server, open: ReadonlySet<Socket>): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of open) socket.destroy()
  })

/** Accepts connections and hands each on to another place. */
export const relay = async (
  reached: () => Socket,
  seen: (from: Socket, to: Socket) => void = () => {},
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> => {
  const open = new Set<Socket>()
  const server = createServer((from) => {
    const to = reached()
    open.add(from)
    from.once('close', () => open.delete(from))
    seen(from, to)
    join(from, to)
  })
  const port = await listening(server)
  return { port, close: () => closing(server, open) }
}

/** Stands before a service and notes the sizes of what goes by: one exchange a connection, as NGINX makes them. */
export const startTap = async (service: Upstream): Promise<Tap> => {
  const passages: Passage[] = []
  const seen = (from: Socket, to: Socket): void => {
    void Promise.all([headOf(from), headOf(to)]).then(([request, response]) => {
      passages.push(passageOf(request, response))
    })
  }
  return { ...(await relay(() => reach(service), seen)), passages }
}
