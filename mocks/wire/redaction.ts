import { STATUS_CODES } from 'node:http'
import type { Exchange, HttpMessage, Role } from '#reports/model.ts'
import { type Headers, redactBody, redactHeaders } from './redact-message.ts'
import { createValues, type Values } from './redact-values.ts'
import { createVault, type KnownSecrets, knownSecrets } from './vault.ts'

export { type KnownSecrets, knownSecrets }

/** An exchange as it went over the wire. Never stored: a redactor turns it into an `Exchange` first. */
export interface RawExchange {
  readonly from: Role
  readonly to: Role
  readonly label: string
  readonly atMs: number
  readonly durationMs: number
  readonly request: { readonly method: string; readonly url: string; readonly headers: Headers; readonly body?: string }
  readonly response?: { readonly status: number; readonly headers: Headers; readonly body?: string }
  readonly failure?: string
}

/**
 * Writes down what may be written down. By allow-list: header and claims of signed tokens stay, and of every name
 * that no list knows only the name and the length. One redactor serves one scenario, so that a value which it
 * replaced in one message is found where a later one quotes it.
 */
export interface Redactor {
  readonly exchange: (raw: RawExchange) => Exchange
  /** For messages and reasons: free text that may quote what was sent. */
  readonly text: (text: string) => string
  readonly url: (url: string) => string
  /** A value as one line of JSON, its members treated as those of a body. */
  readonly json: (value: unknown) => string
}

export interface RedactorOptions {
  /** What the run was given: looked for in every encoding, wherever it turns up. */
  readonly secrets?: KnownSecrets
  /** Claims that a profile releases, kept beside those of the standards. */
  readonly claims?: Iterable<string>
  /** Of clients and users, where they look as random as a secret: kept as they are. */
  readonly identifiers?: Iterable<string>
}

/** Stands in no header and no text that we keep. */
const SEPARATOR = '\u0000'

const header = (headers: Headers, wanted: string): string =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''

const message = (values: Values, start: string, headers: Headers, body: string | undefined): HttpMessage => ({
  start,
  headers: redactHeaders(values, headers),
  ...(body ? { body: redactBody(values, header(headers, 'content-type'), body) } : {}),
})

export const createRedactor = (options: RedactorOptions = {}): Redactor => {
  const vault = createVault(options.secrets ?? knownSecrets([]))
  let replaced = new Set<string>()
  const values = createValues({
    vault,
    claims: new Set(options.claims),
    identifiers: new Set(options.identifiers),
    replaced: (name) => replaced.add(name),
  })

  /** Last look, at all of it at once: whatever stands in a kept value is found by what it is. */
  const swept = ({ start, headers, body }: HttpMessage): HttpMessage => {
    const all = [start, ...headers.map(([, value]) => value), ...(body === undefined ? [] : [body])]
    const [first = '', ...rest] = vault
      .scrub(all.map((each) => each.replaceAll(SEPARATOR, '')).join(SEPARATOR))
      .split(SEPARATOR)
    return {
      start: first,
      headers: headers.map(([name], index) => [name, rest[index] ?? ''] as const),
      ...(body === undefined ? {} : { body: rest[headers.length] ?? '' }),
    }
  }

  const text = (quoting: string): string => values.text(vault.scrub(quoting))

  const exchange = ({ request, response, failure, ...rest }: RawExchange): Exchange => {
    replaced = new Set()
    const sent = message(values, `${request.method} ${values.url(request.url)}`, request.headers, request.body)
    const got =
      response &&
      message(
        values,
        `${response.status} ${STATUS_CODES[response.status] ?? ''}`.trim(),
        response.headers,
        response.body,
      )
    return {
      ...rest,
      request: swept(sent),
      ...(got ? { response: swept(got) } : {}),
      ...(failure === undefined ? {} : { failure: text(failure) }),
      redacted: [...replaced].toSorted(),
    }
  }

  return {
    exchange,
    text,
    url: (url) => vault.scrub(values.url(url)),
    json: (value) => vault.scrub(JSON.stringify(values.member('', value)) ?? String(value)),
  }
}
