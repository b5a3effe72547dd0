import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleNamed, type RunningExample, startExampleFor } from '#mocks/api/index.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { env } from '../config/define.ts'
import { resolveTargets } from '../config/resolve.ts'
import type { Configuration } from '../config/schema.ts'
import { startRun } from '../run.ts'
import { raise } from './raise.ts'

let provider: RunningProvider
let api: RunningExample
beforeAll(async () => {
  provider = await startProvider({ profile: 'feide' })
  api = await startExampleFor(provider, exampleNamed('feide-api'))
})
afterAll(async () => {
  await Promise.all([api.close(), provider.close()])
})

const clientOf = (role: string) => ({
  clientId: provider.clients[role]?.clientId ?? '',
  secret: env(role.toUpperCase()),
  redirectUri: provider.clients[role]?.redirectUris[0] ?? 'https://nowhere.example/callback',
})

/** As a person writes it who has an API at the real Feide: two clients, one user, and no client called web. */
const configuration = (): Configuration => ({
  targets: {
    feide: {
      kind: 'provider',
      issuer: provider.issuer,
      profile: 'feide',
      clients: { exchanger: clientOf('exchanger'), service: clientOf('service') },
      users: { plain: { username: provider.people.plain?.username ?? '', password: env('PLAIN') } },
    },
    library: {
      kind: 'api',
      issuer: 'feide',
      protection: 'gatekeeper',
      resource: api.resource,
      shows: { user: '/sub' },
      tokens: { client: 'exchanger', system: 'service', opens: 'openid userid gk_library', lacks: 'openid gk_grades' },
    },
  },
})

const environment = () => ({
  EXCHANGER: provider.clients.exchanger?.secret,
  SERVICE: provider.clients.service?.secret,
  PLAIN: provider.people.plain?.password,
})

test('an API of an issuer that somebody else runs is judged with what the configuration knows of both', async () => {
  const file = { name: 'aai.config.json', path: '/nowhere/aai.config.json', content: configuration() }
  const targets = await resolveTargets(file, environment())
  const stand = await raise(targets.filter(({ id }) => id === 'library'))
  const results: ScenarioResult[] = []
  const reporter = {
    onTestCaseResult: (each: { meta: () => { record?: { result: ScenarioResult } } }) => {
      const { record } = each.meta()
      if (record) results.push(record.result)
    },
  }
  const scenarios = ['api.user', 'api.gatekeeper.lacks-scope', 'api.gatekeeper.expired', 'api.direct.stranger']
  const selection = { scenarios, requirements: [] }
  await (await startRun({ id: 'configured-api', stand, reporter, seed: 'api', selection })).done
  await stand.close()
  const found = Object.fromEntries(results.map(({ id, verdict, reason = '' }) => [id, `${verdict} ${reason}`.trim()]))
  expect(found).toMatchObject({
    'api.user.shown': 'pass',
    'api.user.system': 'pass',
    'api.gatekeeper.lacks-scope': 'pass',
    'api.gatekeeper.expired': expect.stringMatching(/^skip Needs \d+ s to pass: set patience/),
    'api.direct.stranger': 'skip Target "library" does not say direct: add it.',
    'api.user.for-users': 'skip Target "library" does not say forUsers: add it.',
  })
}, 60_000)
