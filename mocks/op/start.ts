import { setTimeout } from 'node:timers/promises'
import type { Profile } from '#fixtures/schema/profile.ts'
import { bendReply } from '#mocks/faults/bend.ts'
import { IdpKeys } from '#mocks/idp/keys.ts'
import { readServiceProvider } from '#mocks/idp/service-provider.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { type Listening, listen } from '#mocks/wire/server.ts'
import { type Authority, createAuthority } from '#mocks/wire/tls.ts'
import type { Onlooker, ProviderOptions, RunningProvider } from './api.ts'
import { callerOf } from './caller.ts'
import type { Issuer } from './issuer.ts'
import { KeyRing } from './keys.ts'
import { type Beginning, begin, type Playing } from './playing.ts'
import { RequestLog } from './request-log.ts'
import { running } from './running.ts'
import { STRANGER, visitToStranger } from './stranger.ts'

/** Quarkus, and so Keycloak, takes 10 MiB and answers 413 beyond. */
const MAX_BODY = 10 * 1024 * 1024

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
  return bendReply(faults, tooLong(issuer, call) ?? (await handle()))
}

const addresses = ({ issuer }: Profile, origin = issuer): readonly string[] => [
  ...new Set(['localhost', '127.0.0.1', '::1', new URL(issuer).hostname, new URL(origin).hostname]),
]

const portTaken = (error: unknown, port: number): unknown =>
  (error as { code?: string }).code === 'EADDRINUSE'
    ? new ConfigurationError(
        `Port ${port} is in use by another program: choose another with --port, or 0 for any free one.`,
      )
    : error

/** Listens first and plays afterwards: the issuer has to know its own address. */
const open = async (options: ProviderOptions, profile: Profile, answer: (call: Call) => Promise<Reply>) => {
  const authority: Authority | undefined = options.tls ? await createAuthority() : undefined
  const port = options.port ?? 0
  const listening: Listening = await listen(
    {
      host: options.host ?? '127.0.0.1',
      port,
      tls: await authority?.issue(addresses(profile, options.origin)),
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

const answered = async (
  { issuer, machine, saml, logins }: Playing,
  call: Call,
  log: RequestLog,
  onlooker: Onlooker | undefined,
): Promise<Reply> => {
  const began = issuer.now()
  const astray = visitToStranger(call)
  const ofSaml = saml?.endpointOf(call)
  const endpoint = astray ? STRANGER : (ofSaml ?? machine.endpointOf(call))
  const named = astray?.login ?? logins.nameOf(call) ?? saml?.loginOf(call)
  const login = named ?? onlooker?.loginOf(call, endpoint)
  const handle = async (): Promise<Reply> =>
    astray?.reply ?? (saml && ofSaml ? saml.handle(call) : machine.handle(call))
  const reply = await issuer.faults.during(login, () => station(issuer, endpoint, call, handle))
  logins.follow(named, reply)
  const at = issuer.now()
  log.add({ call, endpoint, origin: issuer.origin, status: reply.status, at, login })
  onlooker?.witness({ call, endpoint, reply, at: began, took: at - began })
  // Discovery needs no engine, and what comes after it does.
  if (machine.usesEngine && !ofSaml) setImmediate(() => void issuer.engine())
  return reply
}

export const startProvider = async (options: ProviderOptions = {}): Promise<RunningProvider> => {
  const keys = options.keys ?? KeyRing.generate()
  const given = options.profile ?? 'openaire-beta'
  const profile = typeof given === 'string' ? await loadProfile(given) : given
  const log = new RequestLog()
  let play: (call: Call) => Promise<Reply> = async () => ({ status: 503, headers: [['Retry-After', '1']] })
  const { listening, authority } = await open(options, profile, (call) => play(call))
  const beginning: Beginning = {
    ...{ profile, origin: options.origin ?? listening.origin, keys: await keys, faults: options.faults ?? [] },
    samlKeys: options.samlKeys ?? new IdpKeys(),
    sps: await Promise.all((options.sps ?? []).map((metadata) => readServiceProvider(metadata))),
    clients: { ...profile.clients, ...options.clients },
    people: { ...profile.people, ...options.people },
  }
  let playing = begin(beginning)
  let onlooker: Onlooker | undefined
  const pages = new Map<string, (call: Call) => Promise<Reply>>()
  play = (call) => pages.get(call.path)?.(call) ?? onlooker?.beside(call) ?? answered(playing, call, log, onlooker)
  const restart = (): void => {
    playing = begin(beginning)
    onlooker?.restarted()
  }
  const watchedBy = (somebody: Onlooker): void => {
    onlooker = somebody
  }
  return running(() => playing, {
    restart,
    watchedBy,
    pageAt: (path, answer) => void pages.set(path, answer),
    log,
    close: listening.close,
    authority: authority?.certificatePem,
    address: new URL(listening.origin).host,
  })
}
