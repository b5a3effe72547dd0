import { createPublicKey, type JsonWebKey, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProfile } from '#mocks/profiles/load.ts'
import { decodeJwt, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { codeFor, redeem } from '../testing/flow.ts'
import { call, clientOf, endpointOf, logIn } from '../testing/relying-party.ts'

const beta = await loadProfile('openaire-beta')

let op: RunningProvider
let newer: RunningProvider
beforeAll(async () => {
  op = await startProvider()
  newer = await startProvider({ profile: { ...beta, dialect: 'keycloak-26' } })
})
afterAll(() => Promise.all([op.close(), newer.close()]))

type Document = Readonly<Record<string, unknown>>

const read = async (url: string): Promise<Document> => (await fetch(url)).json() as Promise<Document>

interface Jwk extends JsonWebKey {
  readonly kid: string
  readonly use: string
  readonly x5c: readonly [string]
}

const keysOf = async (provider: RunningProvider): Promise<readonly Jwk[]> =>
  (await read(endpointOf(provider, 'jwks'))).keys as readonly Jwk[]

const JWK = {
  op: ['kid', 'kty', 'alg', 'use', 'n', 'e', 'x5c', 'x5t', 'x5t#S256'],
  newer: ['kid', 'kty', 'alg', 'use', 'x5c', 'x5t', 'x5t#S256', 'n', 'e'],
}

describe('discovery', () => {
  test('lies where the issuer is, and names what is there', async () => {
    const document = await read(op.discoveryUrl)
    expect(op.discoveryUrl).toBe(`${op.issuer}/.well-known/openid-configuration`)
    expect(document.issuer).toBe(op.issuer)
    for (const [name, value] of Object.entries(document)) {
      if (name.endsWith('_endpoint') || name === 'jwks_uri') expect(String(value)).toContain(`${op.issuer}/`)
    }
  })

  test('has its members where Keycloak has them', async () => {
    const names = Object.keys(await read(op.discoveryUrl))
    expect(names.slice(0, 10)).toEqual([
      ...['issuer', 'authorization_endpoint', 'token_endpoint', 'introspection_endpoint', 'userinfo_endpoint'],
      ...['end_session_endpoint', 'frontchannel_logout_session_supported', 'frontchannel_logout_supported'],
      ...['jwks_uri', 'check_session_iframe'],
    ])
    const following = (name: string): unknown => names[names.indexOf(name) + 1]
    expect(following('registration_endpoint')).toBe('token_endpoint_auth_methods_supported')
    expect(following('revocation_endpoint')).toBe('revocation_endpoint_auth_methods_supported')
    expect(following('device_authorization_endpoint')).toBe('backchannel_token_delivery_modes_supported')
    expect(new Set(names).size).toBe(names.length)
  })

  test('the realm says who it is', async () => {
    const realm = await read(op.issuer)
    expect(Object.keys(realm)).toEqual(['realm', 'public_key', 'token-service', 'account-service', 'tokens-not-before'])
    const key = createPublicKey({ key: Buffer.from(String(realm.public_key), 'base64'), format: 'der', type: 'spki' })
    const jwt = decodeJwt((await logIn(op)).id)
    expect(jwt !== undefined && verifiesRs256(jwt, key)).toBe(true)
  })
})

describe('keys', () => {
  test('come with certificates of themselves', async () => {
    for (const jwk of await keysOf(op)) {
      const certificate = new X509Certificate(Buffer.from(jwk.x5c[0], 'base64'))
      expect(certificate.publicKey.export({ format: 'jwk' })).toMatchObject({ n: jwk.n, e: jwk.e })
      expect(Object.keys(jwk)).toEqual(JWK.op)
    }
    for (const jwk of await keysOf(newer)) expect(Object.keys(jwk)).toEqual(JWK.newer)
  })

  test('the same at every request', async () => {
    expect(await keysOf(op)).toEqual(await keysOf(op))
  })

  test('a new one signs at once, the old one stays to verify, unless it is forgotten', async () => {
    const provider = await startProvider()
    try {
      const kidOf = (token: string): unknown => decodeJwt(token)?.header.kid
      const signing = async () => (await keysOf(provider)).filter(({ use }) => use === 'sig').map(({ kid }) => kid)
      const first = kidOf((await logIn(provider)).id)
      await provider.rotateKeys()
      const second = kidOf((await logIn(provider)).id)
      expect(second).not.toBe(first)
      expect(await signing()).toEqual(expect.arrayContaining([first, second]))
      await provider.rotateKeys({ forget: true })
      const third = kidOf((await logIn(provider)).id)
      expect(await signing()).toContain(third)
      expect(await signing()).not.toContain(second)
    } finally {
      await provider.close()
    }
  })
})

describe('tokens', () => {
  test('the header is spelled as Keycloak spells it', async () => {
    const { id } = await logIn(op)
    const header = Buffer.from(id.split('.')[0] ?? '', 'base64url').toString()
    expect(header).toMatch(/^\{"alg":"RS256","typ" : "JWT","kid" : "[\w-]{43}"\}$/)
  })

  test('hashes belong to what came beside', async () => {
    const { access, id } = await redeem(op, 'web', await codeFor(op, 'web', { nonce: 'n' }))
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(access))
    expect(decodeJwt(id)?.claims).toMatchObject({
      at_hash: Buffer.from(digest).subarray(0, 16).toString('base64url'),
      nonce: 'n',
      aud: clientOf(op, 'web').clientId,
    })
  })

  test('a machine has them too', async () => {
    const grant = { grant_type: 'client_credentials', scope: 'openid' }
    const { body } = await call(op, 'token', clientOf(op, 'service'), grant)
    expect(decodeJwt(String(body.id_token))?.claims.sub).toBe(decodeJwt(String(body.access_token))?.claims.sub)
    expect(body).not.toHaveProperty('refresh_token')
  })
})
