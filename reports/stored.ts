import { createHash } from 'node:crypto'
import type { Check, Exchange, HttpMessage, RunResult, ScenarioResult } from './model.ts'

/** A message as `result.json` holds it: headers by their keys in `headers`. */
export interface StoredMessage {
  readonly start: string
  readonly headers: readonly string[]
  readonly body?: string
}

/** An exchange as `result.json` holds it: messages and the names of what was replaced by their keys. */
export interface StoredExchange extends Omit<Exchange, 'request' | 'response' | 'redacted'> {
  readonly request: string
  readonly response?: string
  readonly redacted: string
}

/**
 * The document of a run. Thousands of messages differ in little, so each message, header and list stands in it once, under
 * a key made from its content: the same content has the same key in every run, and two results can be compared line by line.
 */
export interface StoredResult extends Omit<RunResult, 'exchanges'> {
  readonly exchanges: Readonly<Record<string, StoredExchange>>
  readonly messages: Readonly<Record<string, StoredMessage>>
  readonly headers: Readonly<Record<string, readonly [name: string, value: string]>>
  readonly redactions: Readonly<Record<string, readonly string[]>>
}

/** Characters of a key, 64 kinds each: there are thousands of messages, and hundreds of the others. */
const KEY = { message: 10, header: 6, redaction: 6 } as const

/** Keeps each content once. A target that makes two contents with one beginning of a hash gains nothing but a longer key. */
const newShelf = <T>(shortest: number) => {
  const keys = new Map<string, string>()
  const kept: Record<string, T> = {}
  const put = (content: T): string => {
    const text = JSON.stringify(content)
    const known = keys.get(text)
    if (known !== undefined) return known
    const hash = createHash('sha256').update(text).digest('base64url')
    let length = shortest
    while (Object.hasOwn(kept, hash.slice(0, length))) length += 1
    const key = hash.slice(0, length)
    keys.set(text, key)
    kept[key] = content
    return key
  }
  return { put, kept }
}

/** A scenario with the keys of its exchanges changed, in its evidence and in its checks. */
const rekeyed = (scenario: ScenarioResult, change: (key: string) => string): ScenarioResult => ({
  ...scenario,
  checks: scenario.checks.map((check): Check => {
    const { exchange } = check
    return exchange === undefined ? check : { ...check, exchange: change(exchange) }
  }),
  evidence: scenario.evidence.map(change),
})

const HERE = './'

const folderOf = ({ target, id }: ScenarioResult): string => `${target}/${id}/`

/** Nearly all exchanges have keys below target and scenario, which need not be repeated there. */
const withShortKeys = (scenario: ScenarioResult): ScenarioResult => {
  const folder = folderOf(scenario)
  return rekeyed(scenario, (key) => (key.startsWith(folder) ? HERE + key.slice(folder.length) : key))
}

const withFullKeys = (scenario: ScenarioResult): ScenarioResult =>
  rekeyed(scenario, (key) => (key.startsWith(HERE) ? folderOf(scenario) + key.slice(HERE.length) : key))

export const stored = ({ exchanges, ...result }: RunResult): StoredResult => {
  const headers = newShelf<readonly [string, string]>(KEY.header)
  const messages = newShelf<StoredMessage>(KEY.message)
  const redactions = newShelf<readonly string[]>(KEY.redaction)
  const message = ({ start, headers: all, body }: HttpMessage): string =>
    messages.put({ start, headers: all.map(headers.put), ...(body === undefined ? {} : { body }) })
  const exchange = ({ request, response, redacted, ...rest }: Exchange): StoredExchange => ({
    ...rest,
    request: message(request),
    ...(response === undefined ? {} : { response: message(response) }),
    redacted: redactions.put(redacted),
  })
  const entries = Object.entries(exchanges).map(([key, each]) => [key, exchange(each)] as const)
  return {
    ...result,
    scenarios: result.scenarios.map(withShortKeys),
    exchanges: Object.fromEntries(entries),
    messages: messages.kept,
    headers: headers.kept,
    redactions: redactions.kept,
  }
}

/** A key that leads to nothing, with the place where it stands. */
export interface Dangling {
  readonly path: readonly string[]
  readonly into: 'messages' | 'headers' | 'redactions'
}

/** Keys to which the document holds nothing. There are tens of thousands, and hardly ever one that leads nowhere. */
export const dangling = ({ exchanges, messages, headers, redactions }: StoredResult): readonly Dangling[] => {
  const found: Dangling[] = []
  const look = (key: string | undefined, into: Dangling['into'], shelf: object, ...path: readonly string[]): void => {
    if (key !== undefined && !Object.hasOwn(shelf, key)) found.push({ path, into })
  }
  for (const [key, { request, response, redacted }] of Object.entries(exchanges)) {
    look(request, 'messages', messages, 'exchanges', key, 'request')
    look(response, 'messages', messages, 'exchanges', key, 'response')
    look(redacted, 'redactions', redactions, 'exchanges', key, 'redacted')
  }
  for (const [key, message] of Object.entries(messages)) {
    for (const [index, header] of message.headers.entries())
      if (!Object.hasOwn(headers, header)) look(header, 'headers', headers, 'messages', key, 'headers', String(index))
  }
  return found
}

/** The result in full. What is the same in the document is the same object here; nothing may dangle. */
export const unstored = ({ exchanges, messages, headers, redactions, ...result }: StoredResult): RunResult => {
  const full = new Map(
    Object.entries(messages).map(([key, message]): [string, HttpMessage] => [
      key,
      { ...message, headers: message.headers.flatMap((header) => (headers[header] ? [headers[header]] : [])) },
    ]),
  )
  const entries = Object.entries(exchanges).flatMap(([key, each]): [string, Exchange][] => {
    const { request, response, redacted, ...rest } = each
    const [sent, came] = [full.get(request), full.get(response ?? '')]
    const exchange = sent && {
      ...rest,
      request: sent,
      ...(came ? { response: came } : {}),
      redacted: redactions[redacted] ?? [],
    }
    return exchange ? [[key, exchange]] : []
  })
  return { ...result, scenarios: result.scenarios.map(withFullKeys), exchanges: Object.fromEntries(entries) }
}
