import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import { type DecodedJwt, verifiesHmac, verifiesJws } from '#mocks/wire/jwt.ts'

/** Public keys of a client, or the one whose private half we hold. */
const keysOf = (client: Client): readonly Record<string, unknown>[] =>
  client.jwks?.keys ?? (client.privateKey ? [client.privateKey] : [])

const privateMembers: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])

/** What may leave the house of a client's keys. */
export const publicKeysOf = (client: Client): readonly Record<string, unknown>[] =>
  keysOf(client).map((key) => Object.fromEntries(Object.entries(key).filter(([name]) => !privateMembers.has(name))))

/** Those that a header may mean: the one it names, or all. */
export const keysFor = (client: Client, kid: unknown): readonly Record<string, unknown>[] =>
  keysOf(client).filter((key) => kid === undefined || key.kid === kid)

const keyOf = (jwk: Record<string, unknown>): KeyObject | undefined => {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })
  } catch {
    return undefined
  }
}

const BY_CURVE: Readonly<Record<string, string>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }

/** What a client signs with, as far as its keys tell: RS256 for an RSA key that names no algorithm. */
export const algorithmsOf = (client: Client): readonly string[] =>
  keysOf(client).map(({ kty, alg, crv }) => {
    if (typeof alg === 'string') return alg
    return kty === 'EC' ? (BY_CURVE[String(crv)] ?? 'ES256') : kty === 'OKP' ? 'EdDSA' : 'RS256'
  })

/** By a secret or a key of the client, as the header says. */
export const isSignedBy = (client: Client, jwt: DecodedJwt): boolean => {
  const { alg, kid } = jwt.header
  if (/^HS(256|384|512)$/.test(String(alg))) {
    return client.secret !== undefined && verifiesHmac(jwt, String(alg), client.secret)
  }
  return keysFor(client, kid).some((key) => {
    const published = keyOf(key)
    return published !== undefined && verifiesJws(jwt, published)
  })
}
