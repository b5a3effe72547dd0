import { createServer } from 'node:http'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { KeyRing } from '#mocks/op/keys.ts'
import type { ScenarioResult, Verdict } from '#reports/model.ts'
import { startRun } from '../run.ts'
import { startLibraryService } from '../testing/library-services.ts'
import { type StubManner, type StubRegistration, type StubService, startStubService } from '../testing/stub-service.ts'
import { raise, type Stand } from './raise.ts'

const LIMIT = 120_000

let keys: KeyRing
beforeAll(async () => {
  keys = await KeyRing.generate()
})

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const registration = { clientId: 'portal', secret: 'only-in-tests-of-services' }
const client = { ...registration, title: 'Portal', auth: 'client_secret_basic' as const, grants: ['code' as const] }

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Somebody's service, which runs already, beside its issuer. */
const standing = async (start: (registered: () => StubRegistration) => Promise<StubService>): Promise<Stand> => {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}/auth/realms/openaire`
  const { origin, close } = await start(() => ({ ...registration, issuer }))
  closing.push(close)
  const callback = `${origin}/callback`
  const service = {
    login: `${origin}/login`,
    whoami: { url: `${origin}/me`, user: '/sub' },
    callbacks: [callback],
    registration: { ...client, redirectUris: [callback], postLogoutRedirectUris: [], consent: false },
  }
  const target = { id: 'mine', profile: 'openaire-beta', source: 'aai.config.yaml: targets.mine' }
  const stand = await raise([{ kind: 'embedded', ...target, keys, port, service }])
  closing.push(stand.close)
  return stand
}

type Verdicts = Readonly<Record<string, Verdict>>

/** Scenarios for services, all unless said; the verdicts by their ids. */
const verdictsAt = async (stand: Stand, scenarios: readonly string[] = []): Promise<Verdicts> => {
  const results: ScenarioResult[] = []
  const reporter = {
    onTestCaseResult: (each: { meta: () => { record?: { result: ScenarioResult } } }) => {
      const { record } = each.meta()
      if (record) results.push(record.result)
    },
  }
  const id = `service-${stand.targets[0]?.issuer}`
  const selection = { scenarios, requirements: [] }
  await (await startRun({ id, stand, reporter, seed: 'service', selection })).done
  return Object.fromEntries(results.map((result) => [result.id, result.verdict]))
}

const withVerdict = (verdicts: Verdicts, ...wanted: readonly Verdict[]): readonly string[] =>
  Object.entries(verdicts)
    .filter(([, verdict]) => wanted.includes(verdict))
    .map(([id]) => id.replace(/^oidc\.rp\./, ''))
    .toSorted()

/** Left to TLS in the code flow, unless the service asks for more (OpenID Connect Core 1.0 section 3.1.3.7 item 6). */
const SIGNATURES = [
  ...['alg-kept', 'alg-other', 'broken', 'by-another', 'hmac-of-secret', 'kid-made-up', 'kid-missing', 'unknown-kid'],
  ...['jku-brought', 'jwk-brought', 'x5c-brought', 'x5u-brought', 'more-after'],
]
/** Looked at by neither: a service may do it, or live with it. */
const CLAIMS = ['at-hash-wrong', 'azp-other', 'iat-to-come', 'typ-other']
/** Looked at by neither, and no standard allows it. */
const FAILED = ['aud-foreign-second']
/** Where the signature is looked at, and what comes beside the ID token. */
const ATTACKED = ['oidc.rp.id-token', 'oidc.rp.response', 'oidc.rp.token', 'oidc.rp.userinfo', 'oidc.rp.requests']

const inIdToken = (...names: readonly string[]): readonly string[] => names.map((name) => `id-token.${name}`).toSorted()

describe.for(['openid-client', 'oauth4webapi'] as const)('what services with %s let in, measured', (library) => {
  test('with signatures verified', { timeout: LIMIT }, async () => {
    const stand = await standing((registered) => startLibraryService(library, true, registered))
    const verdicts = await verdictsAt(stand, ATTACKED)
    expect(withVerdict(verdicts, 'fail')).toEqual(inIdToken(...FAILED))
    expect(withVerdict(verdicts, 'warn')).toEqual(inIdToken(...CLAIMS))
    // The issuer promises no iss, and demands no PKCE.
    const without = ['requests.pkce-as-registered', 'response.iss-missing']
    expect(withVerdict(verdicts, 'skip', 'not-applicable', 'error')).toEqual(without)
    expect(withVerdict(verdicts, 'pass').length).toBeGreaterThan(100)
  })

  test('as it comes', { timeout: LIMIT }, async () => {
    const stand = await standing((registered) => startLibraryService(library, false, registered))
    const verdicts = await verdictsAt(stand, ['oidc.rp.id-token'])
    expect(withVerdict(verdicts, 'fail')).toEqual(inIdToken(...FAILED, 'hmac-of-public-jwk', 'hmac-of-public-key'))
    expect(withVerdict(verdicts, 'warn')).toEqual(inIdToken(...CLAIMS, ...SIGNATURES))
    expect(withVerdict(verdicts, 'skip', 'not-applicable', 'error')).toEqual([])
  })
})

describe('before anything is played, one sentence names a service that', () => {
  test.for<{ what: string; manner: StubManner; says: RegExp }>([
    {
      what: 'refuses everyone',
      manner: { welcome: () => ({ status: 403 }), me: () => ({ status: 401 }) },
      says: /^aai\.config\.yaml: targets\.mine: The login signed nobody in \(403 http.*whoami of target "mine"/,
    },
    {
      what: 'never goes to its issuer',
      manner: { login: () => ({ status: 200, body: 'OK' }) },
      says: /^aai\.config\.yaml: targets\.mine: The login never came back from the issuer \(200 .*tell the service its issuer, http/,
    },
    {
      what: 'is gone when somebody comes back',
      manner: { welcome: () => 'crash' },
      says: /^aai\.config\.yaml: targets\.mine: The login did not end: /,
    },
  ])('$what', { timeout: LIMIT }, async ({ manner, says }) => {
    await expect(standing((registered) => startStubService(registered, manner))).rejects.toThrow(says)
  })
})
