import { createServer } from 'node:http'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { KeyRing } from '#mocks/op/keys.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { startRun } from '../run.ts'
import { type Dispensable, dispensable } from '../target-service.ts'
import { type StubManner, startStubService } from '../testing/stub-service.ts'
import type { OwnService } from './own-service.ts'
import { raise, type Stand } from './raise.ts'

const LIMIT = 120_000
const SCOPE = 'profile email eduperson_entitlement offline_access'
const ENTITLEMENT = 'urn:geant:openaire.eu:group:datacite.example:role=curator#aai.openaire.eu'

let keys: KeyRing
beforeAll(async () => {
  keys = await KeyRing.generate()
})

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const registration = { clientId: 'portal', secret: 'only-in-tests-of-services' }
const client = { ...registration, title: 'Portal', auth: 'client_secret_basic' as const, consent: false }

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const everything = ['account', 'logout', 'protected', 'tokenPage'] as const
type Pages = (typeof everything)[number]

/** A service of that manner, described as far as its configuration says. */
const standing = async (manner: StubManner, said: readonly Pages[], lacks: readonly Dispensable[]): Promise<Stand> => {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}/auth/realms/openaire`
  const { origin, close } = await startStubService(() => ({ ...registration, issuer }), { scope: SCOPE, ...manner })
  closing.push(close)
  const at = (path: string): string => origin + path
  const says = (member: Pages): boolean => said.includes(member)
  const service: OwnService = {
    login: at('/login'),
    whoami: { url: at('/me'), user: '/sub', ...(says('account') ? { account: '/account' } : {}) },
    ...(says('logout') ? { logout: at('/logout') } : {}),
    ...(says('tokenPage') ? { tokenPage: at('/data') } : {}),
    ...(says('protected') ? { protected: { url: at('/members'), entitlement: ENTITLEMENT } } : {}),
    lacks,
    callbacks: [at('/callback')],
    registration: {
      ...client,
      ...{ grants: ['code', 'refresh'], redirectUris: [at('/callback')], postLogoutRedirectUris: [at('/')] },
    },
  }
  const stand = await raise([{ kind: 'embedded', id: 'mine', profile: 'openaire-beta', keys, port, service }])
  closing.push(stand.close)
  return stand
}

type Found = Readonly<Record<string, readonly string[]>>

/** Verdicts with their reasons, without doubles, by the beginnings of ids for which one asks. */
const heard = async (
  scenarios: readonly string[],
  manner: StubManner,
  said: readonly Pages[] = everything,
  lacks: readonly Dispensable[] = [],
): Promise<Found> => {
  const stand = await standing(manner, said, lacks)
  const results: ScenarioResult[] = []
  const reporter = {
    onTestCaseResult: (each: { meta: () => { record?: { result: ScenarioResult } } }) => {
      const { record } = each.meta()
      if (record) results.push(record.result)
    },
  }
  const selection = { scenarios, requirements: [] }
  await (await startRun({ id: `sessions-${stand.targets[0]?.issuer}`, stand, reporter, seed: 's', selection })).done
  const told = (beginning: string): readonly string[] =>
    results
      .filter(({ id }) => id.startsWith(beginning))
      .map(({ verdict, reason = '' }) => `${verdict} ${reason}`.trim())
  return Object.fromEntries(scenarios.map((beginning) => [beginning, [...new Set(told(beginning))].toSorted()]))
}

const told = (of: Readonly<Record<string, unknown>>) => ({ status: 200, body: JSON.stringify(of) })
const page = { status: 200, body: 'Hello' }

test('what cannot be seen is skipped, with the line that would show it', { timeout: LIMIT }, async () => {
  const lines = {
    'oidc.rp.claims.address-shared': 'which account of its own somebody has: add whoami.account.',
    'oidc.rp.authorization': 'which page only holders of an entitlement see: add protected.',
    'oidc.rp.refresh': 'which page needs the access token of the user: add tokenPage.',
    'oidc.rp.session.lifetime': 'which page needs the access token of the user: add tokenPage.',
    'oidc.rp.logout': 'where a logout begins: add logout.',
  }
  const said = Object.entries(lines).map(([id, line]) => [id, [`skip Target "mine" does not say ${line}`]])
  expect(await heard(Object.keys(lines), {}, [])).toEqual(Object.fromEntries(said))
})

test('what a service has none of is not asked for', { timeout: LIMIT }, async () => {
  const asked = {
    'oidc.rp.claims.address-shared': 'whoami.account',
    'oidc.rp.authorization': 'protected',
    'oidc.rp.refresh': 'tokenPage',
    'oidc.rp.session.lifetime': 'tokenPage',
    'oidc.rp.logout': 'logout',
    'oidc.rp.proxy.own': 'proxy',
  }
  const said = Object.entries(asked).map(([id, member]) => [
    id,
    [`not-applicable Target "mine" has none: ${member} stands in lacks.`],
  ])
  expect(await heard(Object.keys(asked), {}, [], dispensable)).toEqual(Object.fromEntries(said))
})

interface Row {
  readonly what: string
  readonly manner: StubManner
  readonly says: Readonly<Record<string, readonly (string | RegExp)[]>>
}

const CUT = [/^skip Nobody can tell: .*the connection was cut/]

const rows: readonly Row[] = [
  {
    what: 'shows the same account to everybody',
    manner: { me: ({ sub }) => (sub ? told({ sub, account: 7 }) : { status: 401 }) },
    says: {
      'oidc.rp.claims.address-shared': [/^skip whoami\.account of target "mine" shows 7 for everybody: correct it\.$/],
    },
  },
  {
    what: 'shows another account at each login',
    manner: { me: ({ sub, everybody }) => (sub ? told({ sub, account: everybody.length }) : { status: 401 }) },
    says: {
      'oidc.rp.claims.address-changed': [/^skip whoami\.account of target "mine" shows something else at each login/],
    },
  },
  {
    what: 'shows members nothing, and everybody else as much as ever',
    manner: { pages: { '/members': () => ({ status: 403 }), '/data': () => page, '/logout': () => page } },
    says: {
      'oidc.rp.authorization.holder': ['fail'],
      'oidc.rp.authorization.role-other': [
        /^skip protected of target "mine" is not served to those who should see it \(403 /,
      ],
      'oidc.rp.refresh': ['not-applicable The service never used its refresh token.', 'warn'],
      'oidc.rp.session.lifetime': ['fail'],
      'oidc.rp.logout': ['fail'],
    },
  },
  {
    what: 'shows everybody what is for members',
    manner: { pages: { '/members': () => page } },
    says: { 'oidc.rp.authorization.nobody': ['fail'], 'oidc.rp.authorization.role-other': ['fail'] },
  },
  {
    what: 'cuts the connection wherever one looks',
    manner: { pages: { '/members': () => 'cut', '/data': () => 'cut', '/logout': () => 'cut' } },
    says: {
      'oidc.rp.authorization.role-other': CUT,
      'oidc.rp.refresh': CUT,
      'oidc.rp.session.lifetime': CUT,
      'oidc.rp.logout': CUT,
    },
  },
  {
    what: 'is gone when somebody looks at the page that needs the token',
    manner: { pages: { '/data': () => 'crash' } },
    says: { 'oidc.rp.refresh.used': [/^skip /] },
  },
]

describe('no session is judged by silence or by what its configuration got wrong, where a service', () => {
  test.for(rows)('$what', { timeout: LIMIT }, async ({ manner, says }) => {
    const wanted = Object.entries(says).map(([id, all]) => [
      id,
      all.map((each) => (typeof each === 'string' ? each : expect.stringMatching(each))),
    ])
    expect(await heard(Object.keys(says), manner)).toEqual(Object.fromEntries(wanted))
  })
})
