import { createHash } from 'node:crypto'

/** RFC 7636 section 4.2. */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier, 'ascii').digest('base64url')

/**
 * `at_hash` and `c_hash`: the left half of the hash that the algorithm of the ID token uses (OIDC Core 3.1.3.6).
 * `alg` is the JOSE name, `RS256`.
 */
export const leftHalfHash = (alg: unknown, value: string): string => {
  const bits = /(256|384|512)$/.exec(String(alg))?.[1]
  if (bits === undefined)
    throw new Error(`No hash is known for the algorithm "${alg}"; add it to suites/kit/hashes.ts.`)
  const digest = createHash(`sha${bits}`).update(value, 'ascii').digest()
  return digest.subarray(0, digest.length / 2).toString('base64url')
}
