import { type KeyObject, randomBytes } from 'node:crypto'
import type { Bend } from '#fixtures/schema/fault.ts'
import { type Claims, signHmac, signingInput, signRs256, type WriteHeader } from '#mocks/wire/jwt.ts'

export interface ForgingKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** Signs RS256, or as the last fault with `sign` says. `stranger` is a key that the issuer does not publish. */
export const signOrForge = (
  faults: readonly Bend[],
  header: Claims,
  claims: Claims,
  key: ForgingKey,
  stranger: () => ForgingKey,
  write?: WriteHeader,
): string => {
  const sign = faults.findLast((fault) => fault.sign)?.sign
  switch (sign) {
    case undefined:
      return signRs256(header, claims, key.privateKey, write)
    case 'none':
      return `${signingInput({ ...header, alg: 'none' }, claims, write)}.`
    case 'other-key':
      return signRs256(header, claims, stranger().privateKey, write)
    case 'unknown-kid':
      return signRs256({ ...header, kid: stranger().kid }, claims, stranger().privateKey, write)
    case 'no-kid': {
      const { kid: _, ...rest } = header
      return signRs256(rest, claims, key.privateKey, write)
    }
    case 'HS256-public-key':
      return signHmac(
        { ...header, alg: 'HS256' },
        claims,
        key.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        write,
      )
    case 'broken': {
      const signature = randomBytes(256).toString('base64url')
      return `${signingInput(header, claims, write)}.${signature}`
    }
  }
}
