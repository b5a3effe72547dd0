import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { defineConfig, env } from './define.ts'
import { findConfiguration, readConfiguration } from './read.ts'
import { resolveTargets } from './resolve.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aai-config-'))
})
afterAll(() => rm(folder, { recursive: true }))

const written = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text)
  return name
}

const target = (changes: object = {}) => ({
  kind: 'provider',
  issuer: 'https://op.example/realms/x',
  profile: 'openaire-beta',
  clients: { web: { clientId: 'w', secret: env('WEB_SECRET'), redirectUri: 'https://rp.example/cb' } },
  users: { plain: { username: 'p', password: env('PLAIN_PASSWORD') } },
  ...changes,
})

const environment = { WEB_SECRET: 'geheim-1', PLAIN_PASSWORD: 'geheim-2' }

const resolved = async (configuration: object, variables: Record<string, string> = environment) => {
  const name = await written('aai.config.json', JSON.stringify(configuration))
  return resolveTargets(await readConfiguration(name, folder), variables)
}

test('a configuration in TypeScript, JSON or YAML says the same', async () => {
  const configuration = { targets: { live: target() } }
  const ts = await written('a.ts', `export default ${JSON.stringify(configuration)} as const\n`)
  const json = await written('a.json', JSON.stringify(configuration))
  const { stringify } = await import('yaml')
  const yaml = await written('a.yaml', stringify(configuration))
  const [first, ...others] = await Promise.all([ts, json, yaml].map((name) => readConfiguration(name, folder)))
  for (const other of others) expect(other.content).toEqual(first?.content)
  expect(first?.content.targets.live).toMatchObject({ issuer: 'https://op.example/realms/x' })
})

test('the scopes of a client are those of this target, the other registrations those of the profile', async () => {
  const service = { clientId: 's', secret: env('WEB_SECRET'), scopes: ['gk_weather'] }
  const clients = { ...target().clients, service }
  const [live] = await resolved({ targets: { live: target({ profile: 'feide', clients }) } })
  const registered = live && 'profile' in live && typeof live.profile === 'object' ? live.profile.clients : {}
  expect(registered.service?.scopes).toEqual(['gk_weather'])
  expect(registered.web?.scopes).toContain('userid-feide')
})

test('defineConfig hands back what it was given', () => {
  const configuration = { targets: { beta: { kind: 'embedded', profile: 'openaire-beta' } } } as const
  expect(defineConfig(configuration)).toBe(configuration)
})

test('secrets are read from the environment, and what is unsaid has its usual value', async () => {
  const [live] = await resolved({ targets: { live: target() } })
  expect(live).toMatchObject({
    kind: 'configured',
    id: 'live',
    clients: { web: { secret: 'geheim-1', auth: 'client_secret_basic', redirectUris: ['https://rp.example/cb'] } },
    users: { plain: { password: 'geheim-2', attributes: {} } },
    forms: { username: 'username', accept: 'accept' },
    patience: 0,
    ownerAgreed: false,
    profile: { id: 'openaire-beta', issuer: 'https://op.example/realms/x' },
  })
})

test('redirect URIs are taken from where they are known', async () => {
  const { clients: known } = loadProfile('openaire-beta')
  const web = known.web ?? { clientId: '', redirectUris: [], postLogoutRedirectUris: [] }
  const clients = {
    listed: { clientId: 'l', redirectUris: ['https://rp.example/1', 'https://rp.example/2'] },
    known: { clientId: web.clientId, secret: env('WEB_SECRET') },
    elsewhere: { clientId: web.clientId, redirectUri: 'https://rp.example/cb', postLogoutRedirectUris: [] },
    service: { clientId: 'a-machine', secret: env('WEB_SECRET') },
  }
  const [live] = await resolved({ targets: { live: target({ clients }) } })
  expect(live?.kind === 'configured' && live.clients).toMatchObject({
    listed: { redirectUri: 'https://rp.example/1', redirectUris: ['https://rp.example/1', 'https://rp.example/2'] },
    known: {
      redirectUri: web.redirectUris[0],
      redirectUris: web.redirectUris,
      postLogoutRedirectUris: web.postLogoutRedirectUris,
    },
    elsewhere: {
      redirectUri: 'https://rp.example/cb',
      redirectUris: ['https://rp.example/cb'],
      postLogoutRedirectUris: [],
    },
    service: { redirectUri: '', redirectUris: [] },
  })
})

test.for([
  { issuer: 'https://op.example/realms/x', agreed: false },
  { issuer: 'http://127.0.0.1:8080/realms/x', agreed: true },
  { issuer: 'https://localhost.example.org/realms/x', agreed: false },
])('the owner of $issuer has agreed unless said: $agreed', async ({ issuer, agreed }) => {
  expect(await resolved({ targets: { live: target({ issuer }) } })).toMatchObject([{ ownerAgreed: agreed }])
  expect(await resolved({ targets: { live: target({ issuer, ownerAgreed: !agreed }) } })).toMatchObject([
    { ownerAgreed: !agreed },
  ])
})

test('$schema is for editors, and a budget is a number of requests', async () => {
  const $schema = './node_modules/aai-conformance/dist/fixtures/schemas/config.schema.json'
  expect(await resolved({ $schema, targets: { live: target({ budget: 300 }) } })).toMatchObject([{ budget: 300 }])
})

