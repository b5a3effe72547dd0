import { generateKeyPairSync } from 'node:crypto'
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

const portal = {
  kind: 'service',
  profile: 'openaire-beta',
  client: { clientId: 'portal', redirectUri: 'http://localhost:8080/callback' },
  login: 'http://localhost:8080/login',
  whoami: { url: 'http://localhost:8080/me' },
  start: {
    command: 'npm start',
    environment: { OIDC_ISSUER: '{issuer}', OIDC_SECRET: '{client_secret}', HOME_PAGE: '{}' },
  },
}

const resolved = async (entry: object, variables: Record<string, string> = {}) => {
  await writeFile(join(folder, 'aai.config.json'), JSON.stringify({ targets: { portal: entry } }))
  const [target] = await resolveTargets(await readConfiguration('aai.config.json', folder), variables)
  return target
}

test('a service has an issuer of its own, at which it is registered', async () => {
  expect(await resolved(portal)).toMatchObject({
    kind: 'embedded',
    id: 'portal',
    title: 'Service "portal"',
    profile: { id: 'openaire-beta' },
    service: {
      login: 'http://localhost:8080/login',
      whoami: { url: 'http://localhost:8080/me', user: '/sub' },
      callbacks: ['http://localhost:8080/callback'],
      registration: {
        clientId: 'portal',
        auth: 'client_secret_basic',
        secret: expect.stringMatching(/^[\w-]{32}$/),
        redirectUris: ['http://localhost:8080/callback'],
        grants: ['code', 'refresh'],
      },
      start: { command: 'npm start', cwd: folder, ready: 'http://localhost:8080/login', patience: 60 },
    },
  })
})

test('one that runs already knows its issuer by a port, and its secret by the environment', async () => {
  const { start: _, ...running } = portal
  const client = { ...portal.client, secret: env('PORTAL_SECRET') }
  expect(await resolved({ ...running, client, port: 4455 }, { PORTAL_SECRET: 'geheim' })).toMatchObject({
    port: 4455,
    service: { registration: { secret: 'geheim' } },
  })
})

const REAL = 'https://beta.aai.openaire.eu/auth/realms/openaire'

test('a real name is all that a service has to be told of its issuer', async () => {
  const start = { command: 'npm start', environment: { SECRET: '{client_secret}' } }
  expect(await resolved({ ...portal, issuer: REAL, start })).toMatchObject({
    ...{ origin: 'https://beta.aai.openaire.eu', tls: true },
  })
})

test.for(['JWK Set', 'JWK', 'PEM', 'private PEM'])(
  'keys of a service come as %s, and lose their private half',
  async (form) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'one' }
    const texts = {
      'JWK Set': JSON.stringify({ keys: [jwk] }),
      JWK: JSON.stringify(jwk),
      PEM: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'private PEM': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }
    await writeFile(join(folder, 'keys'), texts[form as keyof typeof texts])
    const { kty, crv, x, y, kid } = jwk
    expect(await resolved({ ...portal, ...client({ auth: 'private_key_jwt', jwksFile: 'keys' }) })).toHaveProperty(
      'service.registration.jwks',
      { keys: [form.endsWith('PEM') ? { kty, crv, x, y } : { kty, crv, x, y, kid }] },
    )
  },
)

const ME = 'http://localhost:8080/me'

test('what scripts do or keep is looked at in a real browser', async () => {
  const storage = { area: 'session', key: 'oidc.user:*', pointer: '/profile/sub' }
  expect(await resolved({ ...portal, whoami: { url: ME, storage } })).toMatchObject({
    ...{ driver: 'browser', service: { whoami: { url: ME, storage } } },
  })
  expect(await resolved({ ...portal, loginClick: 'Log in' })).toMatchObject({
    ...{ driver: 'browser', service: { loginClick: 'Log in' } },
  })
  expect(await resolved({ ...portal, whoami: { callback: true, element: '#user', is: 'email' } })).toHaveProperty(
    'service.whoami',
    { element: '#user', is: 'email' },
  )
})

