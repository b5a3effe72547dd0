import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '#fixtures/schema/client.ts'
import { KeyRing } from '#mocks/op/keys.ts'
import type { ScenarioResult } from '#reports/model.ts'
import { installMatchers } from '../checks.ts'
import type { CommandAttempt } from '../contract-command.ts'
import { citing } from '../definition.ts'
import { ourSuites, startRun } from '../run.ts'
import type { CommandFlow } from '../target-command.ts'
import { played as playedAlone, worldOf } from '../testing/seed.ts'
import type { OwnCommand } from './command.ts'
import { raise, type Stand } from './raise.ts'

installMatchers()

const LIMIT = 120_000

let keys: KeyRing
beforeAll(async () => {
  keys = await KeyRing.generate()
})

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const tools = new URL('../../../mocks/tool/index.ts', import.meta.url).href

/** The reference programs again, as processes of their own. */
const RIGHT = `
import { tools } from '${tools}'
const { FLOW, ISSUER: issuer, ID: clientId, SECRET: secret, TOKEN: accessToken, CARELESS } = process.env
const terminal = { print: console.log, signal: new AbortController().signal }
process.exitCode = await tools[FLOW]({ issuer, clientId, secret, accessToken, careless: CARELESS.split(' ') }, terminal)
`

const TOLD = { ISSUER: '{issuer}', ID: '{client_id}', SECRET: '{client_secret}', TOKEN: '{access_token}' }

interface Setting {
  readonly program?: string
  readonly careless?: string
  readonly changes?: Partial<OwnCommand>
}

const GRANTS: Readonly<Record<CommandFlow, Client['grants']>> = {
  device: ['device-code'],
  exchange: ['token-exchange'],
  'client-credentials': ['client-credentials'],
  introspection: [],
}

const standing = async (
  flow: CommandFlow,
  { program = RIGHT, careless = '', changes = {} }: Setting = {},
): Promise<Stand> => {
  const folder = await mkdtemp(join(tmpdir(), 'aai-program-'))
  closing.push(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'program.mjs'), program)
  const command: OwnCommand = {
    flow,
    registration: {
      ...{ title: 'Program', clientId: 'program', secret: 'only-in-tests', auth: 'client_secret_basic' as const },
      ...{ redirectUris: [], postLogoutRedirectUris: [], grants: GRANTS[flow], consent: false },
    },
    program: {
      command: [process.execPath, 'program.mjs'],
      cwd: folder,
      environment: { ...TOLD, FLOW: flow, CARELESS: careless },
    },
    audiences: [],
    patience: 20,
    ...changes,
  }
  const target = { kind: 'embedded' as const, id: 'mine', profile: 'openaire-beta', keys, command }
  const stand = await raise([target])
  closing.push(stand.close)
  return stand
}

const played = async (stand: Stand, ...scenarios: readonly string[]): Promise<readonly ScenarioResult[]> => {
  const results: ScenarioResult[] = []
  const reporter = {
    onTestCaseResult: (each: { meta: () => { record?: { result: ScenarioResult } } }) => {
      const { record } = each.meta()
      if (record) results.push(record.result)
    },
  }
  const selection = { scenarios, requirements: [] }
  const suites = { ...ourSuites, include: ['suites/oidc/command/*.suite.ts'] }
  await (
    await startRun({ id: `command-${stand.targets[0]?.issuer}`, stand, reporter, seed: 'command', selection, suites })
  ).done
  return results
}

const outcomes = (results: readonly ScenarioResult[]) =>
  Object.fromEntries(results.map(({ id, verdict }) => [id.replace(/^oidc\.rp\./, ''), verdict]))

const everywhere = (results: readonly ScenarioResult[]) => [...new Set(results.map(({ verdict }) => verdict))]

describe('a program of its own process', () => {
  test.for(['exchange', 'client-credentials', 'introspection'] as const)(
    'passes where it is right: %s',
    { timeout: LIMIT },
    async (flow) => {
      const changes = flow === 'client-credentials' ? { prints: 'Acting as (\\S+)' } : {}
      expect(everywhere(await played(await standing(flow, { changes })))).toEqual(['pass'])
    },
  )

  test('is found out where it is careless', { timeout: LIMIT }, async () => {
    const results = await played(await standing('introspection', { careless: 'active-unread introspects-openly' }))
    expect(outcomes(results)).toMatchObject({ 'introspection.authenticated': 'fail', 'introspection.down': 'skip' })
  })

  test('signs its user in, and hears a refusal', { timeout: LIMIT }, async () => {
    const stand = await standing('device', { changes: { prints: 'Signed in as (\\S+)' } })
    const results = await played(stand, 'oidc.rp.device.request', 'oidc.rp.device.denied')
    expect(outcomes(results)).toEqual({ 'device.request': 'pass', 'device.denied': 'pass' })
  })

  test('may name an audience that is registered, and no other', { timeout: LIMIT }, async () => {
    const asking = { careless: 'audience-made-up' }
    const audience = 'oidc.rp.exchange.audience'
    expect(outcomes(await played(await standing('exchange', asking), audience))).toEqual({
      'exchange.audience': 'fail',
    })
    const known = await standing('exchange', { ...asking, changes: { audiences: ['tokenExchange'] } })
    expect(outcomes(await played(known, audience))).toEqual({ 'exchange.audience': 'pass' })
  })

  test('leaves nothing behind', { timeout: LIMIT }, async () => {
    const mine = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('aai-command-'))
    const before = await mine()
    const stand = await standing('introspection')
    await stand.close()
    expect((await mine()).filter((name) => !before.includes(name))).toEqual([])
  })
})

