import { decodeJwt, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { decoded, forged, tampered, unsigned } from './forgery.ts'

let token = ''
let key: CryptoKey

beforeAll(async () => {
  const pair = await generateKeyPair('RS256')
  key = pair.publicKey
  token = await new SignJWT({ sub: 'ada', iss: 'https://op.example' })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(pair.privateKey)
})

const differences = (one: string, other: string): number =>
  [...one].filter((character, at) => character !== other[at]).length

describe('tampered', () => {
  it('changes one character, in the signature of a JWT', async () => {
    const bent = tampered(token)
    expect(differences(token, bent)).toBe(1)
    expect(bent.split('.').slice(0, 2)).toEqual(token.split('.').slice(0, 2))
    await expect(jwtVerify(bent, key)).rejects.toThrow(/signature/)
  })

  it('changes one character of what is no JWT', () => {
    expect(differences('0123456789', tampered('0123456789'))).toBe(1)
    expect(differences('AAAA', tampered('AAAA'))).toBe(1)
  })
})

describe('forged', () => {
  it('keeps header and claims, changes what it is told to, and does not verify', async () => {
    const bent = await forged(token, { iss: 'https://evil.example' })
    expect(decodeJwt(bent)).toEqual({ sub: 'ada', iss: 'https://evil.example' })
    expect(decoded(bent.split('.')[0] ?? '')).toContain('"kid":"one"')
    await expect(jwtVerify(bent, key)).rejects.toThrow(/signature/)
  })

  it('changes a token that it cannot read', async () => {
    for (const odd of ['opaque-token', 'aaaa.bbbb.cccc']) {
      expect(differences(odd, await forged(odd))).toBe(1)
    }
  })

  it('signs what nobody can sign, and demands nothing critical', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const odd = `${part({ alg: 'none', crit: ['x'], x: 1, typ: 'JWT' })}.${part({ sub: 'ada' })}.c2ln`
    const [header = ''] = (await forged(odd)).split('.')
    expect(JSON.parse(decoded(header))).toEqual({ alg: 'RS256', x: 1, typ: 'JWT' })
  })
})

it('unsigned keeps the claims and drops the signature', () => {
  const [header, claims, signature] = unsigned(token).split('.')
  expect(decoded(header ?? '')).toBe('{"alg":"none"}')
  expect(claims).toBe(token.split('.')[1])
  expect(signature).toBe('')
})

it('decoded shows what anybody can read', () => {
  expect(decoded(Buffer.from('a b').toString('base64url'))).toBe('a b')
})
