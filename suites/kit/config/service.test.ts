import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { client, configuredService, portal } from '../testing/configured-service.ts'
import { env } from './define.ts'
import { readConfiguration } from './read.ts'
import { resolveTargets } from './resolve.ts'

const { resolved, folder } = configuredService()

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
      start: { command: 'npm start', cwd: folder(), ready: 'http://localhost:8080/login', patience: 60 },
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
    await writeFile(join(folder(), 'keys'), texts[form as keyof typeof texts])
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

test('NGINX may stand before it, with directives of a file beside the configuration', async () => {
  expect(await resolved({ ...portal, proxy: 'guide' })).toMatchObject({ proxy: { played: 'nginx', setting: 'guide' } })
  expect(await resolved({ ...portal, proxy: 'nginx/buffers.conf' })).toMatchObject({
    proxy: { setting: join(folder(), 'nginx/buffers.conf') },
  })
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
    { id: 'page', driver: 'browser', service: { loginClick: 'Sign in', whoami: { storage: { area: 'session' } } } },
    {
      id: 'production',
      origin: 'https://aai.openaire.eu',
      service: { registration: { jwks: { keys: [{ kty: 'EC' }] } } },
    },
  ])
})
