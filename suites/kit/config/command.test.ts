import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from './define.ts'
import { readConfiguration } from './read.ts'
import { resolveTargets } from './resolve.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-config-'))
})
afterAll(() => rm(folder, { recursive: true }))

const harvester = {
  kind: 'command',
  profile: 'openaire-beta',
  flow: 'device',
  client: { clientId: 'harvester' },
  command: 'python3 harvest.py',
  environment: { ISSUER: '{issuer}', CLIENT: '{client_id}', SECRET: '{client_secret}' },
}

const resolved = async (entry: object, variables: Record<string, string> = {}) => {
  await writeFile(join(folder, 'aai.config.json'), JSON.stringify({ targets: { harvester: entry } }))
  const [target] = await resolveTargets(await readConfiguration('aai.config.json', folder), variables)
  return target
}

test('a program has an issuer of its own, at which it is registered', async () => {
  expect(await resolved({ ...harvester, prints: 'as (\\S+)', is: 'email', audiences: ['api'] })).toMatchObject({
    kind: 'embedded',
    id: 'harvester',
    title: 'Program "harvester"',
    profile: { id: 'openaire-beta' },
    command: {
      flow: 'device',
      prints: 'as (\\S+)',
      is: 'email',
      audiences: ['api'],
      patience: 30,
      registration: {
        clientId: 'harvester',
        auth: 'client_secret_basic',
        secret: expect.stringMatching(/^[\w-]{32}$/),
        grants: ['device-code', 'refresh'],
      },
      program: { command: 'python3 harvest.py', cwd: folder },
    },
  })
})

test('a secret may come from the environment, and a public client has none', async () => {
  const told = { ISSUER: '{issuer}' }
  const own = { ...harvester, environment: told, client: { clientId: 'harvester', secret: env('HARVEST') } }
  expect(await resolved(own, { HARVEST: 'geheim' })).toHaveProperty('command.registration.secret', 'geheim')
  const open = { ...harvester, environment: told, client: { clientId: 'harvester', auth: 'none', pkce: 'S256' } }
  const target = await resolved(open)
  expect(target).toMatchObject({ command: { registration: { auth: 'none', pkce: 'S256' } } })
  expect(target).not.toHaveProperty('command.registration.secret')
})

test('the examples of the documentation are as they should be', async () => {
  const file = await readConfiguration('docs/examples/commands.yaml', process.cwd())
  const targets = await resolveTargets(file, {})
  expect(targets.map(({ id }) => id)).toEqual(['harvester', 'broker', 'nightly', 'gate'])
})

test.for([
  { what: 'a flow that there is not', change: { flow: 'password' }, says: /"flow"/ },
  {
    what: 'an issuer that it never learns',
    change: { environment: { S: '{client_secret}' } },
    says: /targets\.harvester does not tell the program its issuer: add a variable with \{issuer\}/,
  },
  {
    what: 'a secret that it never learns',
    change: { environment: { I: '{issuer}' } },
    says: /harvester\.client has no secret, and nothing tells the program one/,
  },
  {
    what: 'a placeholder that is none',
    change: { command: 'harvest {tokn}' },
    says: /names \{tokn\}, which nothing stands for: there are \{issuer\}, .*\{access_token\}/,
  },
  {
    what: 'a token that it is never handed',
    change: { flow: 'introspection' },
    says: /uses the flow introspection: hand the program a token by \{access_token\}/,
  },
  {
    what: 'a pattern without a group',
    change: { prints: 'as .*' },
    says: /prints is as \.\*, which has no group/,
  },
  { what: 'a pattern that is none', change: { prints: '(' }, says: /prints is \(, which is no regular expression/ },
  {
    what: 'a key',
    change: { client: { clientId: 'harvester', auth: 'private_key_jwt' } },
    says: /not played for programs yet/,
  },
])('refuses $what, in one sentence that names the place', async ({ change, says }) => {
  await expect(resolved({ ...harvester, ...change })).rejects.toThrow(says)
})
