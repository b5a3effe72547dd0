import { type Claims, decodeJwt, signRs256 } from '#mocks/wire/jwt.ts'
import type { Issuer } from './issuer.ts'

/** Members that take the place of others; `undefined` removes one. */
export interface TokenChange {
  readonly header?: Claims
  readonly claims?: Claims
}

const changed = (old: Claims, change: Claims = {}): Claims =>
  Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined))

/** The same token with other contents under a good signature of the issuer: what else is wrong with it shows. */
export const resign = (issuer: Issuer, token: string, { header, claims }: TokenChange): string => {
  const jwt = decodeJwt(token)
  if (!jwt) throw new Error('resign: this is no signed token')
  return signRs256(changed(jwt.header, header), changed(jwt.claims, claims), issuer.keys.active.privateKey)
}
