import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { exportJWK, SignJWT } from 'jose'
import { decodeJwt, signHmac } from '#mocks/wire/jwt.ts'
import type { HttpAnswer } from './contract.ts'
import { tampered } from './forgery.ts'
import { objects } from './json.ts'
import { strangerKey } from './stranger-key.ts'

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The same claims under a header that says that nothing is signed, spelled as given. */
export const unsignedAs = (token: string, alg: string): string => {
  const jwt = decodeJwt(token)
  return jwt ? `${encoded({ ...jwt.header, alg })}.${encoded(jwt.claims)}.` : tampered(token)
}

/** Signed with the public key as if it were a shared secret: who goes by the header alone verifies it so. */
export const signedWithPublicKey = (token: string, keys: HttpAnswer): string => {
  const jwt = decodeJwt(token)
  const known = objects(keys.json, 'keys').filter(({ use, kty }) => kty === 'RSA' && use !== 'enc')
  const key = known.find(({ kid }) => kid === jwt?.header.kid) ?? known[0]
  if (!jwt || !key) return tampered(token)
  const pem = createPublicKey({ key: key as JsonWebKey, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  return signHmac({ ...jwt.header, alg: 'HS256' }, jwt.claims, pem.toString())
}

/** Signed with a key that the token itself brings along. */
export const signedWithOwnKey = async (token: string): Promise<string> => {
  const jwt = decodeJwt(token)
  if (!jwt) return tampered(token)
  const { alg, key } = strangerKey('RS256')
  const { d: _, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...jwk } = await exportJWK(key)
  return new SignJWT({ ...jwt.claims }).setProtectedHeader({ ...jwt.header, alg, jwk }).sign(key)
}
