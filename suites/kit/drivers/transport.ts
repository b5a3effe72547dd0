import { isUtf8 } from 'node:buffer'
import { type Dispatcher, request as send } from 'undici'
import { readJson } from '#mocks/wire/read-json.ts'
import type { Recorder } from '#mocks/wire/recorder.ts'
import type { Redactor } from '#mocks/wire/redaction.ts'
import type { Role } from '#reports/model.ts'
import type { HttpAnswer } from '../contract.ts'
import { rememberExchange } from '../evidence.ts'
import { type Limits, usualLimits } from './limits.ts'
import { during, tooLarge, troubleOf } from './transport-error.ts'
import { unpacked } from './unpack.ts'

export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly label: string
  readonly from: Role
  /** `op` unless said. */
  readonly to?: Role
}

/** Sends one request, records it, follows nothing. */
export type Transport = (request: WireRequest) => Promise<HttpAnswer>

export interface TransportOptions {
  readonly dispatcher: Dispatcher
  readonly recorder: Recorder
  readonly redactor: Redactor
  readonly limits?: Limits
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

const headersOf = (raw: Readonly<Record<string, string | string[] | undefined>>): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined) headers.append(name, each)
  }
  return headers
}

/** RFC 8259 section 8.1: what is not UTF-8 is no JSON. */
export const answerOf = (url: string, status: number, headers: Headers, text: string, isText = true): HttpAnswer => {
  let json: { readonly value: unknown } | undefined
  return {
    url,
    status,
    headers,
    text,
    get json() {
      json ??= { value: isText ? readJson(text) : undefined }
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
  const packed = await read(body, limits)
  const got = headersOf(headers)
  const data = unpacked(packed, got.get('content-encoding') ?? '', limits)
  return answerOf(request.url, statusCode, got, data.toString('utf8'), isUtf8(data))
}

export const createTransport =
  ({ dispatcher, recorder, redactor, limits = usualLimits }: TransportOptions): Transport =>
  async (request) => {
    const end = recorder.start({
      from: request.from,
      to: request.to ?? 'op',
      label: request.label,
      request: { ...request, headers: Object.entries(request.headers) },
    })
    try {
      const answer = await fetchOnce(dispatcher, request, limits)
      const { status, headers, text } = answer
      rememberExchange(answer, end({ response: { status, headers: [...headers], body: text } }))
      return answer
    } catch (error) {
      const trouble = troubleOf(error, limits)
      end({ failure: trouble.message })
      throw during(`${request.label}, ${request.method} ${redactor.url(request.url)}`, trouble)
    }
  }