test('one on a host of one’s own is named as such', async () => {
  const own = { ...portal, logout: 'https://portal.example:8443/out' }
  expect(await resolved({ ...own, ownHosts: ['portal.example:8443'] })).toHaveProperty('service.logout')
  expect(await resolved({ ...own, ownHosts: ['portal.example'] })).toHaveProperty('service.logout')
})

test('a name may lead to loopback, and no name of loopback elsewhere', async () => {
  const login = 'https://portal.example/login'
  expect(await resolved({ ...portal, login, hosts: { 'portal.example': '127.0.0.1:8443' } })).toHaveProperty('hosts')
  await expect(resolved({ ...portal, hosts: { localhost: 'portal.example:443' } })).rejects.toThrow(
    /add portal\.example:?\d* to/,
  )
})

test('the examples of the documentation are as they should be', async () => {
  const file = await readConfiguration('docs/examples/services.yaml', process.cwd())
  const targets = await resolveTargets(file, { PORTAL_SECRET: 'geheim' })
  expect(targets).toMatchObject([
    { id: 'started', service: { whoami: { user: '/sub' }, start: { patience: 60 } } },
    { id: 'running', port: 4455, service: { whoami: { is: 'email' }, loginForm: '/auth/signin/aai' } },
  ])
})

const start = (changes: object) => ({ start: { ...portal.start, ...changes } })
const client = (changes: object) => ({ client: { ...portal.client, ...changes } })

