import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { newSigningKey, signingKey } from '#registration/ready/seal.ts'
import { resultText } from '#reports/write.ts'
import { sealFolder } from './sealed-run.ts'
import {
  as,
  bench,
  beta,
  type Change,
  CLIENT,
  ofFirst,
  ofRun,
  ofTargets,
  portal,
  registered,
  scenario,
} from './testing/bench.ts'
import { verifyDossier } from './verify.ts'

// Everything by which somebody might make a dossier say that a service is ready although nothing has shown it.
const { at, key, placed, ready, soundRuns, remove } = await bench()
beforeEach(soundRuns)
afterAll(remove)

/** Not ready, for this reason, and the dossier says the same. */
const refused = async (why: RegExp, ...asked: Parameters<typeof ready>): Promise<void> => {
  const { code, out } = await ready(...asked)
  expect(out).toMatch(why)
  expect([code, out]).toEqual([1, expect.stringContaining('\nNot ready for production.')])
  expect((await verifyDossier(at('out', 'dossier.jws'), key.thumbprint)).code).toBe(1)
}

const URI = 'https://test.maps.library.eu/oidc/callback'
const stranger = { clientId: 'x', redirectUris: ['https://x.eu/'] }
const BASELINE = { file: 'aai.baseline.yaml', known: 3, problems: [] }

