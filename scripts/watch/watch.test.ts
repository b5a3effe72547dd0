import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startProvider } from '#mocks/op/index.ts'
import { openHistory } from '#monitor/history.ts'
import { politeSelection } from '#monitor/selection.ts'
import { budgetsFor } from '#suites/kit/care/budgets.ts'
import { catalogue } from '#suites/kit/catalogue.ts'
import { keycloakForms } from '#suites/kit/target.ts'
import { configurationFor } from '../real/configuration.ts'
import { aaiAmong } from '../run/testing/aai.ts'

const LIMIT = 120_000

const FEW = ['-s', 'oidc.op.keys.published,oidc.op.id-token.claims']

/** A provider of ours as somebody's, and the configuration that names it. */
const somebody = async ({ tls = false } = {}) => {
  const provider = await startProvider({ profile: 'openaire-beta', tls })
  onTestFinished(provider.close)
  const place = { id: 'live', title: 'Live', issuer: provider.issuer, profile: 'openaire-beta', patience: 0 }
  const { configuration, environment } = configurationFor(provider.profile, place)
  const { live } = configuration.targets
  const { clients = {}, users = {} } = (live ?? {}) as Record<string, Record<string, unknown>>
  const trust = tls ? { tls: { ca: 'ca.pem' } } : {}
  const small = { ...live, ...trust, clients: { web: clients.web }, users: { plain: users.plain } }
  const files = {
    'aai.config.json': JSON.stringify({ targets: { live: small } }),
    'ca.pem': provider.authority ?? '',
  }
  return { provider, surroundings: { environment, files, command: 'watch' as const } }
}

type Surroundings = Parameters<typeof aaiAmong>[0]

const start = async (surroundings: Surroundings, ...args: readonly string[]) => {
  const run = await aaiAmong(surroundings, ...args)
  onTestFinished(run.remove)
  return run
}

test('what breaks between two rounds is told, and what stays is not', { timeout: LIMIT }, async () => {
  const { provider, surroundings } = await somebody()
  const first = await start(surroundings, '--once', '--history', 'kept', '--metrics', 'kept.prom', ...FEW)
  const history = join(first.cwd, 'kept')
  const file = join(first.cwd, 'kept.prom')
  const round = async (...args: readonly string[]) =>
    (await start(surroundings, '--once', '--history', history, '--metrics', file, ...FEW, ...args)).ended
  const metrics = () => readFile(file, 'utf8')
  const one = await first.ended
  expect(one.stdout).toMatch(/The first round, with which others are compared\n {2}Live: 2 pass\n/)
  expect(one.code).toBe(0)
  expect(await metrics()).toContain('aai_scenarios{target="live",verdict="pass"} 2\n')
  expect(await metrics()).toMatch(/^aai_expiry_days\{target="live",kind="key",name="[\w-]+"\} 36\d\d\./m)

  provider.fault('id-token.sub-missing')
  const broken = await round()
  expect(broken.code).toBe(1)
  expect(broken.stdout).toMatch(/Newly failing \(1\)\n {2}pass → fail {2}oidc\.op\.id-token\.claims\n/)
  expect(broken.stdout).not.toContain('oidc.op.keys.published')

  await provider.close()
  const gone = await round()
  expect(gone.code).toBe(2)
  expect(gone.stdout).toContain('The issuer could not be used: aai.config.json: targets.live: discovery, GET')
  expect(await metrics()).toContain('aai_up{target="live"} 0\n')

  const listed = await (await start(surroundings, '--list', '--history', history)).ended
  expect(listed.stdout).toMatch(
    /^live: --scenario \S+ --scenario \S+\n[\s\S]+first round[\s\S]+Newly failing[\s\S]+could not be used/,
  )
})

test('a plugin says one line, and its code says the same', { timeout: LIMIT }, async () => {
  const { provider, surroundings } = await somebody()
  const check = async (...args: readonly string[]) => (await start(surroundings, '--nagios', ...args)).ended
  provider.fault('id-token.sub-missing')
  expect(await check(...FEW)).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^AAI CRITICAL - live: oidc\.op\.id-token\.claims failed \(1 passed, 1 failed\) \|/),
  })
  await provider.close()
  expect(await check(...FEW)).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^AAI CRITICAL - aai\.config\.json: targets\.live: discovery, .*\n$/),
  })
  expect(await check('-t', 'nobody')).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(/^AAI UNKNOWN - There is no target "nobody": .*\n$/),
  })
})

