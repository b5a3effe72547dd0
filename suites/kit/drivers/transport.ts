import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { type Dispatcher, request as send } from 'undici'
import type { Recorder } from '#mocks/wire/recorder.ts'
import type { Redactor } from '#mocks/wire/redaction.ts'
import type { Role } from '#reports/model.ts'
import type { HttpAnswer } from '../contract.ts'
import { rememberExchange } from '../evidence.ts'

export interface Limits {
  /** Of one request, from its start to the last byte of the answer. */
  readonly milliseconds: number
  /** Of a body, unpacked. */
  readonly bytes: number
  readonly redirects: number
}

export const usualLimits: Limits = { milliseconds: 10_000, bytes: 5_000_000, redirects: 20 }

export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly label: string
  readonly from: Role
}

/** Sends one request, records it, follows nothing. */
export type Transport = (request: WireRequest) => Promise<HttpAnswer>

/** No usable answer came. The message names the request and holds nothing secret. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
}

export interface TransportOptions {
  readonly dispatcher: Dispatcher
  readonly recorder: Recorder
  readonly redactor: Redactor
  readonly limits?: Limits
}

const megabytes = (bytes: number): string => `${bytes / 1_000_000} MB`

const unpackers: Readonly<Record<string, (data: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

const tooLarge = (limits: Limits): TransportError =>
  new TransportError(`the answer is larger than ${megabytes(limits.bytes)}`)

const unpacked = (data: Buffer, encoding: string, limits: Limits): Buffer => {
  const unpack = unpackers[encoding.trim().toLowerCase()]
  if (!unpack) return data
  try {
    return unpack(data, { maxOutputLength: limits.bytes })
  } catch (error) {
    // A small body that unpacks to gigabytes ends here, not in memory.
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limits)
    throw new TransportError(`the answer says content-encoding ${encoding} and cannot be unpacked`)
  }
}

const read = async (body: AsyncIterable<Buffer>, limits: Limits): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > limits.bytes) throw tooLarge(limits)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused: nothing listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed; name its authority as tls.ca of the target',
  SELF_SIGNED_CERT_IN_CHAIN: 'the authority of the certificate is not trusted; name it as tls.ca of the target',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the authority of the certificate is not trusted; name it as tls.ca of the target',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the authority of the certificate is not trusted; name it as tls.ca of the target',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  EPROTO: 'TLS failed; is this an https address?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'TLS failed; is this an https address?',
}

const reasonOf = (error: unknown, limits: Limits): string => {
  if (error instanceof TransportError) return error.message
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${limits.milliseconds / 1000} s`
  const code = codeOf(error)
  const cause = error instanceof Error && error.cause ? codeOf(error.cause) : ''
  const known = reasons[code] ?? reasons[cause]
  return known ?? (error instanceof Error ? error.message : String(error))
}

const headersOf = (raw: Readonly<Record<string, string | string[] | undefined>>): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined) headers.append(name, each)
  }
  return headers
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const answerOf = (url: string, status: number, headers: Headers, text: string): HttpAnswer => {
  let json: { readonly value: unknown } | undefined
  return {
    url,
    status,
    headers,
    text,
    get json() {
      json ??= { value: jsonOf(text) }
      return json.value
    },
  }
}

const fetchOnce = async (dispatcher: Dispatcher, request: WireRequest, limits: Limits): Promise<HttpAnswer> => {
  const { statusCode, headers, body } = await send(request.url, {
    dispatcher,
    method: request.method as Dispatcher.HttpMethod,
    headers: request.headers,
    body: request.body ?? null,
    signal: AbortSignal.timeout(limits.milliseconds),
  })
  const data = await read(body, limits)
  const got = headersOf(headers)
  const encoding = got.get('content-encoding')
  const text = (encoding && data.length > 0 ? unpacked(data, encoding, limits) : data).toString('utf8')
  return answerOf(request.url, statusCode, got, text)
}

export const createTransport =
  ({ dispatcher, recorder, redactor, limits = usualLimits }: TransportOptions): Transport =>
  async (request) => {
    const end = recorder.start({
      from: request.from,
      to: 'op',
      label: request.label,
      request: { ...request, headers: Object.entries(request.headers) },
    })
    try {
      const answer = await fetchOnce(dispatcher, request, limits)
      const { status, headers, text } = answer
      rememberExchange(answer, end({ response: { status, headers: [...headers], body: text } }))
      return answer
    } catch (error) {
      const reason = reasonOf(error, limits)
      end({ failure: reason })
      throw new TransportError(`${request.label}, ${request.method} ${redactor.url(request.url)}: ${reason}`)
    }
  }
