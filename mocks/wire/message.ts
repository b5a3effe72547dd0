import type { IncomingHttpHeaders } from 'node:http'

/** A request as it came, read whole. */
export interface Call {
  readonly method: string
  /** As sent: not decoded, without the query. */
  readonly path: string
  readonly target: string
  readonly query: URLSearchParams
  /** Undefined unless the content type says form. */
  readonly form: URLSearchParams | undefined
  readonly headers: IncomingHttpHeaders
  /** Every header as it came, repeated ones included. */
  readonly rawHeaders?: readonly (readonly [name: string, value: string])[]
  readonly cookies: ReadonlyMap<string, string>
  readonly body: string
  readonly remoteAddress: string
}

export interface Reply {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string
  /** The connection breaks there. */
  readonly cut?: 'before' | 'within'
}

const FORM = 'application/x-www-form-urlencoded'

export const mediaType = (headers: IncomingHttpHeaders): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

/** Cookies of a request; the first of a name wins, as servers commonly read them. */
const cookiesOf = (header: string | undefined): ReadonlyMap<string, string> => {
  const cookies = new Map<string, string>()
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim()
    if (at > 0 && !cookies.has(name)) cookies.set(name, part.slice(at + 1).trim())
  }
  return cookies
}

interface Incoming {
  readonly method?: string
  readonly url?: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders?: readonly string[]
  readonly socket?: { readonly remoteAddress?: string }
}

/** Node lists names and values one after the other. */
export const headerPairs = (raw: readonly string[]): readonly (readonly [name: string, value: string])[] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []))

export const callOf = (request: Incoming, body: string): Call => {
  const target = request.url ?? '/'
  const at = target.indexOf('?')
  return {
    method: request.method ?? 'GET',
    path: at < 0 ? target : target.slice(0, at),
    target,
    query: new URLSearchParams(at < 0 ? '' : target.slice(at + 1)),
    form: mediaType(request.headers) === FORM ? new URLSearchParams(body) : undefined,
    headers: request.headers,
    ...(request.rawHeaders ? { rawHeaders: headerPairs(request.rawHeaders) } : {}),
    cookies: cookiesOf(request.headers.cookie),
    body,
    remoteAddress: request.socket?.remoteAddress ?? '127.0.0.1',
  }
}

/** Names that occur more than once. */
export const repeatedIn = (params: URLSearchParams): string[] => {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const name of params.keys()) {
    if (seen.has(name)) repeated.add(name)
    seen.add(name)
  }
  return [...repeated]
}

export const json = (status: number, value: unknown, headers: Reply['headers'] = []): Reply => ({
  status,
  headers: [['Content-Type', 'application/json'], ...headers],
  body: JSON.stringify(value),
})

export const withHeaders = (reply: Reply, headers: Reply['headers']): Reply => ({
  ...reply,
  headers: [...reply.headers, ...headers],
})