test.for([
  {
    what: 'a host of others',
    change: { login: 'https://portal.example/login' },
    says: /add portal\.example to ownHosts/,
  },
  {
    what: 'a redirect URI at a host of others',
    change: client({ redirectUri: 'https://portal.example/cb' }),
    says: /leads to https:\/\/portal\.example\/cb, and faults are played only on loopback/,
  },
  {
    what: 'a name that only begins like loopback',
    change: { login: 'http://localhost.evil.example/login' },
    says: /add localhost\.evil\.example to ownHosts/,
  },
  {
    what: 'no redirect URI',
    change: client({ redirectUri: undefined }),
    says: /portal\.client has no redirectUri: add/,
  },
  {
    what: 'an app’s redirect URI',
    change: client({ redirectUri: 'app:/cb' }),
    says: /redirectUri is app:\/cb: make it/,
  },
  {
    what: 'a secret that the service never learns',
    change: start({ environment: { OIDC_ISSUER: '{issuer}' } }),
    says: /portal\.client has no secret, and nothing tells the service one: add secret/,
  },
  {
    what: 'a secret written out',
    change: client({ secret: 'geheim' }),
    says: /"client\.secret".*environment variable/,
  },
  {
    what: 'a secret that is not in the environment',
    change: client({ secret: env('NOWHERE') }),
    says: /portal\.client\.secret is \$\{NOWHERE\}, which is not set/,
  },
  {
    what: 'keys that are missing',
    change: client({ auth: 'private_key_jwt' }),
    says: /client uses private_key_jwt: add jwksFile/,
  },
  {
    what: 'keys that are none',
    change: client({ auth: 'private_key_jwt', jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }),
    says: /client\.jwks holds something that is no public key/,
  },
  {
    what: 'keys that cannot be read',
    change: client({ auth: 'private_key_jwt', jwksFile: 'nowhere.json' }),
    says: /client\.jwksFile is nowhere\.json, which cannot be read/,
  },
  {
    what: 'another issuer than that of the profile',
    change: { issuer: 'https://aai.openaire.eu/auth/realms/other' },
    says: /portal\.issuer is https:\/\/aai\.openaire\.eu\/auth\/realms\/other, and openaire-beta has https:\/\/beta\.aai\.openaire\.eu\/auth\/realms\/openaire: correct/,
  },
  {
    what: 'an issuer without TLS',
    change: { issuer: 'http://beta.aai.openaire.eu/auth/realms/openaire' },
    says: /"issuer"/,
  },
  {
    what: 'a real name for what runs already',
    change: { issuer: REAL, start: undefined, port: 4455, ...client({ auth: 'none' }) },
    says: /has an issuer, a real name .*: add start/,
  },
  {
    what: 'a real name without TLS',
    change: { issuer: REAL, https: false },
    says: /portal\.https is false, and an issuer by its real name speaks TLS/,
  },
  {
    what: 'an issuer that the service never learns',
    change: start({ environment: { S: '{client_secret}' } }),
    says: /portal\.start does not tell the service its issuer: add a variable with \{issuer\}/,
  },
  {
    what: 'neither start nor port',
    change: { start: undefined, ...client({ auth: 'none' }) },
    says: /portal has neither start nor port: add port/,
  },
  {
    what: 'a placeholder that is none',
    change: start({ environment: { ...portal.start.environment, X: '{isuer}' } }),
    says: /start names \{isuer\}, which nothing stands for: there are \{issuer\}, /,
  },
  {
    what: 'two ways to read the user',
    change: { whoami: { ...portal.whoami, user: '/sub', pattern: '(.)' } },
    says: /whoami has both user .* and pattern .*: choose/,
  },
  {
    what: 'a pattern without a group',
    change: { whoami: { ...portal.whoami, pattern: 'user: .*' } },
    says: /whoami\.pattern is user: \.\*, which has no group/,
  },
  {
    what: 'a pattern that is none',
    change: { whoami: { ...portal.whoami, pattern: '(' } },
    says: /whoami\.pattern is \(, which is no regular expression/,
  },
  { what: 'no pointer', change: { whoami: { ...portal.whoami, user: 'sub' } }, says: /"whoami\.user".*JSON Pointer/ },
  {
    what: 'an account that is no pointer',
    change: { whoami: { ...portal.whoami, account: 'id' } },
    says: /whoami\.account is id, which is no JSON Pointer/,
  },
  {
    what: 'an account on a page, without a group',
    change: { whoami: { ...portal.whoami, pattern: 'user: (.*)', account: 'account: .*' } },
    says: /whoami\.account is account: \.\*, which has no group/,
  },
  {
    what: 'an entitlement that nobody can hold',
    change: { protected: { url: 'http://localhost:8080/members', entitlement: 'urn:geant:openaire.eu:group:a' } },
    says: /protected\.entitlement is no entitlement: .*character 30: no authority/,
  },
  {
    what: 'a protected page at a host of others',
    change: { tokenPage: 'https://portal.example/data' },
    says: /add portal\.example to ownHosts/,
  },
  {
    what: 'no selector',
    change: { whoami: { url: ME, element: '#user[' } },
    says: /whoami\.element is #user\[, which is no CSS selector/,
  },
  {
    what: 'two places',
    change: { whoami: { url: ME, element: '#user', user: '/sub' } },
    says: /whoami has both user and element: choose/,
  },
  {
    what: 'nowhere to look',
    change: { whoami: { element: '#user' } },
    says: /whoami has neither url nor callback: add url/,
  },
  {
    what: 'asking and not asking',
    change: { whoami: { url: ME, callback: true } },
    says: /whoami has both url and callback/,
  },
  {
    what: 'another storage',
    change: { whoami: { url: ME, storage: { area: 'disk', key: 'x' } } },
    says: /"whoami\.storage\.area"/,
  },
  {
    what: 'storage without a browser',
    change: { driver: 'http', whoami: { url: ME, storage: { area: 'local', key: 'x' } } },
    says: /portal\.driver is http, and whoami\.storage needs a real browser/,
  },
  {
    what: 'two ways to begin',
    change: { loginForm: '/signin', loginClick: 'Log in' },
    says: /has both loginForm and loginClick: choose/,
  },
  { what: 'an attribute that nobody has', change: { whoami: { ...portal.whoami, is: 'shoe' } }, says: /"whoami\.is"/ },
  {
    what: 'an address for a host',
    change: { ownHosts: ['https://portal.example'] },
    says: /"ownHosts.*a host, with its port/,
  },
  { what: 'no address', change: { login: 'localhost:8080/login' }, says: /"login"/ },
  { what: 'a misspelt member', change: { lgoin: 'x' }, says: /rename it to "login"|"lgoin"/ },
])('refuses $what, in one sentence that names the place', async ({ change, says }) => {
  await expect(resolved({ ...portal, ...change })).rejects.toThrow(says)
})
