import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Client } from '#fixtures/schema/client.ts'
import type { Person } from '#fixtures/schema/person.ts'
import type { Profile } from '#fixtures/schema/profile.ts'
import { bendReply } from '#mocks/faults/bend.ts'
import { namedFault } from '#mocks/faults/index.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { loadDialect } from '#mocks/profiles/load-dialect.ts'
import { type Clock, systemClock } from '#mocks/wire/clock.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Listening, listen, type Outcome } from '#mocks/wire/server.ts'
import { type Authority, createAuthority } from '#mocks/wire/tls.ts'
import { ageLogin } from './age-login.ts'
import type { ProviderOptions, RunningProvider } from './api.ts'
import { callerOf } from './caller.ts'
import { EngineStore } from './engine-store.ts'
import { FaultBook } from './fault-book.ts'
import { shortIdOf, uuidOf } from './identifiers.ts'
import type { Issuer } from './issuer.ts'
import { KeyRing } from './keys.ts'
import { lazyEngine } from './lazy-engine.ts'
import { type Machine, machineFor } from './machine.ts'
import { onOrigin, subjectOf } from './played-profile.ts'
import { RequestLog } from './request-log.ts'

/** Quarkus, and so Keycloak, takes 10 MiB and answers 413 beyond. */
const MAX_BODY = 10 * 1024 * 1024

interface World {
  readonly clients: Map<string, Client>
  readonly people: Map<string, Person>
}

const issuerOn = async (origin: string, profile: Profile, world: World, now: Clock, keys: KeyRing): Promise<Issuer> => {
  const played = onOrigin(profile, origin)
  const dialect = await loadDialect(profile.dialect)
  const sidOf = dialect.switches.uuidSessionIds === false ? shortIdOf : uuidOf
  const issuer: Omit<Issuer, 'engine'> = {
    profile: played,
    dialect,
    issuer: played.issuer,
    origin,
    basePath: new URL(played.issuer).pathname.replace(/\/$/, ''),
    secure: origin.startsWith('https:'),
    now,
    keys,
    secret: randomBytes(32),
    clients: world.clients,
    people: world.people,
    faults: new FaultBook(),
    store: new EngineStore(now, { sidOf }),
    sidOf,
    consents: new Map(),
  }
  return lazyEngine(issuer)
}

/** Quarkus takes 64 KiB of request line and headers. */
const MAX_HEAD = 65_535

const tooLong = (issuer: Issuer, call: Call): Reply | undefined => {
  const head =
    call.target.length +
    Object.entries(call.headers).reduce((sum, [name, value]) => sum + name.length + String(value).length, 0)
  const longest = issuer.faults.behaviour('longestTarget')
  if (typeof longest === 'number' && call.target.length > longest) return { status: 414, headers: [] }
  if (head <= MAX_HEAD) return undefined
  const status = issuer.faults.behaviour('hugeTarget')
  return { status: typeof status === 'number' ? status : 431, headers: [['Connection', 'close']] }
}

/** Faults of whole answers: late, another status, other headers, other bytes. */
const station = async (issuer: Issuer, endpoint: string, call: Call, handle: () => Promise<Reply>): Promise<Reply> => {
  const faults = issuer.faults.answering(endpoint, call.method, callerOf(call))
  const delay = Math.max(0, ...faults.map((fault) => fault.delay ?? 0))
  if (delay > 0) await setTimeout(delay)
  const reply = bendReply(faults, tooLong(issuer, call) ?? (await handle()))
  issuer.faults.answered()
  return reply
}

const addresses = (profile: Profile): readonly string[] => [
  'localhost',
  '127.0.0.1',
  '::1',
  new URL(profile.issuer).hostname,
]

const portTaken = (error: unknown, port: number): unknown =>
  (error as { code?: string }).code === 'EADDRINUSE'
    ? new ConfigurationError(
        `Port ${port} is in use by another program: choose another with --port, or 0 for any free one.`,
      )
    : error

/** Listens first and plays afterwards: the issuer has to know its own address. */
const open = async (options: ProviderOptions, profile: Profile, answer: (call: Call) => Promise<Outcome>) => {
  const authority: Authority | undefined = options.tls ? await createAuthority() : undefined
  const port = options.port ?? 0
  const listening: Listening = await listen(
    {
      host: options.host ?? '127.0.0.1',
      port,
      tls: await authority?.issue(addresses(profile)),
      maxBody: MAX_BODY,
      withoutHost: true,
      failure: () => ({
        status: 500,
        headers: [['Content-Type', 'application/json']],
        body: JSON.stringify({ error: 'unknown_error' }),
      }),
    },
    answer,
  ).catch((error: unknown) => {
    throw portTaken(error, port)
  })
  return { listening, authority }
}

export const startProvider = async (options: ProviderOptions = {}): Promise<RunningProvider> => {
  const keys = options.keys ?? KeyRing.generate()
  const given = options.profile ?? 'openaire-beta'
  const profile = typeof given === 'string' ? await loadProfile(given) : given
  const clients = { ...profile.clients, ...options.clients }
  const people = { ...profile.people, ...options.people }
  const world: World = {
    clients: new Map(Object.values(clients).map((client) => [client.clientId, client])),
    people: new Map(Object.values(people).map((person) => [subjectOf(profile, person), person])),
  }
  const log = new RequestLog()
  let play: (call: Call) => Promise<Outcome> = async () => ({ status: 503, headers: [['Retry-After', '1']] })
  const { listening, authority } = await open(options, profile, (call) => play(call))
  const issuer = await issuerOn(listening.origin, profile, world, systemClock, await keys)
  const machine: Machine = machineFor(issuer)
  for (const fault of options.faults ?? []) issuer.faults.arm(fault)
  play = async (call) => {
    const endpoint = machine.endpointOf(call)
    const reply = await station(issuer, endpoint, call, () => machine.handle(call))
    log.add({ call, endpoint, origin: issuer.origin, status: reply.status, at: issuer.now() })
    // Discovery needs no engine, and what comes after it does.
    if (machine.usesEngine) setImmediate(() => void issuer.engine())
    return reply
  }
  return {
    issuer: issuer.issuer,
    origin: issuer.origin,
    discoveryUrl: issuer.issuer + issuer.profile.discovery.path,
    profile: issuer.profile,
    clients,
    people,
    requests: log,
    addClient: (name, client) => {
      clients[name] = client
      world.clients.set(client.clientId, client)
    },
    addUser: (name, person) => {
      people[name] = person
      world.people.set(subjectOf(profile, person), person)
    },
    fault: (fault, binding) => issuer.faults.arm(namedFault(fault), binding),
    rotateKeys: ({ forget = false } = {}) => issuer.keys.rotate(forget),
    elapse: (handle, seconds) => ageLogin(issuer, handle, seconds),
    authority: authority?.certificatePem,
    close: listening.close,
  }
}
