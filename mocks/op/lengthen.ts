import { createHash } from 'node:crypto'
import type { Claims } from '#mocks/wire/jwt.ts'
import type { Issuer } from './issuer.ts'

const PADDING = 'padding'

/** `,"padding":""` */
const FRAME = PADDING.length + 6

/** Characters that no compression makes fewer of, the same ones each time. */
const filler = (length: number): string => {
  let text = ''
  for (let block = 0; text.length < length; block += 1) {
    text += createHash('sha512').update(String(block)).digest('base64url')
  }
  return text.slice(0, length)
}

const wantedOf = (issuer: Issuer, clientId: string): number => {
  const length = issuer.faults.behaviour('tokenLength', clientId)
  return typeof length === 'number' ? length : 0
}

/**
 * A token of the length that a fault wants, by a claim that means nothing: base64url turns three bytes into four
 * characters, so it may lack one. What is longer by itself stays as it is.
 */
export const lengthened = (
  issuer: Issuer,
  clientId: string,
  claims: Claims,
  make: (claims: Claims) => string,
): string => {
  const token = make(claims)
  const missing = Math.floor(((wantedOf(issuer, clientId) - token.length) * 3) / 4)
  return missing > FRAME ? make({ ...claims, [PADDING]: filler(missing - FRAME) }) : token
}
