import { noted } from '#mocks/idp/note.ts'
import type { Call } from '#mocks/wire/message.ts'
import type { RecordedRequest, Requests } from './api.ts'
import { callerOf } from './caller.ts'

/** Older requests are dropped: a person may leave a provider running for days. */
const KEPT = 1_000

interface Waiter {
  readonly match: (request: RecordedRequest) => boolean
  readonly resolve: (request: RecordedRequest) => void
  readonly giveUp: (why: string) => void
}

const firstOf = (params: URLSearchParams): Record<string, string> => {
  const first: Record<string, string> = {}
  for (const [name, value] of params) first[name] ??= value
  return first
}

const repeatedOf = (params: URLSearchParams): Record<string, readonly string[]> => {
  const repeated: Record<string, readonly string[]> = {}
  for (const name of new Set(params.keys())) {
    const all = params.getAll(name)
    if (all.length > 1) repeated[name] = all
  }
  return repeated
}

/** A request as it came; taken apart only when somebody looks at it. */
export interface Seen {
  readonly call: Call
  readonly endpoint: string
  readonly origin: string
  readonly status: number
  readonly at: number
  readonly login?: string | undefined
}

type Numbered = Seen & { readonly number: number }

const recorded = ({ number, call, endpoint, origin, status, at, login }: Numbered): RecordedRequest => {
  const params = new URLSearchParams([...call.query, ...(call.form ?? [])])
  const headers: Record<string, string> = {}
  const saml = noted(call)
  for (const [name, value] of Object.entries(call.headers)) headers[name] = [value].flat().join(', ')
  return {
    number,
    endpoint,
    method: call.method,
    url: origin + call.target,
    headers,
    params: firstOf(params),
    repeated: repeatedOf(params),
    body: call.body,
    clientId: callerOf(call) ?? saml?.issuer,
    ...(login === undefined ? {} : { login }),
    status,
    at,
    ...(saml ? { saml } : {}),
  }
}

/** What clients sent to one provider, newest last. */
export class RequestLog implements Requests {
  #seen: Numbered[] = []
  #waiters: readonly Waiter[] = []
  #count = 0

  add(call: Seen): void {
    this.#count += 1
    const seen = { ...call, number: this.#count }
    this.#seen.push(seen)
    if (this.#seen.length >= KEPT * 2) this.#seen = this.#seen.slice(-KEPT)
    if (this.#waiters.length === 0) return
    const request = recorded(seen)
    for (const waiter of this.#waiters.filter(({ match }) => match(request))) waiter.resolve(request)
  }

  all(): readonly RecordedRequest[] {
    return this.#seen.map(recorded)
  }

  to(endpoint: string): readonly RecordedRequest[] {
    return this.#seen.filter((seen) => seen.endpoint === endpoint).map(recorded)
  }

  of(login: string | undefined): readonly RecordedRequest[] {
    return this.#seen.filter((seen) => seen.login === login).map(recorded)
  }

  waitFor(match: (request: RecordedRequest) => boolean, timeoutMs = 5_000): Promise<RecordedRequest> {
    const past = this.all().find(match)
    if (past) return Promise.resolve(past)
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer)
        this.#waiters = this.#waiters.filter((other) => other !== waiter)
      }
      const waiter: Waiter = {
        match,
        resolve: (request) => {
          stop()
          resolve(request)
        },
        giveUp: (why) => {
          stop()
          reject(new Error(`${why}; ${this.#seen.length} others did`))
        },
      }
      const timer = setTimeout(() => waiter.giveUp(`no request of this kind came within ${timeoutMs} ms`), timeoutMs)
      this.#waiters = [...this.#waiters, waiter]
    })
  }

  /** Whoever still waits for a request waits in vain. */
  end(): void {
    for (const waiter of this.#waiters) waiter.giveUp('no request of this kind came before the provider was closed')
  }

  clear(): void {
    this.#seen = []
  }

  [Symbol.iterator](): Iterator<RecordedRequest> {
    return this.all()[Symbol.iterator]()
  }
}