test('private keys come as JWK or PEM, from a file', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await written('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  await written('key.json', JSON.stringify(privateKey.export({ format: 'jwk' })))
  const client = (file: string) => ({ clientId: 'k', privateKey: file, redirectUri: 'https://rp.example/cb' })
  const clients = { pem: client('key.pem'), jwk: client('./key.json') }
  const [live] = await resolved({ targets: { live: target({ clients }) } })
  expect(live).toMatchObject({ clients: { pem: { auth: 'private_key_jwt', privateKey: { kty: 'EC' } } } })
  expect(live?.kind === 'configured' && live.clients.jwk?.privateKey).toEqual(privateKey.export({ format: 'jwk' }))
})

test.for([
  {
    what: 'a secret written out',
    change: { clients: { web: { clientId: 'w', secret: 'hunter2-hunter2', redirectUri: 'https://rp.example/cb' } } },
    says: /targets\.live: "clients\.web\.secret" .*the name of an environment variable/,
  },
  { what: 'a misspelt member', change: { isuer: 'x' }, says: /"isuer".*rename it to "issuer"/ },
  { what: 'a missing member', change: { issuer: undefined }, says: /targets\.live: "issuer" is missing/ },
  { what: 'no issuer but a word', change: { issuer: 'production' }, says: /targets\.live: "issuer" .*an absolute URL/ },
  { what: 'an unknown kind', change: { kind: 'providr' }, says: /"targets\.live\.kind" is "providr".*provider/ },
  { what: 'an unknown profile', change: { profile: 'opnaire-beta' }, says: /openaire-beta/ },
  { what: 'a pair that is not there', change: { pair: 'beta' }, says: /targets\.live\.pair is "beta".*add it/ },
  {
    what: 'a predecessor that is not there',
    change: { predecessor: 'old' },
    says: /targets\.live\.predecessor is "old".*add it/,
  },
  {
    what: 'an authority that is not there',
    change: { tls: { ca: './missing.pem' } },
    says: /targets\.live\.tls\.ca is \.\/missing\.pem, which cannot be read/,
  },
  {
    what: 'a redirect URI that nobody knows',
    change: { clients: { web: { clientId: 'w', secret: env('WEB_SECRET') } } },
    says: /targets\.live\.clients\.web has no redirectUri, and the profile knows none of w: add one that is registered/,
  },
  {
    what: 'a budget of nothing',
    change: { budget: 0 },
    says: /targets\.live: "budget"/,
  },
  {
    what: 'a key that is none',
    change: { clients: { web: { clientId: 'w', privateKey: './no-key.json', redirectUri: 'https://rp.example/cb' } } },
    says: /targets\.live\.clients\.web\.privateKey holds no private key/,
  },
  {
    what: 'a method without its credential',
    change: { clients: { web: { clientId: 'w', auth: 'client_secret_post', redirectUri: 'https://rp.example/cb' } } },
    says: /targets\.live\.clients\.web uses client_secret_post: add secret/,
  },
])('refuses $what, in one sentence that names the place', async ({ change, says }) => {
  await written('no-key.json', '{"kty":"RSA","n":"x","e":"AQAB"}')
  const error = await resolved({ targets: { live: target(change) } }).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ name: 'ConfigurationError', message: expect.stringMatching(says) })
  expect(String(error)).not.toContain('hunter2')
})

test('a variable that is not set, or empty, is named', async () => {
  await expect(resolved({ targets: { live: target() } }, { WEB_SECRET: 'x' })).rejects.toThrow(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the spelling that users write
    'targets.live.users.plain.password is ${PLAIN_PASSWORD}, which is not set: set it in the environment.',
  )
  await expect(resolved({ targets: { live: target() } }, { ...environment, WEB_SECRET: '' })).rejects.toThrow(
    'is empty',
  )
})

test.for([
  { name: 'broken.json', text: '{"targets": ', says: /broken\.json is no json/ },
  { name: 'broken.yaml', text: 'targets: [\n', says: /broken\.yaml is no yaml/ },
  { name: 'broken.ts', text: 'export default {{', says: /broken\.ts cannot be loaded/ },
  { name: 'empty.ts', text: 'export const x = 1', says: /empty\.ts holds no configuration/ },
  { name: 'list.yaml', text: '- 1', says: /list\.yaml holds no configuration/ },
])('$name is refused with its name', async ({ name, text, says }) => {
  await written(name, text)
  await expect(readConfiguration(name, folder)).rejects.toThrow(says)
})

test('a file that is not there is named, and two configurations are one too many', async () => {
  await expect(readConfiguration('nowhere.yaml', folder)).rejects.toThrow('There is no configuration nowhere.yaml')
  const both = await mkdtemp(join(tmpdir(), 'aai-config-'))
  expect(findConfiguration(both)).toBeUndefined()
  await writeFile(join(both, 'aai.config.yaml'), 'targets: {}')
  expect(findConfiguration(both)).toBe('aai.config.yaml')
  await writeFile(join(both, 'aai.config.json'), '{}')
  expect(() => findConfiguration(both)).toThrow('aai.config.json and aai.config.yaml: keep one')
  await rm(both, { recursive: true })
})
