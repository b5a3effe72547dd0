import { createHash } from 'node:crypto'
import type { Client } from '#fixtures/schema/client.ts'
import type { Issuer } from '../issuer.ts'
import type { Looking, Refusal } from '../refusal.ts'
import { sameText } from '../same-text.ts'
import type { StoredRecord } from '../stored-record.ts'
import type { Params } from './parameters.ts'

const SYNTAX = /^[A-Za-z0-9\-._~]{43,128}$/

/** RFC 7636 section 4.3; S256 is the only method, and a challenge has to name it. */
export const checkChallenge = (issuer: Issuer, client: Client, params: Params, look: Looking): Refusal | undefined => {
  if (issuer.dialect.switches.pkce === false) return undefined
  const [challenge, method] = [params.get('code_challenge'), params.get('code_challenge_method')]
  const demands = issuer.faults.behaviour('publicPkce', client.clientId)
  const demanded = demands === 'optional' ? false : client.pkce !== undefined
  if (challenge === undefined && method === undefined) return look('pkce.method-missing', demanded)
  return (
    look('pkce.method-missing', method === undefined) ??
    look('pkce.method-unknown', method !== undefined && method !== 'S256') ??
    look('pkce.challenge-missing', challenge === undefined) ??
    look('pkce.challenge-invalid', challenge !== undefined && !SYNTAX.test(challenge))
  )
}

const hashed = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

/** RFC 7636 section 4.6. */
export const checkVerifier = (
  { challenge, challengeMethod }: StoredRecord,
  verifier: string | undefined,
  look: Looking,
): Refusal | undefined => {
  if (challenge === undefined) return look('pkce.verifier-unexpected', verifier !== undefined)
  const expected = challengeMethod === 'plain' ? verifier : hashed(verifier ?? '')
  return (
    look('pkce.verifier-missing', verifier === undefined) ??
    look('pkce.verifier-invalid', verifier !== undefined && !SYNTAX.test(verifier)) ??
    look('pkce.verifier-wrong', !sameText(expected ?? '', challenge))
  )
}
