import { createHash } from 'node:crypto'
import type { StoredRecord } from '../engine-store.ts'
import type { Issuer } from '../issuer.ts'
import type { Looking, Refusal } from './refusal.ts'
import { sameText } from './same-text.ts'

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/

const challengeOf = (method: string | undefined, verifier: string): string =>
  method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier

/** RFC 7636 section 4.6, in Keycloak's order. */
export const checkVerifier = (
  issuer: Issuer,
  { challenge, challengeMethod: method }: StoredRecord,
  verifier: string | null,
  look: Looking,
): Refusal | undefined => {
  if (challenge === undefined) {
    const refuses = issuer.dialect.switches.verifierWithoutChallenge === 'refuse'
    return look('pkce.verifier-unexpected', refuses && verifier !== null)
  }
  return (
    look('pkce.verifier-missing', verifier === null) ??
    look('pkce.verifier-invalid', verifier !== null && !VERIFIER.test(verifier)) ??
    look('pkce.verifier-wrong', verifier !== null && !sameText(challengeOf(method, verifier), challenge))
  )
}
