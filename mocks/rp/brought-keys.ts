import { type JsonWebKey, X509Certificate } from 'node:crypto'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import type { Ask } from './issuer.ts'

const inCertificate = (certificate: string | Buffer): readonly JsonWebKey[] => {
  try {
    return [new X509Certificate(certificate).publicKey.export({ format: 'jwk' })]
  } catch {
    return []
  }
}

const inList = (value: unknown): readonly JsonWebKey[] => (Array.isArray(value) ? (value as readonly JsonWebKey[]) : [])

/** Keys that a token brings along, or says where to find: no right service wants to know (RFC 8725 section 3.10). */
export const keysBrought = async (token: string, ask: Ask): Promise<readonly JsonWebKey[]> => {
  const { jwk, jku, x5c, x5u } = decodeJwt(token)?.header ?? {}
  if (typeof jwk === 'object' && jwk !== null) return [jwk as JsonWebKey]
  if (Array.isArray(x5c)) return inCertificate(Buffer.from(String(x5c[0]), 'base64'))
  if (typeof jku === 'string') return inList((await ask(jku)).body?.keys)
  return typeof x5u === 'string' ? inCertificate((await ask(x5u)).text) : []
}
