import { expect, onTestFinished, test } from 'vitest'
import { KeyRing } from '#mocks/op/keys.ts'
import { begin } from '#mocks/op/playing.ts'
import { loadProfile } from '#mocks/profiles/load.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'
import { listen } from '#mocks/wire/server.ts'
import { createAuthority } from '#mocks/wire/tls.ts'
import { hostileServer, type Wire, whole, wires } from '#suites/kit/testing/hostile-server.ts'
import { configurationFor } from '../real/configuration.ts'
import { aaiAmong } from './testing/aai.ts'

const LIMIT = 120_000
const HOST = 'aai.example.org'
const profile = loadProfile('openaire-beta')

/** What an answer becomes on its way out; undefined leaves it. */
type Twist = (call: Call) => Reply | undefined

/** An issuer of ours under the name of somebody else. */
const issuerThat = async (twist: Twist) => {
  const [authority, keys] = [await createAuthority(), await KeyRing.generate()]
  const { clients, people } = profile
  const { issuer, machine } = begin({ profile, keys, clients, people, origin: `https://${HOST}`, faults: [] })
  const failure = () => ({ status: 500, headers: [] })
  const tls = await authority.issue([HOST])
  let count = 0
  const server = await listen({ host: '127.0.0.1', port: 0, tls, maxBody: 1_000_000, failure }, async (call) => {
    count += 1
    return twist(call) ?? machine.handle(call)
  })
  onTestFinished(server.close)
  return { issuer: issuer.issuer, server, count: () => count, authority: authority.certificatePem }
}

const configured = (issuer: string, changes: object) => {
  const place = { id: 'live', title: 'Live', issuer, profile: 'openaire-beta', patience: 0 }
  const { configuration, environment } = configurationFor(profile, place)
  const { ownerAgreed: _, ...live } = configuration.targets.live as Record<string, unknown>
  return { environment, text: JSON.stringify({ targets: { live: { ...live, ...changes } } }) }
}

/** `aai run` in a folder with a configuration of this issuer. */
const runAt = async (issuer: string, changes: object, files: Record<string, string>, ...args: readonly string[]) => {
  const { environment, text } = configured(issuer, changes)
  const run = await aaiAmong({ environment, files: { ...files, 'aai.config.json': text } }, ...args)
  onTestFinished(run.remove)
  return { ...run, ...(await run.ended) }
}

const runLive = async (twist: Twist, ...args: readonly string[]) => {
  const live = await issuerThat(twist)
  const hosts = { [HOST]: new URL(live.server.origin).host }
  const changes = { hosts, tls: { ca: './ca.pem' } }
  return { ...(await runAt(live.issuer, changes, { 'ca.pem': live.authority }, ...args)), count: live.count }
}

const endsWith = (call: Call, path: string): boolean => call.path.endsWith(path)

test('a live issuer: the number of requests is told before, kept, and told afterwards', {
  timeout: LIMIT,
}, async () => {
  const { code, stderr, result, count } = await runLive(() => undefined, '-s', 'oidc.op.keys')
  expect(code).toBeLessThan(2)
  const most = Number(
    /^live: \d+ scenarios at https:\/\/aai\.example\.org\S* with at most (\d+) requests/m.exec(stderr)?.[1],
  )
  expect(stderr).toContain('No wrong passwords, no registrations, no floods: ownerAgreed is not set.')
  expect(stderr.indexOf('with at most')).toBeLessThan(stderr.indexOf('requests were sent'))
  expect(stderr).toContain(`live: ${count()} requests were sent.`)
  expect(count()).toBeLessThanOrEqual(most)
  expect((await result()).scenarios.some(({ verdict }) => verdict === 'pass')).toBe(true)
})

test('an issuer that turns hostile on the way fails, with what was seen', { timeout: LIMIT }, async () => {
  const json: Reply = {
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  }
  const twist: Twist = (call) => {
    if (endsWith(call, '/userinfo')) return { status: 200, headers: [], cut: 'before' }
    return endsWith(call, '/certs') ? json : undefined
  }
  const { code, stdout, stderr, result } = await runLive(twist, '-s', 'oidc.op.keys,oidc.op.userinfo')
  expect(code).toBe(1)
  const { run, scenarios } = await result()
  expect(run.complete).toBe(true)
  expect(scenarios.filter(({ verdict }) => verdict === 'error')).toEqual([])
  // After some in a row nothing more is sent, so it hangs on their order which of the two is told.
  expect(stdout).toMatch(/the connection was cut|answers no JWK Set/)
  expect(stdout + stderr).not.toMatch(/^\s+at /m)
})

const refused: Readonly<
  Record<string, { readonly wire: (path: string, origin: string) => Wire; readonly says: RegExp }>
> = {
  'a document of 100 MB': { wire: () => wires['a body of 100 MB'] ?? whole(''), says: /larger than 5 MB/ },
  'a document that comes byte by byte': {
    wire: () => wires['one byte after another, slowly'] ?? whole(''),
    says: /no whole answer within 5 s/,
  },
  'a document that leads to a private address': {
    wire: (_, origin) =>
      whole(JSON.stringify({ issuer: origin, token_endpoint: 'http://169.254.169.254/latest/meta-data' })),
    says: /names http:\/\/169\.254\.169\.254 as host of its token_endpoint/,
  },
}

test.for(Object.keys(refused))(
  '%s ends the run before it begins, with one sentence',
  { timeout: LIMIT },
  async (what) => {
    const { wire = () => whole(''), says = /$/ } = refused[what] ?? {}
    const server = await hostileServer(wire)
    onTestFinished(server.close)
    const { code, stdout, stderr } = await runAt(server.origin, {}, {}, '-s', 'oidc.op.keys')
    expect(code).toBe(2)
    expect(stderr).toMatch(says)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stdout).toBe('')
  },
)
