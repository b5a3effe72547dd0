import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** Names in lower case; of a repeated header all values, one a line. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

export interface RawRequest {
  readonly method?: string
  /** As it goes over the wire, however odd. */
  readonly target: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

const bytesOf = ({ method = 'GET', target, headers = {}, body }: RawRequest, host: string): Buffer => {
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const all = { Host: host, Connection: 'close', ...length, ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([
    Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`),
    typeof body === 'object' ? body : Buffer.from(body ?? ''),
  ])
}

const answerOf = (text: string): RawAnswer => {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase()
    const value = line.slice(name.length + 1).trim()
    headers.set(name, headers.has(name) ? `${headers.get(name)}\n${value}` : value)
  }
  return { status: Number(first.split(' ')[1]), headers, body: text.slice(end + 4) }
}

/** Sends what no HTTP client would; rejects when nothing comes back. */
export const raw = (origin: string, request: RawRequest, patienceMs = 10_000): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(origin)
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname, () => socket.write(bytesOf(request, host)))
    const fail = (why: string): void => {
      socket.destroy()
      reject(new Error(`${why}: ${request.method ?? 'GET'} ${request.target.slice(0, 200)}`))
    }
    socket.setTimeout(patienceMs, () => fail('no answer'))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (chunks.length === 0) fail('closed without an answer')
      else resolve(answerOf(Buffer.concat(chunks).toString('utf8')))
    })
  })
