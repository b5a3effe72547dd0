// Tests of a service against a provider in the same process. They run with `node --test` as they stand, and under Vitest
// once `before` and `after` are imported from it as `beforeAll` and `afterAll`.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Fault, type RunningProvider, startProvider } from 'aai-conformance'
import { startService } from './service.ts'
import { newUser } from './user.ts'

const ada = { username: 'ada', password: 'only-in-tests' }

let provider: RunningProvider
let service: Awaited<ReturnType<typeof startService>>

const registration = () => ({ issuer: provider.issuer, clientId: 'shop', secret: 'only-in-tests' })

before(async () => {
  provider = await startProvider({ profile: 'openaire-beta' })
  provider.addUser('ada', {
    title: 'A user of the shop',
    ...ada,
    attributes: { name: 'Ada Lovelace', email: 'ada@university.example', email_verified: true },
  })
  provider.addClient('shop', {
    title: 'The shop',
    clientId: 'shop',
    auth: 'client_secret_basic',
    secret: 'only-in-tests',
    redirectUris: ['http://127.0.0.1/callback'],
    postLogoutRedirectUris: [],
    grants: ['code'],
    consent: false,
    pkce: 'S256',
  })
  service = await startService(registration())
})

after(async () => {
  service.close()
  await provider.close()
})

test('a user signs in and is known by name', async () => {
  const page = await newUser(ada).logIn(`${service.origin}/login`)
  assert.equal(page.status, 200)
  assert.equal(JSON.parse(page.text).name, 'Ada Lovelace')
})

test('the service redeems the code with its verifier and its secret', async () => {
  provider.requests.clear()
  await newUser(ada).logIn(`${service.origin}/login`)
  const request = await provider.requests.waitFor(({ endpoint }) => endpoint === 'token')
  assert.equal(request.status, 200)
  assert.equal(request.clientId, 'shop')
  assert.match(request.params.code_verifier ?? '', /^[\w.~-]{43,128}$/)
  assert.match(request.headers.authorization ?? '', /^Basic /)
})

test('an ID token with another nonce signs nobody in', async () => {
  const otherNonce: Fault = {
    id: 'shop.other-nonce',
    title: 'an ID token with a nonce that nobody sent',
    breaks: 'OIDCC-3.1.3.7-11',
    at: 'id-token',
    set: { nonce: 'somebody-else' },
  }
  const { lift } = provider.fault(otherNonce, { client: 'shop' })
  const user = newUser(ada)
  assert.equal((await user.logIn(`${service.origin}/login`)).status, 403)
  assert.equal((await user.open(`${service.origin}/me`)).status, 401)
  lift()
  assert.equal((await newUser(ada).logIn(`${service.origin}/login`)).status, 200)
})

// Signatures are looked at in earnest: openid-client fetches keys anew once those it has are a minute old, not before.
test('keys that changed sign nobody in until the service fetches them', async () => {
  await newUser(ada).logIn(`${service.origin}/login`)
  await provider.rotateKeys({ forget: true })
  assert.equal((await newUser(ada).logIn(`${service.origin}/login`)).status, 403)
  const restarted = await startService(registration())
  assert.equal((await newUser(ada).logIn(`${restarted.origin}/login`)).status, 200)
  restarted.close()
})
