import { createPrivateKey, type JsonWebKey, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Claims, signHmac, signRs256 } from '#mocks/wire/jwt.ts'
import { type RunningProvider, startProvider } from '../index.ts'
import { codeFor, complaint } from '../testing/flow.ts'
import { basic, clientOf, endpointOf } from '../testing/relying-party.ts'

let op: RunningProvider
beforeAll(async () => {
  op = await startProvider()
})
afterAll(() => op.close())

interface Sent {
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** What a token request with these credentials hears: `''` when only its code was wrong. */
const hears = async ({ form = {}, headers = {} }: Sent): Promise<string> => {
  const body = new URLSearchParams({ grant_type: 'authorization_code', code: 'unknown', ...form })
  const answer = await fetch(endpointOf(op, 'token'), { method: 'POST', headers, body })
  const text = complaint((await answer.json()) as Record<string, unknown>)
  return text === 'invalid_grant: Code not valid' ? '' : `${answer.status} ${text}`
}

const idOf = (role: string): string => clientOf(op, role).clientId
const secretOf = (role: string): string => clientOf(op, role).secret ?? ''
const header = (text: string) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } })
const posted = (role: string, client_secret = secretOf(role)) => ({ form: { client_id: idOf(role), client_secret } })

const INVALID = '401 invalid_client: Invalid client or Invalid client credentials'
const UNAUTHORIZED = '401 unauthorized_client: Invalid client or Invalid client credentials'

describe('with a secret', () => {
  const cases: readonly (readonly [what: string, sent: () => Sent, answer: string])[] = [
    ['in the header', () => ({ headers: basic(clientOf(op, 'web')) }), ''],
    ['in the header, with what must be encoded', () => ({ headers: basic(clientOf(op, 'web-odd-secret')) }), ''],
    ['in the form', () => posted('web-post'), ''],
    ['in the form of a client that is registered for the header', () => posted('web'), ''],
    ['that is wrong', () => posted('web', 'wrong'), UNAUTHORIZED],
    ['that is a beginning of the right one', () => posted('web', secretOf('web').slice(0, -1)), UNAUTHORIZED],
    ['of another client', () => posted('web', secretOf('web-two')), UNAUTHORIZED],
    ['that is wrong, in the header', () => header(`${idOf('web')}:wrong`), UNAUTHORIZED],
    ['that is missing', () => ({ form: { client_id: idOf('web') } }), UNAUTHORIZED],
    ['of nobody', () => header('nobody:x'), INVALID],
    ['without a colon', () => header('nobody'), INVALID],
    ['that cannot be decoded', () => header(`${idOf('web')}:%zz`), '400 unauthorized_client: Unexpected error'],
    ['in a Bearer header', () => ({ headers: { authorization: 'Bearer x' } }), INVALID],
    ['with nothing at all', () => ({}), INVALID],
    ['of a public client', () => ({ form: { client_id: idOf('public') } }), ''],
    ['of a public client, with a secret nobody looks at', () => posted('public', 'x'), ''],
    [
      'of a client that has to sign',
      () => posted('web-private-key', 'x'),
      '400 invalid_client: Parameter client_assertion_type',
    ],
  ]

  test.each(cases)('%s', async (_what, sent, answer) => {
    const heard = await hears(sent())
    expect(heard.slice(0, answer.length || undefined)).toBe(answer)
  })
})

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const now = (): number => Math.floor(Date.now() / 1000)

const claimsFor = (role: string, changes: Claims = {}): Claims => {
  const clientId = idOf(role)
  const all = { iss: clientId, sub: clientId, aud: op.issuer, jti: randomUUID(), exp: now() + 60, iat: now() }
  return Object.fromEntries(Object.entries({ ...all, ...changes }).filter(([, value]) => value !== undefined))
}

const sign = (role: string, changes: Claims = {}, head: Claims = {}): string => {
  const { privateKey, secret = '' } = clientOf(op, role)
  const claims = claimsFor(role, changes)
  if (!privateKey) return signHmac({ alg: 'HS256', ...head }, claims, secret)
  const key = createPrivateKey({ key: privateKey as JsonWebKey, format: 'jwk' })
  return signRs256({ alg: 'RS256', kid: privateKey.kid, ...head }, claims, key)
}

