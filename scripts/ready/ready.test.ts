import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { clean } from '#lint/registration/testing/broken.ts'
import { newSigningKey, signed, signingKey } from '#registration/ready/seal.ts'
import type { RunResult, ScenarioResult, Target } from '#reports/model.ts'
import { sampleResult } from '#reports/testing/sample-result.ts'
import { resultText } from '#reports/write.ts'
import { keyFrom, usualKeyFile } from './key.ts'
import { type ReadyOptions, runReady } from './run.ts'
import { sealFolder } from './sealed-run.ts'
import { verifyDossier } from './verify.ts'

const folder = await mkdtemp(join(tmpdir(), 'aai-ready-'))
const at = (...names: readonly string[]): string => join(folder, ...names)
const key = await signingKey(await newSigningKey())
await writeFile(at('key.json'), JSON.stringify(key.jwk))
afterAll(() => rm(folder, { recursive: true }))

const CLIENT = 'portal-of-maps'
const REGISTERED = clean.replace('  beta:\n', `  beta:\n    clientId: ${CLIENT}\n`)
const NOW = Date.parse('2026-11-25T12:00:00Z')

const beta: Target = {
  ...{ id: 'beta', title: 'OpenAIRE AAI BETA', plays: 'op', kind: 'configured', profile: 'openaire-beta', facts: {} },
  issuer: 'https://beta.aai.openaire.eu/auth/realms/openaire',
  clients: [{ clientId: CLIENT, redirectUris: ['https://test.maps.library.eu/oidc/callback'] }],
}
const portal: Target = {
  ...{ id: 'portal', title: 'Service "portal"', plays: 'rp', kind: 'configured', profile: 'openaire-beta', facts: {} },
  clients: [{ clientId: 'any', redirectUris: ['https://test.maps.library.eu/oidc/callback'] }],
}

const scenario = (target: string, more: Partial<ScenarioResult> = {}): ScenarioResult => ({
  ...{
    id: 'a',
    title: 'a',
    target,
    tags: [],
    driver: 'http',
    verdict: 'pass',
    checks: [],
    evidence: [],
    durationMs: 1,
  },
  ...more,
})

type Change = (result: RunResult) => RunResult
const as = (target: Target, change: Change = (result) => result): RunResult =>
  change({ ...sampleResult, targets: [target], scenarios: [scenario(target.id)], exchanges: {} })

const placed = async (name: string, result: RunResult, isSealed = true): Promise<string> => {
  await mkdir(at(name), { recursive: true })
  await rm(at(name, 'result.jws'), { force: true })
  await writeFile(at(name, 'result.json'), resultText(result))
  if (isSealed) await sealFolder(at(name), key)
  return at(name)
}

const ready = async (options: Partial<ReadyOptions> = {}, registration = REGISTERED) => {
  await writeFile(at('service.yaml'), registration)
  let out = ''
  const usual = {
    environment: 'beta',
    aai: at('aai'),
    service: at('own'),
    days: 30,
    key: at('key.json'),
    out: at('out'),
  }
  const code = await runReady(at('service.yaml'), {
    ...{ ...usual, now: NOW, ...options },
    write: (text) => {
      out += text
    },
  })
  return { code, out }
}

beforeEach(async () => {
  await placed('aai', as(beta))
  await placed('own', as(portal))
})

test('a service that has shown everything is ready, and its dossier says so', async () => {
  expect(await ready()).toEqual({ code: 0, out: expect.stringContaining('Ready for production.') })
  expect(await readFile(at('out', 'dossier.html'), 'utf8')).toContain('Portal of Old Maps is ready for production')
  expect(await verifyDossier(at('out', 'dossier.jws'), key.thumbprint)).toMatchObject({ code: 0 })
})

const run =
  (change: Partial<RunResult['run']>): Change =>
  (result) => ({ ...result, run: { ...result.run, ...change } })
const all =
  (more: Partial<ScenarioResult>): Change =>
  (result) => ({
    ...result,
    scenarios: result.scenarios.map((each) => ({ ...each, ...more })),
  })
const target =
  (more: Partial<Target>): Change =>
  (result) => ({
    ...result,
    targets: result.targets.map((each) => ({ ...each, ...more })),
  })

describe.each([
  ['aai', beta],
  ['own', portal],
] as const)('%s: a run does not count', (name, of) => {
  test.each<[string, Change, RegExp]>([
    ['that was cut short', run({ complete: false, interrupted: 'SIGINT' }), /cut short \(SIGINT\)/],
    ['of some scenarios', run({ selection: '--tag pkce' }), /some scenarios only \(--tag pkce\)/],
    ['of last summer', run({ startedAt: '2026-07-01T00:00:00Z' }), /147 days old/],
    ['of next year', run({ startedAt: '2027-07-01T00:00:00Z' }), /days old/],
    ['that failed', all({ verdict: 'fail' }), /1 scenarios fail in .*: a\./],
    ['in which the harness failed', all({ verdict: 'error', reason: 'x' }), /harness failed in 1/],
    ['that judged nothing', all({ verdict: 'not-applicable', reason: 'x' }), /Nothing was judged/],
    ['of nobody known', target({ clients: [] }), /nobody|no address/],
    [
      'of somebody else',
      target({ clients: [{ clientId: 'x', redirectUris: ['https://x.eu/'] }] }),
      /x, and|x\.eu\/, and/,
    ],
  ])('%s', async (_, change, why) => {
    await placed(name, as(of, change))
    const { code, out } = await ready()
    expect(code).toBe(1)
    expect(out).toMatch(why)
    expect(out).toContain('Not ready for production.')
  })

  test('that somebody changed, or that was never sealed', async () => {
    const failed = as(of, all({ verdict: 'fail' }))
    const path = await placed(name, failed)
    await writeFile(join(path, 'result.json'), resultText(as(of)))
    expect((await ready()).out).toMatch(/not as the harness wrote it/)
    await placed(name, as(of), false)
    expect((await ready()).code).toBe(1)
  })

  test('that was sealed by another key', async () => {
    const other = await signingKey(await newSigningKey())
    await sealFolder(await placed(name, as(of), false), other)
    expect((await ready()).out).toMatch(/has no seal/)
  })
})

