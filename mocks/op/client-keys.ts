import { createPublicKey, type JsonWebKey } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import { type DecodedJwt, verifiesHmac, verifiesRs256 } from '#mocks/wire/jwt.ts'

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

/** By a secret or a key of the client, as the header says. */
export const isSignedBy = (client: Client, jwt: DecodedJwt): boolean => {
  const { alg, kid } = jwt.header
  if (/^HS(256|384|512)$/.test(String(alg))) {
    return client.secret !== undefined && verifiesHmac(jwt, String(alg), client.secret)
  }
  return keysFor(client, kid).some(
    ({ kty, n, e }) =>
      kty === 'RSA' && verifiesRs256(jwt, createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' })),
  )
}
