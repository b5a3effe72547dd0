import { createPublicKey } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { readJson } from '#mocks/wire/read-json.ts'
import { fromFile, type Place } from './place.ts'
import type { ServiceEntry } from './schema-service.ts'

type Jwks = NonNullable<Client['jwks']>

const PRIVATE = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'])

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The public half; undefined for what is no key, or has none, as those of secrets. */
const publicHalf = (jwk: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (!isRecord(jwk)) return undefined
  try {
    createPublicKey({ key: jwk, format: 'jwk' })
    return Object.fromEntries(Object.entries(jwk).filter(([name]) => !PRIVATE.has(name)))
  } catch {
    return undefined
  }
}

const fromPem = (text: string): unknown => {
  try {
    return createPublicKey(text).export({ format: 'jwk' })
  } catch {
    return undefined
  }
}

const keysIn = (text: string): readonly unknown[] => {
  if (text.includes('-----BEGIN')) return [fromPem(text)]
  const read = readJson(text)
  return isRecord(read) && Array.isArray(read.keys) ? read.keys : [read]
}

/** The keys by which a service says who it is, of a JWK Set, a JWK or a PEM; of private ones the public half. */
export const jwksOf = (place: Place, { jwks, jwksFile }: ServiceEntry['client']): Jwks => {
  const refusal = (sentence: string) => new ConfigurationError(`${place.file.name}: ${place.at}${sentence}`)
  if (jwks !== undefined && jwksFile !== undefined) throw refusal(' has both jwks and jwksFile: choose.')
  if (jwks === undefined && jwksFile === undefined) {
    throw refusal(' uses private_key_jwt: add jwksFile, the path of its public keys, or jwks.')
  }
  const member = jwksFile === undefined ? 'jwks' : 'jwksFile'
  const written =
    jwksFile === undefined ? (jwks?.keys ?? []) : keysIn(fromFile({ ...place, at: `${place.at}.jwksFile` }, jwksFile))
  const keys = written.flatMap((jwk) => publicHalf(jwk) ?? [])
  if (keys.length > 0 && keys.length === written.length) return { keys: keys as Jwks['keys'] }
  throw refusal(`.${member} holds something that is no public key: make it a JWK Set, a JWK or a PEM.`)
}