describe.each([
  ['aai', beta],
  ['own', portal],
] as const)('%s: a run does not count', (name, of) => {
  test.each<[string, Change, RegExp]>([
    ['of some scenarios by name', ofRun({ selection: '--scenario oidc.op.pkce' }), /some scenarios only \(--scenario/],
    ['of some scenarios by tag', ofRun({ selection: '--tag pkce' }), /some scenarios only \(--tag pkce\)/],
    ['that was stopped', ofRun({ complete: false, interrupted: 'stopped by SIGINT' }), /cut short \(stopped by SIGINT/],
    ['of last summer', ofRun({ startedAt: '2026-07-01T00:00:00Z' }), /147 days old, and a run counts for 30/],
    ['of next year', ofRun({ startedAt: '2027-07-01T00:00:00Z' }), /yet to come/],
    ['of an older harness', ofRun({ harness: '0.0.9' }), /made by version 0\.0\.9 of the harness/],
    ['in the light of a baseline', ofRun({ baseline: BASELINE }), /in the light of aai\.baseline\.yaml/],
    ['in which something failed', ofFirst({ verdict: 'fail' }), /1 scenario fails in .*: oidc/],
    ['in which the harness failed', ofFirst({ verdict: 'error', reason: 'x' }), /harness failed in 1 scenario of/],
    [
      'in which something was skipped',
      ofFirst({ verdict: 'skip', reason: 'add whoami.' }),
      /tells nothing of this client in .*: add whoami|judged in .*: add whoami/,
    ],
    ['that lacks a scenario', (r) => ({ ...r, scenarios: r.scenarios.slice(1) }), /1 scenario is not in .*: oidc\./],
    ['with nothing in it', (r) => ({ ...r, scenarios: [] }), /no scenario that this version knows/],
    ['of other scenarios', (r) => ({ ...r, scenarios: [scenario(of.id, 'made.up')] }), /no scenario that this version/],
    ['of nobody known', ofTargets({ clients: [] }), /nobody|no address/],
    ['of somebody else', ofTargets({ clients: [stranger] }), /as x, and|at https:\/\/x\.eu\/, and/],
    ['of another redirect URI', ofTargets({ clients: [{ clientId: CLIENT, redirectUris: [`${URI}2`] }] }), /callback2/],
    [
      'of a redirect URI more',
      ofTargets({ clients: [{ clientId: CLIENT, redirectUris: [URI, `${URI}2`] }] }),
      /callback2/,
    ],
    ['of no target', (r) => ({ ...r, targets: [], scenarios: [] }), /not played at https|at no service of yours/],
    [
      'of what comes along as an example',
      ofTargets({ kind: 'embedded' }),
      /not played at https|at no service of yours/,
    ],
  ])('%s', async (_, change, why) => {
    await placed(name, as(of, change))
    await refused(why)
  })

  const edited = async (change: Change, before: Change = (result) => result): Promise<void> => {
    await placed(name, as(of, before))
    await writeFile(at(name, 'result.json'), resultText(change(as(of, before))))
    await refused(/is not what was sealed/)
  }

  test.each<[string, Change, Change]>([
    ['a verdict changed', ofFirst({ verdict: 'pass' }), ofFirst({ verdict: 'fail' })],
    ['a scenario taken out', (r) => ({ ...r, scenarios: r.scenarios.slice(1) }), ofFirst({ verdict: 'fail' })],
    ['another date', ofRun({ startedAt: '2026-11-20T10:00:00Z' }), ofRun({ startedAt: '2026-07-01T00:00:00Z' })],
    ['the selection changed', ofRun({ selection: 'everything' }), ofRun({ selection: '--tag pkce' })],
  ])('with %s by hand', (_, change, before) => edited(change, before))

  test('whose seal is gone', async () => {
    await rm(at(name, 'result.jws'))
    await refused(/has no seal/)
  })

  test('with the seal of another run, or what looks like one', async () => {
    const [other = ''] = ['aai', 'own'].filter((each) => each !== name)
    await copyFile(at(other, 'result.jws'), at(name, 'result.jws'))
    await refused(/is not what was sealed/)
    await writeFile(at(name, 'result.jws'), 'e30.e30.e30')
    await refused(/is not what was sealed/)
  })

  test('sealed with another key', async () => {
    const other = await signingKey(await newSigningKey())
    await sealFolder(await placed(name, as(of), false), other)
    await refused(/was sealed with another key/)
  })
})

describe('the AAI', () => {
  test.each<[string, Change, RegExp]>([
    ['is a mock of it', ofTargets({ issuer: 'http://127.0.0.1:4455/auth/realms/openaire' }), /not played at https/],
    ['is production', ofTargets({ issuer: 'https://aai.openaire.eu/auth/realms/openaire' }), /not played at https/],
    ['only has its name', ofTargets({ detour: 'hosts leads it to 127.0.0.1' }), /only calls itself https/],
  ])('%s', async (_, change, why) => {
    await placed('aai', as(beta, change))
    await refused(why)
  })

  test('was asked by another client for what this one is registered for', async () => {
    const [own] = beta.clients ?? []
    if (!own) throw new Error('no client')
    const clients = [
      { ...own, role: 'web' },
      { ...own, role: 'refresh', clientId: 'generous' },
    ]
    await placed('aai', as(beta, ofTargets({ clients })))
    await refused(
      /refresh\.usable tells nothing of this client in .*: it was played as generous: make clients\.refresh/,
    )
  })

  test('was asked for nothing of the service: every login was skipped, for want of a user', async () => {
    await placed(
      'aai',
      as(beta, (r) => ({
        ...r,
        scenarios: r.scenarios.map((each, index) =>
          index > 0 ? { ...each, verdict: 'skip', reason: 'add users.plain' } : each,
        ),
      })),
    )
    await refused(/oidc\.op\.refresh\.usable tells nothing of this client in .*: add users\.plain/)
  })
})

describe('the registration is another by now', () => {
  const changed = (before: string, after: string): string => {
    expect(registered).toContain(before)
    return registered.replace(before, after)
  }
  test.each<[string, string, RegExp]>([
    ['another client', changed(CLIENT, 'portal-2'), /as portal-of-maps, and portal-2 is registered/],
    ['another redirect URI', changed(URI, `${URI}-new`), /callback that is not registered/],
    ['PKCE off', changed('pkce: S256', 'pkce: false'), /with PKCE S256, and registered is optional/],
    [
      'a public client',
      changed('kind: confidential', 'kind: public'),
      /a confidential client, and registered is a public/,
    ],
    ['SAML', changed('    kind: confidential', '    protocol: saml\n    kind: confidential'), /speaks SAML/],
  ])('%s', (_, registration, why) => refused(why, {}, registration))
})

test('a run at the service with another profile is of another AAI', async () => {
  await placed('own', as(portal, ofTargets({ profile: 'feide' })))
  await refused(/issuer of feide, and beta is openaire-beta/)
})

test('a service that failed is not outweighed by one that did not', async () => {
  const failing = { ...portal, id: 'second' }
  const both: Change = (r) => ({
    ...r,
    targets: [...r.targets, failing],
    scenarios: [
      ...r.scenarios,
      ...r.scenarios.map((each) => ({ ...each, target: 'second', verdict: 'fail' as const })),
    ],
  })
  await placed('own', as(portal, both))
  await refused(/2 scenarios fail/)
})

test('runs in each other’s place prove nothing', () =>
  refused(/not played at https:\/\/beta/, { aai: at('own'), service: at('aai') }))

test('production itself is no place to test', () => refused(/is production itself/, { environment: 'production' }))

test('a dossier that was changed by hand is none', async () => {
  await placed('own', as(portal, ofFirst({ verdict: 'fail' })))
  await ready()
  const file = at('out', 'dossier.jws')
  const [head = '', body = '', signature = ''] = (await readFile(file, 'utf8')).trim().split('.')
  const text = Buffer.from(body, 'base64url').toString().replace('"ready":false', '"ready":true')
  await writeFile(file, [head, Buffer.from(text).toString('base64url'), signature].join('.'))
  expect((await verifyDossier(file, undefined)).code).toBe(1)
})
