import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Signing, signings } from '#fixtures/schema/fault.ts'
import { decodeJwt, verifiesHmac, verifiesRs256 } from '#mocks/wire/jwt.ts'
import { type Forging, signOrForge } from './forge.ts'

const keyOf = (kid: string) => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) })
const [own, stranger] = [keyOf('own'), keyOf('stranger')]
const address = (what: string): string => `https://aai.example/${what}`
const forging: Forging = { key: own, stranger: () => stranger, secret: 'secret', address }

const made = (sign: Signing) => {
  const token = signOrForge([{ at: 'id-token', sign }], { alg: 'RS256', kid: own.kid }, { sub: 's' }, forging)
  const jwt = decodeJwt(token)
  if (!jwt) throw new Error(`${sign} makes no token: ${token}`)
  return jwt
}

describe('a token', () => {
  test('is signed by the issuer, by a stranger, or by nobody', () => {
    const by = (sign: Signing): string => {
      const jwt = made(sign)
      if (jwt.signature.length === 0) return 'nobody'
      return verifiesRs256(jwt, own.publicKey) ? 'issuer' : verifiesRs256(jwt, stranger.publicKey) ? 'stranger' : 'else'
    }
    expect(Object.fromEntries(signings.map((sign) => [sign, by(sign)]))).toEqual({
      ...{ issuer: 'issuer', 'no-kid': 'issuer', none: 'nobody', unsigned: 'nobody', broken: 'else' },
      ...{ 'other-key': 'stranger', 'unknown-kid': 'stranger', 'own-jwk': 'stranger', 'own-jku': 'stranger' },
      ...{ 'own-x5c': 'stranger', 'own-x5u': 'stranger', 'HS256-secret': 'else', 'HS256-public-key': 'else' },
      'HS256-public-jwk': 'else',
    })
  })

  test('bears an HMAC with what a careless reader would take for the key', () => {
    const pem = own.publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(verifiesHmac(made('HS256-secret'), 'HS256', 'secret')).toBe(true)
    expect(verifiesHmac(made('HS256-public-key'), 'HS256', pem)).toBe(true)
    const jwk = JSON.stringify(own.publicKey.export({ format: 'jwk' }))
    expect(verifiesHmac(made('HS256-public-jwk'), 'HS256', jwk)).toBe(true)
  })

  test('tells where the key of a stranger is to be had', () => {
    expect(made('own-jwk').header).toMatchObject({ kid: 'stranger', jwk: stranger.publicKey.export({ format: 'jwk' }) })
    expect(made('own-jku').header.jku).toBe('https://aai.example/keys')
    expect(made('own-x5u').header.x5u).toBe('https://aai.example/certificate')
    const [certificate] = made('own-x5c').header.x5c as string[]
    const read = new X509Certificate(Buffer.from(certificate ?? '', 'base64'))
    expect(read.publicKey.equals(stranger.publicKey)).toBe(true)
  })

  test('names no key, another one, and no algorithm but what its header says', () => {
    expect(made('no-kid').header).toEqual({ alg: 'RS256' })
    expect(made('other-key').header.kid).toBe('own')
    expect(made('none').header.alg).toBe('none')
    expect(made('unsigned').header.alg).toBe('RS256')
  })
})
