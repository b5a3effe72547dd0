import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, type Socket } from 'node:net'
import { headerPairs } from '#mocks/wire/message.ts'
import type { Certificate, Engine, Way, Ways } from './engine.ts'
import { limitsOf, type ProxyLimits } from './settings.ts'
import { closing, listening } from './tap.ts'

/** What NGINX says of it, in its log and to the browser. */
const refusals = {
  'uri-too-long': {
    ...{
      status: 414,
      reason: 'Request-URI Too Large',
      log: 'client sent too long URI while reading client request line',
    },
  },
  'header-too-long': {
    ...{ status: 400, reason: 'Bad Request', log: 'client sent too long header line' },
    more: 'Request Header Or Cookie Too Large',
  },
  'head-too-large': {
    ...{ status: 502, reason: 'Bad Gateway' },
    log: 'upstream sent too big header while reading response header from upstream',
  },
  'nobody-there': { status: 502, reason: 'Bad Gateway', log: 'connect() failed while connecting to upstream' },
} as const
type RefusalName = keyof typeof refusals

interface Refusal {
  readonly status: number
  readonly reason: string
  readonly more?: string
}

const pageOf = ({ status, reason, more }: Refusal): string =>
  `<html>\r\n<head><title>${status} ${more ?? reason}</title></head>\r\n<body>\r\n` +
  `<center><h1>${status} ${reason}</h1></center>\r\n${more === undefined ? '' : `<center>${more}</center>\r\n`}` +
  '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n'

const LINE_END = 2

/** Of the buffer with which every request begins. */
const FIRST_BUFFER = 1024

/** Lines are kept whole, each in one buffer; another buffer is begun where one does not fit. */
const canHold = (lines: readonly number[], { requestLine, requestLines }: ProxyLimits): boolean => {
  let [used, room] = [0, FIRST_BUFFER]
  for (const line of lines) {
    if (line > room) {
      used += 1
      room = requestLine
    }
    room -= line
  }
  return used <= requestLines
}

const refusalFor = (request: IncomingMessage, limits: ProxyLimits): RefusalName | undefined => {
  const first = `${request.method} ${request.url} HTTP/1.1`.length + LINE_END
  const headers = headerPairs(request.rawHeaders).map(([name, value]) => name.length + 2 + value.length + LINE_END)
  if (first > limits.requestLine) return 'uri-too-long'
  const tooLong = headers.some((line) => line > limits.requestLine) || !canHold([first, ...headers, LINE_END], limits)
  return tooLong ? 'header-too-long' : undefined
}

const OWN_HEADERS = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'te', 'upgrade'])

/** HTTP/1.0, as NGINX asks by itself, so that the end of the answer is the end of the connection. */
const passedOn = (request: IncomingMessage): string => {
  const headers = headerPairs(request.rawHeaders).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))
  const lines = [...headers, ['Connection', 'close']].map(([name, value]) => `${name}: ${value}\r\n`)
  return `${request.method} ${request.url} HTTP/1.0\r\n${lines.join('')}\r\n`
}

interface Head {
  readonly bytes: number
  readonly status: number
  readonly headers: string[]
  /** What came with it. */
  readonly rest: Buffer
}

const headIn = (data: Buffer): Head | undefined => {
  const end = data.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = data.toString('latin1', 0, end).split('\r\n')
  const headers = lines.flatMap((line) => {
    const at = line.indexOf(':')
    return OWN_HEADERS.has(line.slice(0, at).toLowerCase()) ? [] : [line.slice(0, at), line.slice(at + 1).trim()]
  })
  return { bytes: end + 4, status: Number(first.split(' ')[1]), headers, rest: data.subarray(end + 4) }
}

/** The head of an answer, or why there is none. */
const answered = (upstream: Socket, most: number): Promise<Head | RefusalName> =>
  new Promise((resolve) => {
    let data = Buffer.alloc(0)
    const hear = (more: Buffer): void => {
      data = Buffer.concat([data, more])
      const head = headIn(data)
      if (head === undefined && data.length <= most) return
      upstream.off('data', hear)
      upstream.pause()
      resolve(head === undefined || head.bytes > most ? 'head-too-large' : head)
    }
    upstream.on('data', hear)
    upstream.once('error', () => resolve('nobody-there'))
    upstream.once('close', () => resolve('nobody-there'))
  })

const refuse = (response: ServerResponse, name: RefusalName, log: string[]): void => {
  const refusal = refusals[name]
  const page = pageOf(refusal)
  log.push(refusal.log)
  const leave = refusal.status < 500 ? { Connection: 'close' } : {}
  const headers = { Server: 'nginx', 'Content-Type': 'text/html', 'Content-Length': page.length, ...leave }
  response.writeHead(refusal.status, refusal.reason, headers).end(page)
}

/** A head that fills the buffer to its last byte: what NGINX sends on is the head alone. */
const withoutBody = (response: ServerResponse, log: string[]): void => {
  log.push('upstream prematurely closed connection while reading upstream')
  response.flushHeaders()
  response.socket?.end()
}

const passOn = async (
  { directives, port }: Way,
  log: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const limits = limitsOf(directives)
  const refusal = refusalFor(request, limits)
  if (refusal) return refuse(response, refusal, log)
  const upstream = connect(port, '127.0.0.1')
  upstream.write(passedOn(request))
  request.pipe(upstream, { end: false })
  const head = await answered(upstream, limits.responseHead)
  if (typeof head === 'string') {
    upstream.destroy()
    return refuse(response, head, log)
  }
  response.writeHead(head.status, head.headers)
  if (head.bytes === limits.responseHead) return withoutBody(response, log)
  response.write(head.rest)
  upstream.pipe(response)
  upstream.resume()
}

const NODE_LIMITS = { maxHeaderSize: 4 * 1024 * 1024 }

const front = async (way: Way, log: string[], certificate: Certificate | undefined) => {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    passOn(way, log, request, response).catch(() => response.destroy())
  }
  const server = certificate
    ? createSecureServer({ ...NODE_LIMITS, ...certificate }, listener)
    : createServer(NODE_LIMITS, listener)
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const port = await listening(server)
  return { port, close: () => closing(server, open) }
}

/** The limits of NGINX 1.22, as measured, where there is none. */
export const startModel = async (ways: Ways, certificate?: Certificate): Promise<Engine> => {
  const fronts = await Promise.all(
    Object.entries(ways).map(async ([name, way]) => {
      const log: string[] = []
      return [name, { ...(await front(way, log, certificate)), log }] as const
    }),
  )
  const byName = new Map(fronts)
  return {
    title: 'a model of NGINX 1.22',
    ports: Object.fromEntries(fronts.map(([name, { port }]) => [name, port])),
    complaints: async (way) => [...(byName.get(way)?.log ?? [])],
    close: async () => {
      await Promise.all(fronts.map(([, { close }]) => close()))
    },
  }
}
