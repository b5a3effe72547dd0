import { connect, createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, rootCertificates, connect as secureConnect } from 'node:tls'

/** Where a service really listens. */
export interface Upstream {
  readonly host: string
  readonly port: number
  /** It speaks TLS, by this name, under one of the usual authorities or this one (PEM). */
  readonly tls?: { readonly name: string; readonly authority?: string }
}

/** One request as the service got it, with the head of its answer. Sizes in bytes. */
export interface Passage {
  readonly method: string
  readonly target: string
  readonly status: number
  /** From the status line to the empty line. */
  readonly head: number
}

export interface Tap {
  readonly port: number
  readonly passages: readonly Passage[]
  readonly close: () => Promise<void>
}

const END = '\r\n\r\n'

const passageOf = (request: string, response: string): Passage => {
  const [method = '', target = ''] = request.split(' ', 2)
  return { method, target, status: Number(response.split(' ', 2)[1] ?? 0), head: response.length + END.length }
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

const reach = ({ host, port, tls }: Upstream): Socket => {
  if (tls === undefined) return connect({ host, port })
  const { name, authority } = tls
  const ca = authority === undefined ? [...rootCertificates] : [authority, ...rootCertificates]
  return secureConnect({ host, port, servername: name, secureContext: createSecureContext({ ca }) })
}

/** Both ends of a line go together; the far one stays until what is read from it has been read. */
const join = (from: Socket, to: Socket, read: Promise<unknown> | undefined): void => {
  const end = (): void => {
    from.destroy()
    to.destroy()
  }
  from
    .on('error', () => {})
    .once('close', () => {
      // Whoever is gone does not make the other one wait.
      to.resume()
      Promise.resolve(read).then(end, end)
    })
  to.on('error', end).once('close', end)
  from.pipe(to, { end: false })
  to.pipe(from)
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

/** Accepts connections and hands each on to another place; `reading` resolves when nothing more is wanted from there. */
export const relay = async (
  reached: () => Socket,
  reading?: (from: Socket, to: Socket) => Promise<unknown>,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> => {
  const open = new Set<Socket>()
  const server = createServer((from) => {
    const to = reached()
    for (const socket of [from, to]) {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
    }
    join(from, to, reading?.(from, to))
  })
  const port = await listening(server)
  return { port, close: () => closing(server, open) }
}

/** Stands before a service and notes the sizes of what goes by: one exchange a connection, as NGINX makes them. */
export const startTap = async (service: Upstream): Promise<Tap> => {
  const passages: Passage[] = []
  const reading = async (from: Socket, to: Socket): Promise<void> => {
    const [request, response] = await Promise.all([headOf(from), headOf(to)])
    passages.push(passageOf(request, response))
  }
  return { ...(await relay(() => reach(service), reading)), passages }
}
