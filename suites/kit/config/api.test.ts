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

const live = {
  kind: 'provider',
  issuer: 'https://op.example/realms/x',
  profile: 'openaire-beta',
  clients: { web: { clientId: 'w', secret: env('WEB_SECRET'), redirectUri: 'https://rp.example/cb' } },
  users: { plain: { username: 'p', password: env('PLAIN_PASSWORD') } },
  pair: 'other',
}

const api = {
  kind: 'api',
  issuer: 'live',
  protection: 'gatekeeper',
  resource: 'https://api.example/whoami',
  direct: 'https://backend.example/whoami',
  credentials: { username: 'gatekeeper', password: env('BACKEND_PASSWORD') },
  shows: { user: '/user/id', client: '/client' },
  tokens: { client: 'web', opens: 'openid gk_library' },
}

const environment = { WEB_SECRET: 'geheim-1', PLAIN_PASSWORD: 'geheim-2', BACKEND_PASSWORD: 'geheim-3' }

const resolved = async (entry: object, variables: Record<string, string> = environment) => {
  const targets = { live, other: { kind: 'embedded', profile: 'feide' }, library: entry }
  await writeFile(join(folder, 'aai.config.json'), JSON.stringify({ targets }))
  const all = await resolveTargets(await readConfiguration('aai.config.json', folder), variables)
  return all.find(({ id }) => id === 'library')
}

test('an API has the issuer that it names, and nothing else of it but how to get tokens', async () => {
  const library = await resolved(api)
  expect(library).toMatchObject({
    kind: 'configured',
    title: 'API "library"',
    issuer: live.issuer,
    clients: { web: { secret: 'geheim-1' } },
    ownerAgreed: false,
    api: {
      ours: false,
      protection: 'gatekeeper',
      direct: 'https://backend.example/whoami',
      credentials: { username: 'gatekeeper', password: 'geheim-3' },
      tokens: { client: 'web' },
    },
  })
  expect(library).not.toHaveProperty('pair')
})

test('an API may have an issuer that we play for it, where it expects it', async () => {
  const { issuer: _, ...rest } = api
  expect(await resolved({ ...rest, profile: 'feide', port: 4466, resource: 'http://127.0.0.1:9/me' })).toMatchObject({
    kind: 'embedded',
    id: 'library',
    port: 4466,
    profile: { id: 'feide' },
    ownerAgreed: true,
    api: { ours: false },
  })
})

test('of an embedded issuer of the configuration it takes the profile', async () => {
  expect(await resolved({ ...api, issuer: 'other', title: 'Ours' })).toMatchObject({
    kind: 'embedded',
    id: 'library',
    title: 'Ours',
    profile: { id: 'feide' },
  })
})

test('the examples of the documentation are as they should be', async () => {
  const file = await readConfiguration('docs/examples/apis.yaml', process.cwd())
  const targets = await resolveTargets(file, { LIBRARY_PASSWORD: 'geheim-4' })
  expect(targets).toMatchObject([
    { id: 'orders', port: 4455, api: { protection: 'jwt' } },
    { id: 'library', api: { behind: 'library', credentials: { password: 'geheim-4' } } },
  ])
})

test('an API may stand behind a gatekeeper that we play', async () => {
  const { issuer: _, resource: __, ...rest } = api
  const direct = 'http://127.0.0.1:9/me'
  expect(await resolved({ ...rest, profile: 'feide', gatekeeper: 'library', direct })).toMatchObject({
    kind: 'embedded',
    api: { behind: 'library', direct },
  })
})

test.for([
  {
    what: 'neither resource nor gatekeeper',
    change: { resource: undefined },
    says: /"resource" and "gatekeeper".*choose/,
  },
  {
    what: 'a gatekeeper of ours before an issuer of others',
    change: { resource: undefined, gatekeeper: 'library' },
    says: /library\.gatekeeper is one that we play: add "profile"/,
  },
  { what: 'no issuer at all', change: { issuer: undefined }, says: /targets\.library names one of "issuer".*choose/ },
  { what: 'two issuers', change: { profile: 'feide' }, says: /targets\.library names one of "issuer"/ },
  { what: 'an issuer that is not there', change: { issuer: 'lvie' }, says: /library\.issuer is "lvie".*add it/ },
  { what: 'itself as issuer', change: { issuer: 'library' }, says: /no such issuer/ },
  { what: 'a port for an issuer of others', change: { port: 1 }, says: /library\.port.*"profile" instead of "issuer"/ },
  { what: 'another protection', change: { protection: 'basic' }, says: /"protection".*gatekeeper/ },
  { what: 'no pointer', change: { shows: { user: 'user.id' } }, says: /"shows\.user".*JSON Pointer/ },
  { what: 'a password written out', change: { credentials: { username: 'x', password: 'y' } }, says: /environment/ },
  { what: 'a misspelt member', change: { resuorce: 'x' }, says: /rename it to "resource"/ },
  { what: 'a pair that is not there', change: { pair: 'nobody' }, says: /library\.pair is "nobody"/ },
])('refuses $what, in one sentence that names the place', async ({ change, says }) => {
  await expect(resolved({ ...api, ...change })).rejects.toThrow(says)
})

test('a password that is not in the environment is named', async () => {
  await expect(resolved(api, { ...environment, BACKEND_PASSWORD: '' })).rejects.toThrow(
    `targets.library.credentials.password is ${env('BACKEND_PASSWORD')}, which is empty`,
  )
})
