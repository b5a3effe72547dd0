import { createHash } from 'node:crypto'
import {
  CompactSign,
  calculateJwkThumbprint,
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import type { SealState } from './case.ts'

/** Ed25519 (RFC 8037). */
const ALG = 'EdDSA'

export interface SigningKey {
  readonly jwk: JWK
  /** RFC 7638: by it a key is known. */
  readonly thumbprint: string
}

export const newSigningKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(ALG, { crv: 'Ed25519', extractable: true })
  return { ...(await exportJWK(privateKey)), alg: ALG, use: 'sig' }
}

const publicHalf = ({ d: _, ...rest }: JWK): JWK => rest

/** Rejects with a TypeError when it is no private key of this kind. */
export const signingKey = async (jwk: JWK): Promise<SigningKey> => {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.d !== 'string')
    throw new TypeError('no private Ed25519 key')
  return { jwk, thumbprint: await calculateJwkThumbprint(publicHalf(jwk)) }
}

/** A JWS (RFC 7515) that brings its public key along; whose key that is, its thumbprint tells. */
export const signed = async (payload: unknown, { jwk, thumbprint }: SigningKey, typ: string): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: ALG, typ, kid: thumbprint, jwk: publicHalf(jwk) })
    .sign(await importJWK(jwk, ALG))

export interface Opened {
  readonly payload: unknown
  /** Of the key that signed it. */
  readonly thumbprint: string
}

/** What was signed, if it is as it was signed; undefined otherwise. */
export const opened = async (jws: string, typ: string): Promise<Opened | undefined> => {
  try {
    const { payload, protectedHeader } = await compactVerify(jws.trim(), async ({ jwk, alg }) => {
      if (jwk?.kty !== 'OKP' || alg !== ALG) throw new TypeError('another kind of key')
      return importJWK(jwk, ALG)
    })
    const { jwk, typ: found } = protectedHeader
    if (found !== typ || !jwk) return undefined
    return { payload: JSON.parse(new TextDecoder().decode(payload)), thumbprint: await calculateJwkThumbprint(jwk) }
  } catch {
    return undefined
  }
}

export const SEAL = 'aai-conformance-seal+jws'

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')

/** Says of a result that it is as this harness wrote it. */
export const sealOf = (result: Uint8Array, key: SigningKey): Promise<string> =>
  signed({ sha256: digestOf(result) }, key, SEAL)

/** What a seal says of these bytes, to whoever has that key. An empty one is none. */
export const sealState = async (result: Uint8Array, seal: string, thumbprint: string): Promise<SealState> => {
  if (seal.trim() === '') return 'none'
  const found = await opened(seal, SEAL)
  const { payload } = found ?? {}
  const sha256 = typeof payload === 'object' && payload !== null && 'sha256' in payload ? payload.sha256 : undefined
  if (!found || sha256 !== digestOf(result)) return 'of something else'
  return found.thumbprint === thumbprint ? 'ours' : 'of another key'
}
