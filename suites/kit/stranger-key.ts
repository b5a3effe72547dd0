import { generateKeyPairSync, type KeyObject } from 'node:crypto'

const makers: Readonly<Record<string, () => KeyObject>> = {
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  ES384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  ES512: () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
  EdDSA: () => generateKeyPairSync('ed25519').privateKey,
}

const isRsa = (alg: string): boolean => /^[RP]S(256|384|512)$/.test(alg)

const known = new Map<string, KeyObject>()

export interface StrangerKey {
  readonly alg: string
  readonly key: KeyObject
}

/**
 * A key that nobody has published, for the algorithm asked for; RS256 where that takes none of a pair. Made at once and
 * kept: a key still being made when its thread ends would take the whole process down (Node.js 24).
 */
export const strangerKey = (asked: string): StrangerKey => {
  const alg = isRsa(asked) || Object.hasOwn(makers, asked) ? asked : 'RS256'
  const kind = isRsa(alg) ? 'RS256' : alg
  const key = known.get(kind) ?? makers[kind]?.()
  if (!key) throw new Error(`no key can be made for ${alg}: add it to suites/kit/stranger-key.ts`)
  known.set(kind, key)
  return { alg, key }
}
