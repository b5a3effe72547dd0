import { expect, test } from 'vitest'
import { client, configuredService, portal, start } from '../testing/configured-service.ts'
import { env } from './define.ts'

const { resolved } = configuredService()
const ME = 'http://localhost:8080/me'
const REAL = 'https://beta.aai.openaire.eu/auth/realms/openaire'

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
    what: 'what it has and has not',
    change: { logout: 'http://localhost:8080/logout', lacks: ['logout'] },
    says: /portal\.lacks names logout, which stands there/,
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
