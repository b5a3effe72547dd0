import { Agent, request } from 'node:http'

export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface WireAnswer {
  readonly status: number
  /** As they came, repeated ones too; names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** Of the request. */
  readonly url: string
}

export const headerOf = ({ headers }: WireAnswer, name: string): string | undefined =>
  headers.find(([each]) => each === name)?.[1]

/** Whether a Set-Cookie header takes a cookie away. */
export const endsCookie = (line: string): boolean => /^[^=]*=(?:;|$)|Max-Age=0\b|Expires=Thu, 01.Jan.1970/i.test(line)

const patienceMs = 120_000
const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** The path as written: a URL object would tidy it. */
const targetOf = (url: string): string => url.slice(url.indexOf('/', url.indexOf('//') + 2))

/** Sends a request as it is, however odd, and reads the whole answer. Rejects when none comes within two minutes. */
export const send = ({ method, url, headers, body }: WireRequest): Promise<WireAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }
    const outgoing = request(
      { agent, hostname, port, method, path: targetOf(url), headers: { ...length, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const { rawHeaders, statusCode = 0 } = incoming
          const pairs: [string, string][] = []
          for (let at = 0; at < rawHeaders.length; at += 2) {
            pairs.push([(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? ''])
          }
          resolve({ status: statusCode, headers: pairs, body: Buffer.concat(chunks).toString('utf8'), url })
        })
      },
    )
    outgoing.setTimeout(patienceMs, () => outgoing.destroy(new Error(`${method} ${url} got no answer`)))
    outgoing.on('error', reject)
    outgoing.end(body)
  })