/** The token endpoint is down, between two good runs; without a run of suites around it. */
const attempted = async (stand: Stand): Promise<ScenarioResult> => {
  const [target] = stand.targets
  if (!target) throw new Error('nothing stands')
  const { result } = await playedAlone<{ attempt: CommandAttempt }>(
    {
      given: { command: { flow: 'client-credentials' } },
      when: async ({ command }) => ({ attempt: await command.attempt('down', { attack: 'attack.grant.down' }) }),
      verify: citing<{ attempt: CommandAttempt }>('RP-ERROR', ({ attempt, expect }) => expect(attempt).toGiveUp()),
    },
    worldOf(target, { stage: stand.stage, patience: LIMIT }),
  )
  return result
}

/** Gets a token and ends well; otherwise as it says. */
const unless = (otherwise: string): string => `
const { ISSUER, ID, SECRET } = process.env
const headers = { authorization: 'Basic ' + btoa(ID + ':' + SECRET) }
const body = new URLSearchParams({ grant_type: 'client_credentials' })
const answer = await fetch(ISSUER + '/protocol/openid-connect/token', { method: 'POST', headers, body })
if (answer.status !== 200) { ${otherwise} }
`

const REFUSES = 'console.log("no token"); process.exit(3)'

describe('nothing passes at a program that', () => {
  test.for([
    {
      what: 'hangs instead of giving up',
      program: unless('await new Promise(() => setInterval(() => {}, 1000))'),
      changes: { patience: 8 },
    },
    { what: 'is killed instead of giving up', program: unless('process.kill(process.pid, "SIGKILL")') },
    { what: 'prints nothing of what it should print', program: unless(REFUSES), changes: { prints: 'as (\\S+)' } },
  ])('$what', { timeout: LIMIT }, async ({ program, changes }) => {
    const setting = { ...(program === undefined ? {} : { program }), ...(changes ? { changes } : {}) }
    const result = await attempted(await standing('client-credentials', setting))
    expect(result).toMatchObject({ verdict: 'skip', reason: expect.stringMatching(/\w/) })
  })

  test('the one that does give up passes', { timeout: LIMIT }, async () => {
    const result = await attempted(await standing('client-credentials', { program: unless(REFUSES) }))
    expect(result).toMatchObject({ verdict: 'pass' })
  })

  test('the one that goes on fails, and so does the one that gives up without a word', { timeout: LIMIT }, async () => {
    for (const otherwise of ['console.log("never mind")', 'process.exit(3)']) {
      const result = await attempted(await standing('client-credentials', { program: unless(otherwise) }))
      expect(result).toMatchObject({ verdict: 'fail' })
    }
  })

  test('names nobody, where names are to be judged', { timeout: LIMIT }, async () => {
    const stand = await standing('client-credentials', { program: unless(REFUSES) })
    const [result] = await played(stand, 'oidc.rp.client-credentials.name')
    expect(result).toMatchObject({ verdict: 'skip', reason: expect.stringContaining('add prints') })
  })
})

describe('before anything is played, one sentence names a program that', () => {
  test.for([
    { what: 'cannot be started', changes: { program: { command: ['/nowhere/at-all'], cwd: '/', environment: {} } } },
    { what: 'always fails', program: 'console.log("no"); process.exit(2)' },
    { what: 'does nothing and says that all is well', program: '' },
    { what: 'never ends', program: 'setInterval(() => {}, 1000)', changes: { patience: 1 } },
  ])('$what', { timeout: LIMIT }, async ({ program, changes }) => {
    const setting = { ...(program === undefined ? {} : { program }), ...(changes ? { changes } : {}) }
    await expect(standing('client-credentials', setting)).rejects.toThrow(
      /^mine: The program .* and never asked the issuer for anything: tell it its issuer/,
    )
  })
})
