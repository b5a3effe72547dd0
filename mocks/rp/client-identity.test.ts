import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Client } from '#fixtures/schema/client.ts'
import { type RunningProvider, startProvider } from '#mocks/op/index.ts'
import { clientOf } from '#mocks/op/testing/relying-party.ts'
import { startRelyingParty } from './index.ts'
import { guest } from './testing/guest.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const kid = 'of-the-service'
const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid } as unknown as Record<string, never>] }

type Ways = Pick<Client, 'auth' | 'secret' | 'jwks'>

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

const registered = (ways: Ways, redirectUri: string): void => {
  const { secret: _, ...like } = clientOf(op, 'web')
  op.addClient('service', { ...like, ...ways, redirectUris: [redirectUri] })
}

test.for<{ ways: Ways; sent: string }>([
  { ways: { auth: 'private_key_jwt', jwks }, sent: 'client_assertion' },
  { ways: { auth: 'client_secret_jwt', secret: 'a-secret-of-32-characters-or-more' }, sent: 'client_assertion' },
  { ways: { auth: 'client_secret_post', secret: 'secret' }, sent: 'client_secret' },
])('signs in with $ways.auth', async ({ ways, sent }) => {
  const { issuer } = op
  const { clientId } = clientOf(op, 'web')
  const own = { ...privateKey.export({ format: 'jwk' }), kid }
  const { auth, secret } = ways
  const rp = await startRelyingParty({ issuer, clientId, auth, privateKey: own, ...(secret ? { secret } : {}) })
  onTestFinished(rp.close)
  registered(ways, rp.redirectUri)
  op.requests.clear()
  const ada = guest(op, rp)
  await ada.logIn()
  expect((await ada.me())?.sub).toBeTypeOf('string')
  const [redeemed] = op.requests.to('token')
  expect([redeemed?.status, Object.keys(redeemed?.params ?? {})]).toEqual([200, expect.arrayContaining([sent])])
  expect(redeemed?.headers.authorization).toBeUndefined()
})

test.for([
  { alg: 'ES256', pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
  { alg: 'EdDSA', pair: generateKeyPairSync('ed25519') },
  { alg: 'PS256', pair: generateKeyPairSync('rsa', { modulusLength: 2048 }) },
])('an assertion may be signed with $alg, if the key is one for it', async ({ alg, pair }) => {
  const named = alg === 'PS256' ? { alg } : {}
  const key = { ...pair.publicKey.export({ format: 'jwk' }), ...named } as Record<string, never>
  registered({ auth: 'private_key_jwt', jwks: { keys: [key] } }, 'http://localhost:9/cb')
  const { clientId } = clientOf(op, 'web')
  const ask = async (signer: typeof pair.privateKey) => {
    const client_assertion = await new SignJWT({ jti: crypto.randomUUID() })
      .setProtectedHeader({ alg })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(op.issuer)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(signer)
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    const body = { grant_type: 'authorization_code', code: 'none', redirect_uri: 'http://localhost:9/cb' }
    const answer = await fetch(`${op.issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...body, client_assertion_type, client_assertion }),
    })
    return (await answer.json()) as { error: string }
  }
  // The client is known by then: it is the code that is none.
  expect(await ask(pair.privateKey)).toMatchObject({ error: 'invalid_grant' })
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  if (alg === 'ES256') expect(await ask(other)).not.toMatchObject({ error: 'invalid_grant' })
})