const asserted = (client_assertion: string, more: Readonly<Record<string, string>> = {}): Sent => ({
  form: { client_assertion, client_assertion_type: TYPE, ...more },
})

const SIGNED_FAILED = '400 invalid_client: Client authentication with signed JWT failed: '
const SECRET_FAILED = '400 unauthorized_client: Client authentication with client secret signed JWT failed: '

describe('with an assertion', () => {
  const KEY = 'web-private-key'
  const SECRET = 'web-secret-jwt'
  const cases: readonly (readonly [what: string, sent: () => Sent, answer: string])[] = [
    ['by key', () => asserted(sign(KEY)), ''],
    ['by secret', () => asserted(sign(SECRET)), ''],
    ['for the token endpoint', () => asserted(sign(KEY, { aud: endpointOf(op, 'token') })), ''],
    ['for another audience', () => asserted(sign(KEY, { aud: 'https://other.example' })), SIGNED_FAILED],
    ['for nobody', () => asserted(sign(KEY, { aud: undefined })), SIGNED_FAILED],
    ['that has expired', () => asserted(sign(KEY, { exp: now() - 1 })), SIGNED_FAILED],
    ['that begins later', () => asserted(sign(SECRET, { nbf: now() + 60 })), SECRET_FAILED],
    ['without jti', () => asserted(sign(KEY, { jti: undefined })), SIGNED_FAILED],
    [
      'with a key that is not registered',
      () => asserted(sign(KEY, {}, { kid: 'other' })),
      '400 invalid_client: Unable to load',
    ],
    [
      'that is not signed',
      () => asserted(sign(KEY, {}, { alg: 'none' })),
      '400 invalid_client: invalid signature algorithm',
    ],
    [
      'with the other kind of signature',
      () => asserted(sign(KEY, {}, { alg: 'HS256' })),
      '400 invalid_client: invalid signature algorithm',
    ],
    ['altered', () => asserted(sign(KEY).slice(0, -8).concat('AAAAAAAA')), SIGNED_FAILED],
    ['of an unknown client', () => asserted(sign(KEY, { iss: 'nobody', sub: 'nobody' })), INVALID],
    ['in the name of another', () => asserted(sign(KEY, { iss: 'x' })), INVALID],
    ['of another type', () => asserted(sign(KEY), { client_assertion_type: 'x' }), INVALID],
    [
      'that is missing',
      () => ({ form: { client_id: idOf(KEY), client_assertion_type: TYPE } }),
      '400 invalid_client: client_assertion parameter missing',
    ],
  ]

  test.each(cases)('%s', async (_what, sent, answer) => {
    const heard = await hears(sent())
    expect(heard.slice(0, answer.length || undefined)).toBe(answer)
  })

  test.each([KEY, SECRET])('each is good once: %s', async (role) => {
    const assertion = sign(role)
    expect(await hears(asserted(assertion))).toBe('')
    expect(await hears(asserted(assertion))).toContain('failed: ')
  })
})

describe('order', () => {
  const answerTo = async (form: Readonly<Record<string, string>>): Promise<string> => {
    const answer = await fetch(endpointOf(op, 'token'), { method: 'POST', body: new URLSearchParams(form) })
    return complaint((await answer.json()) as Record<string, unknown>)
  }

  test('the grant comes before the client, the client before the code', async () => {
    const wrong = posted('web', 'wrong').form
    expect(await answerTo(wrong)).toBe('invalid_request: Missing form parameter: grant_type')
    expect(await answerTo({ ...wrong, grant_type: 'magic' })).toBe('unsupported_grant_type: Unsupported grant_type')
    expect(await answerTo({ ...wrong, grant_type: 'authorization_code' })).toContain('unauthorized_client')
  })

  test('a failed client leaves the code alone', async () => {
    const code = await codeFor(op, 'web')
    const form = { code, redirect_uri: clientOf(op, 'web').redirectUris[0] ?? '' }
    expect(await hears({ form: { ...form, ...posted('web', 'wrong').form } })).toBe(UNAUTHORIZED)
    const body = new URLSearchParams({ grant_type: 'authorization_code', ...form })
    const answer = await fetch(endpointOf(op, 'token'), { method: 'POST', headers: basic(clientOf(op, 'web')), body })
    expect(answer.status).toBe(200)
  })
})
