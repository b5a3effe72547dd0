import { noted } from '#mocks/idp/note.ts'
import type { Witnessed } from '#mocks/op/index.ts'
import type { Call } from '#mocks/wire/message.ts'
import { createRedactor, type KnownSecrets, type Redactor } from '#mocks/wire/redaction.ts'
import { answerOf } from './answer.ts'
import { exchangeOf } from './exchange.ts'
import { drawnIn, type Login, type LoginKind, type PlayedFault } from './login.ts'
import { Names } from './names.ts'
import { isIdle, type Place, placeOf } from './place.ts'
import { isAsking, isAskingSaml, type Step, sentIn } from './step.ts'
import { Traces } from './traces.ts'

/** Older logins are forgotten, and of each login the steps beyond these are only counted. */
export const MOST_LOGINS = 1_000
export const MOST_STEPS = 200

interface Kept extends Login {
  readonly steps: Step[]
  client?: string
  user: string | undefined
  asking: Step | undefined
  drawn: Login['drawn']
  left: number
  readonly redactor: Redactor
}

export interface BookOptions {
  /** Asked whenever a login begins: clients may come at any time. */
  readonly secrets: () => KnownSecrets
  readonly claims: readonly string[]
  readonly identifiers: () => readonly string[]
  /** Told before the first request of a login is answered; may bind a fault to it. */
  readonly begins: (login: Pick<Login, 'id' | 'kind' | 'client' | 'speaks'>, silent: boolean) => PlayedFault | undefined
  readonly changed: (login: Login) => void
  readonly forgot: (login: Login) => void
}

/** What was seen, login by login, the newest last. */
export class LoginBook {
  #logins: Kept[] = []
  readonly #byId = new Map<string, Kept>()
  readonly #places = new WeakMap<Call, { readonly login: Kept; readonly place: Place }>()
  readonly #traces = new Traces()
  readonly #names = new Names()
  readonly #options: BookOptions
  #count = 0

  constructor(options: BookOptions) {
    this.#options = options
  }

  get logins(): readonly Login[] {
    return this.#logins
  }

  find(id: string): Login | undefined {
    return this.#byId.get(id)
  }

  /** The login that this request belongs to, or begins; undefined for what no service sends. */
  open(call: Call, endpoint: string, at: number): string | undefined {
    if (isIdle(call)) return undefined
    const place = placeOf(call, endpoint, {
      traces: this.#traces,
      find: (id) => (id === undefined ? undefined : this.#byId.get(id)),
      newest: (kind, client) => this.#newest(kind, client),
    })
    const known = place.login && this.#byId.get(place.login.id)
    const login = known ?? this.#begin(place, at)
    const browser = place.byBrowser ? this.#traces.enter(place.browser, login.id) : undefined
    this.#places.set(call, { login, place: browser === undefined ? place : { ...place, browser } })
    return login.id
  }

  witness({ call, endpoint, reply, at, took }: Witnessed, origin: string): void {
    const placed = this.#places.get(call)
    if (!placed) return
    const { login, place } = placed
    const answer = answerOf(endpoint, reply)
    this.#traces.follow(login.id, place.browser, reply, answer)
    login.client ??= place.client
    login.user = this.#names.next(login.user, sentIn(call), answer)
    if (login.steps.length >= MOST_STEPS) login.left += 1
    else {
      const timing = { atMs: at - login.startedAt, durationMs: took }
      const exchange = login.redactor.exchange(
        exchangeOf(call, { endpoint, origin, reply, ...timing, byBrowser: place.byBrowser }),
      )
      const faulty = login.fault?.wasBorne() === true && !login.steps.some((step) => step.faulty)
      const saml = noted(call)
      const sent = { ...sentIn(call), ...(saml ? { saml } : {}) }
      const step = { number: login.steps.length + 1, endpoint, ...sent, at, answer, faulty, exchange }
      login.steps.push(step)
      if ((isAsking(step) || isAskingSaml(step)) && !login.asking) {
        login.asking = step
        login.drawn = drawnIn(step)
      }
    }
    this.#options.changed(login)
  }

  clear(): void {
    for (const login of this.#logins) this.#options.forgot(login)
    this.#logins = []
    this.#byId.clear()
    this.#traces.clear()
  }

  #newest(kind: LoginKind, client: string | undefined): Kept | undefined {
    const found = this.#logins.findLast(
      (login) => login.kind === kind && (kind === 'device' || login.client === client),
    )
    return found && (found.left === 0 || kind === 'documents') ? found : undefined
  }

  #begin({ begins: kind, client, silent, speaks }: Place, startedAt: number): Kept {
    this.#count += 1
    const number = this.#count
    const start = { id: `login-${number}`, number, kind, speaks, ...(client === undefined ? {} : { client }) }
    const fault = this.#options.begins(start, silent)
    const { secrets, claims, identifiers } = this.#options
    const redactor = createRedactor({ secrets: secrets(), claims, identifiers: identifiers() })
    const login: Kept = {
      ...start,
      startedAt,
      steps: [],
      left: 0,
      user: undefined,
      ...{ asking: undefined, drawn: {} },
      ...{ redactor, redact: redactor.text },
      ...(fault ? { fault } : {}),
    }
    this.#logins.push(login)
    this.#byId.set(login.id, login)
    if (this.#logins.length > MOST_LOGINS) this.#drop()
    this.#options.changed(login)
    return login
  }

  #drop(): void {
    const [oldest] = this.#logins
    if (!oldest) return
    this.#logins = this.#logins.slice(1)
    this.#byId.delete(oldest.id)
    this.#options.forgot(oldest)
  }
}
