import { createPrivateKey } from 'node:crypto'

type Jwk = Readonly<Record<string, unknown>>

const isPrivateJwk = (value: unknown): value is Jwk =>
  typeof value === 'object' && value !== null && 'kty' in value && ('d' in value || 'k' in value)

const fromJson = (text: string): Jwk | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isPrivateJwk(value) ? value : undefined
  } catch {
    return undefined
  }
}

const fromPem = (text: string): Jwk | undefined => {
  try {
    return { ...createPrivateKey(text).export({ format: 'jwk' }) }
  } catch {
    return undefined
  }
}

/** A private key written as JWK or as PEM; undefined for anything else, a public key included. */
export const privateJwk = (text: string): Jwk | undefined =>
  text.includes('-----BEGIN') ? fromPem(text) : fromJson(text)
