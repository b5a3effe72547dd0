import { generateKeyPairSync } from 'node:crypto'
import { importJWK, type JWK, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { decodeJwt, signRs256, verifiesHmac } from '#mocks/wire/jwt.ts'
import type { HttpAnswer } from './contract.ts'
import { signedWithOwnKey, signedWithPublicKey, unsignedAs } from './forgery-keys.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const claims = { sub: 'ada', exp: 4_102_444_800 }
const token = signRs256({ alg: 'RS256', kid: 'k', typ: 'JWT' }, claims, privateKey)
const encryption = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })

const published = (...keys: object[]) => ({ json: { keys } }) as HttpAnswer

test('nothing is signed, and everything else is as it was', () => {
  const forged = decodeJwt(unsignedAs(token, 'nOnE'))
  expect(forged).toMatchObject({ header: { alg: 'nOnE', kid: 'k', typ: 'JWT' }, claims })
  expect(forged?.signature).toHaveLength(0)
})

test('the public key serves as a secret, in the form in which programs hold it', () => {
  const keys = published({ ...encryption, use: 'enc', kid: 'e' }, { ...publicKey.export({ format: 'jwk' }), kid: 'k' })
  const forged = decodeJwt(signedWithPublicKey(token, keys))
  expect(forged).toMatchObject({ header: { alg: 'HS256', kid: 'k' }, claims })
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  expect(forged && verifiesHmac(forged, 'HS256', pem)).toBe(true)
})

test('the key that comes along verifies the token, and nothing of its private half does', async () => {
  const forged = await signedWithOwnKey(token)
  const jwk = decodeJwt(forged)?.header.jwk as JWK
  expect(Object.keys(jwk).toSorted()).toEqual(['e', 'kty', 'n'])
  const { payload } = await jwtVerify(forged, await importJWK(jwk, 'RS256'))
  expect(payload).toEqual(claims)
})

test.for(['opaque-token-0001', ''])('of %j, which is no signed token, something else is made', async (opaque) => {
  const forged = [unsignedAs(opaque, 'none'), signedWithPublicKey(opaque, published()), await signedWithOwnKey(opaque)]
  expect(forged.filter((each) => each === opaque)).toEqual([])
})
