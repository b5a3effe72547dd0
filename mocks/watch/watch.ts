import { randomUUID } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import type { RunningProvider, Witnessed } from '#mocks/op/index.ts'
import { systemClock } from '#mocks/wire/clock.ts'
import type { Call } from '#mocks/wire/message.ts'
import { type KnownSecrets, knownSecrets } from '#mocks/wire/redaction.ts'
import { LoginBook } from './book.ts'
import { FaultTable, type Waiting } from './faults.ts'
import { type Finding, judge } from './judge.ts'
import { type Login, type PlayedFault, phaseOf } from './login.ts'
import type { Scene } from './rules/index.ts'

/** What a list of logins shows of one. */
export interface LoginLine {
  readonly id: string
  readonly number: number
  readonly kind: Login['kind']
  readonly phase: ReturnType<typeof phaseOf>
  readonly client?: string
  readonly user?: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly steps: number
  readonly counts: Readonly<Record<'pass' | 'warn' | 'fail', number>>
  /** What is wrong or to improve in it. */
  readonly found: readonly Pick<Finding, 'rule' | 'cites' | 'verdict' | 'sentence'>[]
  readonly fault?: Pick<PlayedFault, 'id' | 'title' | 'expected'> & { readonly borne: boolean }
}

/** What has come since a revision. */
export interface News {
  readonly revision: number
  /** Another one: everything before it is void. */
  readonly run: string
  /** Number of the oldest login that is still kept; what is older has been forgotten. */
  readonly first: number
  readonly logins: readonly LoginLine[]
  readonly waiting: readonly Waiting[]
}

/** Those who wait hear of several changes at once. */
const GATHERED_MS = 40

const secretsOf = ({ clients, people }: RunningProvider): KnownSecrets =>
  knownSecrets([
    ...Object.values(clients).flatMap(({ secret }) =>
      secret === undefined ? [] : [['client_secret', secret] as const],
    ),
    ...Object.values(people).map(({ password }) => ['password', password] as const),
  ])

const before = (login: Login, logins: readonly Login[]): readonly Login[] =>
  logins.filter(({ kind, client, number }) => kind === login.kind && client === login.client && number < login.number)

const lineOf = (login: Login, findings: readonly Finding[]): LoginLine => {
  const { id, number, kind, client, user, startedAt, steps, left, fault } = login
  const count = (wanted: Finding['verdict']): number => findings.filter(({ verdict }) => verdict === wanted).length
  return {
    ...{ id, number, kind, startedAt, phase: phaseOf(login), steps: steps.length + left },
    ...(client === undefined ? {} : { client }),
    ...(user === undefined ? {} : { user }),
    found: findings
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
      .map(({ rule, cites, verdict, sentence }) => ({ rule, cites, verdict, sentence })),
    counts: { pass: count('pass'), warn: count('warn'), fail: count('fail') },
    ...(fault
      ? { fault: { id: fault.id, title: fault.title, expected: fault.expected, borne: fault.wasBorne() } }
      : {}),
  }
}

/** Looks on at a provider: what was seen, what is to be said about it, and which faults wait for the next login. */
export class Watch {
  readonly book: LoginBook
  readonly faults: FaultTable
  readonly provider: RunningProvider
  readonly #lines = new Map<string, { readonly line: LoginLine; readonly revision: number }>()
  #revision = 0
  #run = randomUUID()
  #waiters: readonly (() => void)[] = []
  #waking = false
  #secrets: { readonly known: KnownSecrets; readonly of: string } | undefined

  constructor(provider: RunningProvider) {
    this.provider = provider
    this.faults = new FaultTable(provider)
    this.book = new LoginBook({
      secrets: () => this.#knownSecrets(),
      claims: Object.keys(provider.profile.claims),
      identifiers: () => Object.values(provider.clients).map(({ clientId }) => clientId),
      begins: (login, silent) => (silent ? undefined : this.faults.bind(login)),
      changed: (login) => this.#change(login),
      forgot: ({ id }) => {
        this.faults.forget(id)
        this.#lines.delete(id)
      },
    })
  }

  loginOf(call: Call, endpoint: string): string | undefined {
    return this.book.open(call, endpoint, systemClock())
  }

  witness(seen: Witnessed): void {
    this.book.witness(seen, this.provider.origin)
  }

  sceneOf(login: Login): Scene {
    const clients: readonly Client[] = Object.values(this.provider.clients)
    const client = clients.find(({ clientId }) => clientId === login.client)
    return {
      login,
      earlier: before(login, this.book.logins),
      ...(client ? { client } : {}),
      isClient: (id) => clients.some(({ clientId }) => clientId === id),
      profile: this.provider.profile,
    }
  }

  /** All that changed after this revision; at once if there is something, and else when there is, or after `wait` ms. */
  async news(after: number, run: string, wait: number): Promise<News> {
    if (run === this.#run && after >= this.#revision && wait > 0) await this.#next(wait)
    const since = run === this.#run ? after : 0
    return {
      revision: this.#revision,
      run: this.#run,
      first: this.book.logins[0]?.number ?? 0,
      logins: [...this.#lines.values()].filter(({ revision }) => revision > since).map(({ line }) => line),
      waiting: this.faults.waiting,
    }
  }

  /** Something other than a login has changed. */
  touch(): void {
    this.#revision += 1
    this.#wake()
  }

  clear(): void {
    this.book.clear()
    this.#run = randomUUID()
    this.touch()
  }

  restarted(): void {
    this.faults.clear()
    this.clear()
  }

  #change(login: Login): void {
    this.#revision += 1
    const line = lineOf(login, judge(this.sceneOf(login)))
    this.#lines.set(login.id, { line, revision: this.#revision })
    this.#wake()
  }

  #next(wait: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.#waiters = this.#waiters.filter((other) => other !== done)
        resolve()
      }
      const timer = setTimeout(done, wait).unref()
      this.#waiters = [...this.#waiters, done]
    })
  }

  #wake(): void {
    if (this.#waking) return
    this.#waking = true
    setTimeout(() => {
      this.#waking = false
      for (const waiter of this.#waiters) waiter()
    }, GATHERED_MS).unref()
  }

  /** Costly to make, and clients seldom come. */
  #knownSecrets(): KnownSecrets {
    const { clients, people } = this.provider
    const of = JSON.stringify([Object.values(clients).map(({ secret }) => secret), Object.keys(people)])
    if (this.#secrets?.of !== of) this.#secrets = { known: secretsOf(this.provider), of }
    return this.#secrets.known
  }
}
