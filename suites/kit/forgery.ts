import { SignJWT } from 'jose'
import { decodeJwt } from '#mocks/wire/jwt.ts'
import { strangerKey } from './stranger-key.ts'

const other = (character: string): string => (character === 'A' ? 'B' : 'A')

/** One character changed in the middle of the last part, where a signature has no padding to hide it in. */
export const tampered = (token: string): string => {
  const start = token.lastIndexOf('.') + 1
  const at = start + Math.floor((token.length - start) / 2)
  return token.slice(0, at) + other(token.charAt(at)) + token.slice(at + 1)
}

const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)

/**
 * The token as somebody else would write it: same header, same claims but those given, a key nobody published.
 * A token that is no signed JWT has nothing to re-sign and comes back with a character changed.
 */
export const forged = async (token: string, claims: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const jwt = isJwt(token) ? decodeJwt(token) : undefined
  if (!jwt) return tampered(token)
  // What a header calls critical the library would have to know.
  const { crit: _, ...header } = jwt.header
  const { alg, key } = strangerKey(String(header.alg))
  return new SignJWT({ ...jwt.claims, ...claims }).setProtectedHeader({ ...header, alg }).sign(key)
}

/** The same claims under `alg: none`, with an empty signature. */
export const unsigned = (token: string): string => {
  const [, payload] = token.split('.')
  if (!isJwt(token) || payload === undefined) return tampered(token)
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
}

/** What anybody can read out of base64url; binary comes back as noise. */
export const decoded = (part: string): string => Buffer.from(part, 'base64url').toString('latin1')