describe('neither is ready', () => {
  test.each<[string, Partial<ReadyOptions>, string, RegExp]>([
    ['without a run at the AAI', { aai: undefined } as never, REGISTERED, /no run at the AAI of beta/],
    ['without a run at the service', { service: undefined } as never, REGISTERED, /no run at the service/],
    [
      'with the runs in each other’s place',
      { aai: at('own'), service: at('aai') },
      REGISTERED,
      /not played at https:\/\/beta/,
    ],
    ['without a client', {}, clean, /has no clientId/],
    ['with something to mend', {}, REGISTERED.replace('website: https', 'website: ftp'), /Line 7, REG-WEBSITE/],
  ])('%s', async (_, options, registration, why) => {
    const { code, out } = await ready(options, registration)
    expect([code, out]).toEqual([1, expect.stringMatching(why)])
    expect(await verifyDossier(at('out', 'dossier.jws'), key.thumbprint)).toMatchObject({ code: 1 })
  })

  test('who plays at a mock of BETA', async () => {
    await placed('aai', as({ ...beta, issuer: 'http://127.0.0.1:4455/auth/realms/openaire' }))
    expect((await ready()).out).toMatch(/not played at https:\/\/beta\.aai\.openaire\.eu/)
  })

  test('who shows nothing of who is signed in', async () => {
    const skipped = scenario('portal', { id: 'b', verdict: 'skip', reason: 'add whoami.' })
    await placed(
      'own',
      as(portal, (result) => ({ ...result, scenarios: [...result.scenarios, skipped] })),
    )
    expect((await ready()).out).toMatch(/1 scenarios were not judged in .*: add whoami\./)
  })
})

describe('a dossier', () => {
  test('is none once somebody has changed a letter of it', async () => {
    await ready()
    const jws = await readFile(at('out', 'dossier.jws'), 'utf8')
    const [head = '', body = '', signature = ''] = jws.trim().split('.')
    const text = Buffer.from(body, 'base64url').toString().replace('"ready":true', '"ready":true ')
    for (const [name, other] of [
      ['body', `${head}.${Buffer.from(text).toString('base64url')}.${signature}`],
      ['signature', `${head}.${body}.${signature.slice(0, -4)}AAAA`],
      ['nothing', `${head}.${body}.`],
      ['no JWS', '{"ready":true}'],
    ] as const) {
      await writeFile(at('out', 'changed.jws'), other)
      expect(await verifyDossier(at('out', 'changed.jws'), undefined), name).toMatchObject({ code: 1 })
    }
  })

  test('of a key that nobody named is said to be somebody’s', async () => {
    await ready()
    expect((await verifyDossier(at('out', 'dossier.jws'), undefined)).text).toContain('whoever that is')
    expect(await verifyDossier(at('out', 'dossier.jws'), 'another')).toMatchObject({ code: 1 })
  })

  test('is not what a seal is', async () => {
    await writeFile(
      at('seal.jws'),
      await signed({ format: 'aai-conformance-dossier/1', ready: true }, key, 'other+jws'),
    )
    expect(await verifyDossier(at('seal.jws'), undefined)).toMatchObject({ code: 1 })
  })
})

describe('the key', () => {
  test('is made on first use, for nobody else to read', async () => {
    const environment = { XDG_CONFIG_HOME: at('config') }
    const first = await keyFrom(undefined, environment)
    expect((await keyFrom(undefined, environment)).thumbprint).toBe(first.thumbprint)
    expect((await stat(usualKeyFile(environment))).mode & 0o777).toBe(0o600)
  })

  test('has to be one', async () => {
    await writeFile(at('none.json'), '{"kty":"RSA"}')
    await expect(keyFrom(at('none.json'))).rejects.toThrow('no private Ed25519 key')
    await expect(keyFrom(at('missing.json'))).rejects.toThrow('There is no key')
  })
})

test.each<[string, Partial<ReadyOptions>, RegExp]>([
  ['an environment that is not there', { environment: 'test' }, /no environment "test".*beta, production/],
  ['a run that is not there', { aai: at('nowhere') }, /There is no run at/],
])('%s is one sentence', async (_, options, sentence) => {
  await expect(ready(options)).rejects.toThrow(sentence)
})
