import { cp, readFile, stat, writeFile } from 'node:fs/promises'
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { DOSSIER } from '#registration/ready/dossier.ts'
import { signed } from '#registration/ready/seal.ts'
import { keyFrom, usualKeyFile } from './key.ts'
import { as, bench, beta, CLIENT, NOW, ofFirst, ofRun, registered } from './testing/bench.ts'
import { verifyDossier } from './verify.ts'

const { at, key, placed, ready, soundRuns, remove } = await bench()
beforeEach(soundRuns)
afterAll(remove)

test('a service that has shown everything is ready, and its dossier says so', async () => {
  expect(await ready()).toEqual({ code: 0, out: expect.stringContaining('\nReady for production.') })
  expect(await readFile(at('out', 'dossier.html'), 'utf8')).toContain('Portal of Old Maps is ready for production')
  expect(await verifyDossier(at('out', 'dossier.jws'), key.thumbprint)).toMatchObject({ code: 0 })
})

test('what is only a warning stands in nobody’s way, and in the dossier', async () => {
  await placed(
    'aai',
    as(
      beta,
      ofFirst({ verdict: 'warn', checks: [{ cites: 'PKCE-S256', verdict: 'warn', message: 'Could be longer.' }] }),
    ),
  )
  expect((await ready()).code).toBe(0)
  expect(await readFile(at('out', 'dossier.html'), 'utf8')).toContain('Could be longer.')
})

describe('not ready', () => {
  const none = { aai: undefined, service: undefined } as never
  test.each<[string, Parameters<typeof ready>[0], string, RegExp]>([
    ['without a run at the AAI', none, registered, /no run at the AAI of beta/],
    ['without a run at the service', none, registered, /no run at the service/],
    ['without a client', {}, registered.replace(`    clientId: ${CLIENT}\n`, ''), /has no clientId/],
    ['with something to mend', {}, registered.replace('website: https', 'website: ftp'), /Line 7, REG-WEBSITE/],
  ])('%s', async (_, options, registration, why) => {
    const { code, out } = await ready(options, registration)
    expect([code, out]).toEqual([1, expect.stringMatching(why)])
    expect(await verifyDossier(at('out', 'dossier.jws'), key.thumbprint)).toMatchObject({ code: 1 })
  })
})

describe('runs that nobody names', () => {
  const nobody = { aai: undefined, service: undefined } as never

  test('are those made for an earlier dossier, and that is said', async () => {
    await Promise.all([
      cp(at('aai'), at('out/aai'), { recursive: true }),
      cp(at('own'), at('out/service'), { recursive: true }),
    ])
    expect((await ready(nobody)).code).toBe(0)
    await placed('out/aai', as(beta, ofFirst({ verdict: 'fail' })))
    expect((await ready(nobody)).out).toMatch(/run at the AAI is of \d{4}-.*; --again plays anew\./)
  })

  test('are made anew where they count no more, and without a configuration that is a sentence', async () => {
    vi.spyOn(process, 'cwd').mockReturnValue(at())
    onTestFinished(() => void vi.restoreAllMocks())
    await placed('fresh/aai', as(beta, ofRun({ startedAt: new Date(NOW - 90 * 86_400_000).toISOString() })))
    const { code, out } = await ready({ ...(nobody as object), out: at('fresh'), play: true })
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('no aai.config.yaml here that says how to play at the AAI'),
    ])
    await writeFile(at('aai.config.yaml'), 'targets: { ours: { kind: embedded, profile: openaire-beta } }')
    const other = await ready({ ...(nobody as object), out: at('fresh'), play: true })
    expect(other.out).toContain(
      'aai.config.yaml has no target of kind provider with the issuer https://beta.aai.openaire.eu/auth/realms/openaire',
    )
    expect(other.out).toContain('aai.config.yaml has no service at a redirect URI that is registered')
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

  const FORMAT = 'aai-conformance-dossier/1'
  test.each<[string, unknown, string]>([
    ['signed as something else', { format: FORMAT, ready: true }, 'other+jws'],
    ['with nothing in it', { format: FORMAT, ready: true }, DOSSIER],
    ['that is a list', [], DOSSIER],
    [
      'that says it is ready and names what is missing',
      {
        ...{ format: FORMAT, ready: true, madeAt: '2026-11-25T12:00:00Z', tested: 'beta', shown: [] },
        registration: { service: {}, environments: {} },
        criteria: [{ id: 'aai', cites: 'WORKFLOW-1', title: 'x', missing: ['a run'] }],
      },
      DOSSIER,
    ],
  ])('%s is none that counts', async (_, payload, typ) => {
    await writeFile(at('other.jws'), await signed(payload, key, typ))
    expect(await verifyDossier(at('other.jws'), key.thumbprint)).toMatchObject({ code: 1 })
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

test.each<[string, Parameters<typeof ready>[0], RegExp]>([
  ['an environment that is not there', { environment: 'test' }, /no environment "test".*beta, production/],
  ['a run that is not there', { aai: at('nowhere') }, /There is no run at/],
])('%s is one sentence', async (_, options, sentence) => {
  await expect(ready(options)).rejects.toThrow(sentence)
})