test('a certificate that ends soon is a warning', { timeout: LIMIT }, async () => {
  const { surroundings } = await somebody({ tls: true })
  const check = async (...args: readonly string[]) => (await start(surroundings, '--nagios', ...FEW, ...args)).ended
  // Those of our authorities are good for thirty days.
  expect(await check('--warning-days', '31')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^AAI WARNING - live: certificate 127\.0\.0\.1 runs out in (29|30) days; live: 2 passed/,
    ),
  })
  const good = await check('--warning-days', '20')
  expect(good).toMatchObject({ code: 0, stderr: '' })
  expect(good.stdout).toMatch(/^AAI OK - live: 2 passed \| 'duration'=[\d.]+s 'live pass'=2 [^\n]+\n$/)
})

/** Rounds in the history of a folder. */
const kept = (folder: string): number => {
  const history = openHistory(join(folder, 'kept'))
  const { length } = [...history.entries()]
  history.close()
  return length
}

test('SIGTERM ends it while it waits', { timeout: LIMIT }, async () => {
  const { surroundings } = await somebody()
  const waiting = await start(surroundings, '--every', '1h', '--history', 'kept', ...FEW)
  await new Promise((resolve) => waiting.child.stdout.once('data', resolve))
  waiting.child.kill('SIGTERM')
  expect((await waiting.ended).code).toBe(0)
  expect(kept(waiting.cwd)).toBe(1)
})

test('SIGINT ends it while it plays; what was under way is not kept', { timeout: LIMIT }, async () => {
  const { provider, surroundings } = await somebody()
  const playing = await start(surroundings, '--every', '1h', '--history', 'kept')
  await provider.requests.waitFor(({ endpoint }) => endpoint === 'token', LIMIT)
  playing.child.kill('SIGINT')
  const { code, stdout } = await playing.ended
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(kept(playing.cwd)).toBe(0)
})

test('what is played unless asked for disturbs nobody, and is little', { timeout: LIMIT }, async () => {
  const all = await catalogue()
  const played = politeSelection.map((id) => all.find((each) => each.id === id))
  for (const [at, scenario] of played.entries()) {
    expect(scenario, politeSelection[at]).toMatchObject({
      intrusive: false,
      driver: 'http',
      plays: 'op',
      compares: false,
    })
  }
  const { provider } = await somebody()
  const client = { clientId: 'web', auth: 'none' as const, redirectUri: 'https://x.example', redirectUris: [] }
  const target = {
    kind: 'configured' as const,
    id: 'live',
    issuer: 'https://aai.example.org',
    profile: provider.profile,
    clients: { web: client, refresh: client },
    users: { plain: { username: 'a', password: 'b', attributes: {} } },
    forms: keycloakForms,
    patience: 0,
    ownerAgreed: false,
    driver: 'http' as const,
    hosts: {},
    source: 'aai.config.yaml: targets.live',
  }
  const [budget] = budgetsFor({ wanted: [target], pairs: [] }, all, { scenarios: politeSelection, requirements: [] })
  expect(budget?.scenarios).toBe(politeSelection.length)
  expect(budget?.needed).toBeLessThan(130)
})

test.for([
  { args: ['--every', '5s'], says: 'Make it 10s or more' },
  { args: ['--every', '15'], says: 'Write a number and s, m, h or d' },
  { args: ['--keep', '-1d'], says: 'Write a number and s, m, h or d' },
  { args: ['--metrics-port', 'http'], says: 'Make it a port' },
  { args: ['--metrics', 'nowhere/aai.prom'], says: 'The metrics cannot be written to nowhere/aai.prom (' },
  { args: ['-t', 'nobody'], says: 'There is no target "nobody"' },
])('$args ends with one sentence and exit code 2', { timeout: LIMIT }, async ({ args, says }) => {
  const { code, stderr, stdout } = await (await start({ command: 'watch' }, ...args)).ended
  expect(code).toBe(2)
  expect(stderr).toContain(says)
  expect(stderr).not.toContain('    at ')
  expect(stdout).toBe('')
})
