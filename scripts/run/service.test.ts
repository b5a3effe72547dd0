import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import type { RunResult } from '#reports/model.ts'
import { aaiAmong } from './testing/aai.ts'

const LIMIT = 120_000

const service = async (files: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const run = await aaiAmong({ files, command: 'service' }, ...args)
  onTestFinished(run.remove)
  return run
}

const verdictsOf = ({ scenarios }: RunResult, below = 'oidc.rp') =>
  scenarios
    .filter(({ id }) => id.startsWith(`${below}.`))
    .map(({ id, verdict, checks }) => [id, verdict, ...checks.map((each) => each.verdict)])

const example = async (...args: readonly string[]): Promise<RunResult> => {
  const run = await service({}, '--example', '--target', 'reference-service', ...args)
  expect((await run.ended).code).toBe(0)
  return run.result()
}

test('without a service there is a sentence, and an example to begin with', { timeout: LIMIT }, async () => {
  const { code, stderr } = await (await service({})).ended
  expect(code).toBe(2)
  expect(stderr).toMatch(/^aai: There is no service to play at: describe yours in aai\.config\.yaml/)
  expect(stderr).toContain('    kind: service\n')
})

/** How many relied on the same last good login, at most: as many as were played at once in a thread. */
const together = ({ scenarios }: RunResult): number => {
  const last = scenarios.flatMap(({ evidence }) => evidence.findLast((key) => key.includes('/control-')) ?? [])
  return Math.max(
    ...Map.groupBy(last, (key) => key.split('/')[1])
      .values()
      .map((each) => each.length),
  )
}

test('neither order, seed and pace nor a browser change a verdict', { timeout: LIMIT }, async () => {
  const first = await example('--seed', 'one', '-s', 'oidc.rp.id-token,oidc.rp.session,oidc.rp.response')
  expect(first.targets).toMatchObject([{ id: 'reference-service', plays: 'rp' }])
  const tokens = verdictsOf(first, 'oidc.rp.id-token')
  expect(tokens.length).toBeGreaterThan(40)
  const second = await example('--seed', 'two', '--shuffle', '--concurrency', '2', '-s', 'oidc.rp.id-token')
  expect(verdictsOf(second)).toEqual(tokens)
  expect([together(first) > 2, together(second)]).toEqual([true, 2])
  const seen = await example('--driver', 'browser', '-s', 'oidc.rp.session')
  expect(verdictsOf(seen)).toEqual(verdictsOf(first, 'oidc.rp.session'))
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const reference = new URL('../../mocks/rp/index.ts', import.meta.url).href

/** A service of which we know no more than its variables. */
const PROGRAM = `
import { startRelyingParty } from '${reference}'
import { readFileSync } from 'node:fs'
const { ISSUER: issuer, CLIENT: clientId, SECRET: secret, CA, PORT, CARELESS } = process.env
const trust = readFileSync(CA, 'utf8')
await startRelyingParty({ issuer, clientId, secret, trust, port: Number(PORT), careless: CARELESS.split(' ').filter(Boolean) })
`

const configured = (port: number, careless: string, whoami = '/me') => ({
  targets: {
    portal: {
      kind: 'service',
      profile: 'openaire-beta',
      https: true,
      client: { clientId: 'portal', redirectUri: `http://localhost:${port}/callback` },
      login: `http://localhost:${port}/login`,
      coolDown: 1,
      whoami: { url: `http://localhost:${port}${whoami}`, user: '/email', is: 'email' },
      start: {
        command: [process.execPath, 'portal.mjs'],
        environment: {
          ...{ ISSUER: '{issuer}', CLIENT: '{client_id}', SECRET: '{client_secret}', CA: '{ca_file}' },
          ...{ PORT: String(port), CARELESS: careless },
        },
      },
    },
  },
})

const portal = async (careless: string, ...args: readonly string[]) => {
  const port = await freePort()
  const files = { 'aai.config.json': JSON.stringify(configured(port, careless)), 'portal.mjs': PROGRAM }
  const run = await service(files, ...args)
  const ended = await run.ended
  // Nothing is left of the service.
  await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow()
  return { ...ended, result: run.result }
}

test('a service is started, told its issuer, judged and ended', { timeout: LIMIT }, async () => {
  const { code, result } = await portal('', '-s', 'oidc.rp.id-token,oidc.rp.session')
  const { targets, scenarios } = await result()
  expect(targets).toMatchObject([{ id: 'portal', kind: 'configured', plays: 'rp', title: 'Service "portal"' }])
  const others = scenarios.filter(({ verdict }) => verdict !== 'pass')
  expect(others.map(({ id, reason }) => [id, reason])).toEqual([
    [
      'oidc.rp.session.lifetime',
      'Target "portal" does not say which page needs the access token of the user: add tokenPage.',
    ],
    ['oidc.rp.session.logout', 'Target "portal" does not say where a logout begins: add logout.'],
  ])
  expect(code).toBe(0)
})

test('a service that does not look is found out', { timeout: LIMIT }, async () => {
  const { code, result, stdout } = await portal('expiry signature algorithm', '-s', 'oidc.rp.id-token')
  const failed = (await result()).scenarios.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)
  expect(failed).toEqual(expect.arrayContaining(['oidc.rp.id-token.exp-past', 'oidc.rp.id-token.none']))
  expect(failed).not.toContain('oidc.rp.id-token.aud-other')
  expect(code).toBe(1)
  expect(stdout).toContain('signed in')
})

test('a service that one fault spoils is started anew for those who come after', { timeout: LIMIT }, async () => {
  const { result } = await portal('metadata-once', '-s', 'oidc.rp.discovery.down,oidc.rp.keys,oidc.rp.id-token.none')
  const judged = (await result()).scenarios.map(({ id, verdict }) => [id.replace('oidc.rp.', ''), verdict])
  const others = judged.filter(([, verdict]) => verdict !== 'pass')
  expect(judged.length).toBeGreaterThan(6)
  expect(others).toEqual([['discovery.down', 'fail']])
})

test.for(['http', 'browser'])(
  'one that shows nobody is named before anything is played (%s)',
  { timeout: LIMIT },
  async (driver) => {
    const files = {
      'aai.config.json': JSON.stringify(configured(await freePort(), '', '/nowhere')),
      'portal.mjs': PROGRAM,
    }
    const { code, stderr } = await (await service(files, '--driver', driver)).ended
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^aai: aai\.config\.json: targets\.portal: The login signed nobody in \(200 .*whoami of target "portal"/,
    )
  },
)

test('aai run leaves services to aai service', { timeout: LIMIT }, async () => {
  const files = { 'aai.config.json': JSON.stringify(configured(9, '')) }
  const run = await aaiAmong({ files })
  onTestFinished(run.remove)
  expect(await run.ended).toMatchObject({
    code: 2,
    stderr: 'aai: The configuration has services only: aai service plays at them.\n',
  })
})
