import { createHash } from 'node:crypto'
import type { Looking, Refusal } from '../refusal.ts'
import { sameText } from '../same-text.ts'
import type { StoredRecord } from '../stored-record.ts'

const hashed = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

/**
 * RFC 7636 section 4.6, as far as the software goes: it asks nobody for a challenge, takes a verifier of any syntax,
 * and looks at none when the method is neither `plain` nor `S256`. Over an S256 verifier that is missing it breaks down.
 */
export const checkVerifier = (
  { challenge, challengeMethod: method }: StoredRecord,
  verifier: string | undefined,
  look: Looking,
): Refusal | undefined => {
  if (challenge === undefined) return undefined
  if (method === 'plain') return look('pkce.verifier-wrong', !sameText(verifier ?? '', challenge))
  if (method !== 'S256') return undefined
  return (
    look('pkce.verifier-missing', verifier === undefined) ??
    look('pkce.verifier-wrong', !sameText(hashed(verifier ?? ''), challenge))
  )
}
