import { createHash } from 'node:crypto'

/** RFC 7636 section 4.2. */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier, 'ascii').digest('base64url')

/**
 * `at_hash` and `c_hash`: the left half of the hash that the algorithm of the ID token uses (OIDC Core 3.1.3.6).
 * `alg` is the JOSE name, `RS256`; of an unknown one nobody knows the hash, and the words that say so equal no claim.
 */
export const leftHalfHash = (alg: unknown, value: string): string => {
  const bits = /(256|384|512)$/.exec(String(alg))?.[1]
  if (bits === undefined) return `the hash of the algorithm ${alg}`
  const digest = createHash(`sha${bits}`).update(value, 'ascii').digest()
  return digest.subarray(0, digest.length / 2).toString('base64url')
}
