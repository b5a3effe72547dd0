import { createHash } from 'node:crypto'
import type { Issuer } from '../issuer.ts'
import type { Looking, Refusal } from '../refusal.ts'
import { sameText } from '../same-text.ts'
import type { StoredRecord } from '../stored-record.ts'

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/

const challengeOf = (method: string | undefined, verifier: string): string =>
  method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier

/** Whether a verifier gives the challenge; a faulty provider computes it otherwise, or takes one method for the other. */
const fits = (how: unknown, method: string | undefined, verifier: string, challenge: string): boolean => {
  const hashed = challengeOf('S256', verifier)
  if (how === 'hashed') return sameText(hashed, challenge)
  if (how === 'padded' && method === 'S256') return sameText(`${hashed}=`, challenge)
  if (how === 'either') return sameText(verifier, challenge) || sameText(hashed, challenge)
  return sameText(challengeOf(method, verifier), challenge)
}

/** RFC 7636 section 4.6, in Keycloak's order. */
export const checkVerifier = (
  issuer: Issuer,
  { challenge, challengeMethod: method, clientId }: StoredRecord,
  verifier: string | null,
  look: Looking,
): Refusal | undefined => {
  if (challenge === undefined) {
    const refuses = issuer.dialect.switches.verifierWithoutChallenge === 'refuse'
    return look('pkce.verifier-unexpected', refuses && verifier !== null)
  }
  const how = issuer.faults.behaviour('pkce', clientId)
  const syntax = issuer.faults.behaviour('verifierSyntax', clientId)
  const legal = typeof syntax === 'string' ? new RegExp(syntax) : VERIFIER
  return (
    look('pkce.verifier-missing', verifier === null) ??
    look('pkce.verifier-invalid', verifier !== null && !legal.test(verifier)) ??
    look('pkce.verifier-wrong', verifier !== null && !fits(how, method, verifier, challenge))
  )
}
