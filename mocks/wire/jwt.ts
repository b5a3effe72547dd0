import {
  constants,
  createHmac,
  type KeyObject,
  sign as signWith,
  timingSafeEqual,
  verify as verifyWith,
} from 'node:crypto'
import { readJson } from './read-json.ts'

/** Compact JWS (RFC 7515), for RS256 and the HMACs. Forged tokens need a maker that asks no questions, so this one does not. */

export type Claims = Readonly<Record<string, unknown>>

/** How a header is written: implementations differ in their blanks. */
export type WriteHeader = (header: Claims) => string

const encode = (text: string): string => Buffer.from(text).toString('base64url')

/** Claims, or a text that stands in their place as it is. */
export type Payload = Claims | string

export const signingInput = (header: Claims, payload: Payload, write: WriteHeader = JSON.stringify): string =>
  `${encode(write(header))}.${encode(typeof payload === 'string' ? payload : JSON.stringify(payload))}`

export const signRs256 = (header: Claims, claims: Payload, key: KeyObject, write?: WriteHeader): string => {
  const input = signingInput(header, claims, write)
  return `${input}.${signWith('sha256', Buffer.from(input), key).toString('base64url')}`
}

const DIGESTS: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }

const hmac = (alg: string, input: string, secret: string | Buffer): Buffer =>
  createHmac(DIGESTS[alg] ?? 'sha256', secret)
    .update(input)
    .digest()

export const signHmac = (
  header: Claims & { readonly alg: string },
  claims: Payload,
  secret: string | Buffer,
  write?: WriteHeader,
): string => {
  const input = signingInput(header, claims, write)
  return `${input}.${hmac(header.alg, input, secret).toString('base64url')}`
}

export interface DecodedJwt {
  readonly header: Claims
  readonly claims: Claims
  readonly input: string
  readonly signature: Buffer
}

const objectOf = (part: string | undefined): Claims | undefined => {
  const value = readJson(Buffer.from(part ?? '', 'base64url').toString('utf8'))
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined
}

/** Undefined for anything that is not three parts with two JSON objects in front. */
export const decodeJwt = (token: string): DecodedJwt | undefined => {
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  const [header, claims] = [objectOf(parts[0]), objectOf(parts[1])]
  if (!header || !claims) return undefined
  return { header, claims, input: `${parts[0]}.${parts[1]}`, signature: Buffer.from(parts[2] ?? '', 'base64url') }
}

export const verifiesRs256 = (jwt: DecodedJwt, key: KeyObject): boolean =>
  jwt.header.alg === 'RS256' && verifyWith('sha256', Buffer.from(jwt.input), key, jwt.signature)

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }

const CURVES: Readonly<Record<string, string>> = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' }

/** RFC 7518 section 3.1 and RFC 8037: by the algorithm that the header names, if the key is one for it. */
export const verifiesJws = ({ header, input, signature }: DecodedJwt, key: KeyObject): boolean => {
  const alg = String(header.alg)
  const [, family, bits] = /^(RS|PS|ES)(256|384|512)$/.exec(alg) ?? []
  const data = Buffer.from(input)
  const type = key.asymmetricKeyType
  if (alg === 'EdDSA') return type === 'ed25519' && verifyWith(null, data, key, signature)
  if (family === 'RS') return type === 'rsa' && verifyWith(`sha${bits}`, data, key, signature)
  if (family === 'PS') return type === 'rsa' && verifyWith(`sha${bits}`, data, { key, ...PSS }, signature)
  const fits = CURVES[alg] === key.asymmetricKeyDetails?.namedCurve
  return (
    family === 'ES' &&
    type === 'ec' &&
    fits &&
    verifyWith(`sha${bits}`, data, { key, dsaEncoding: 'ieee-p1363' }, signature)
  )
}

export const verifiesHmac = (jwt: DecodedJwt, alg: string, secret: string | Buffer): boolean => {
  if (jwt.header.alg !== alg) return false
  const expected = hmac(alg, jwt.input, secret)
  return expected.length === jwt.signature.length && timingSafeEqual(expected, jwt.signature)
}
