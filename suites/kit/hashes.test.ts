import { expect, it } from 'vitest'
import { challengeOf, leftHalfHash } from './hashes.ts'

it('computes the challenge of RFC 7636 appendix B', () => {
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
})

it('computes the c_hash of OpenID Connect Core appendix A.4', () => {
  const code = 'Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk'
  expect(leftHalfHash('RS256', code)).toBe('LDktKdoQak3Pk0cnXxCltA')
})

it('takes the hash that the algorithm names, and half of it', () => {
  expect(leftHalfHash('ES384', 'x')).toHaveLength(32)
  expect(leftHalfHash('PS512', 'x')).toHaveLength(43)
})

it('of an algorithm it does not know makes what no claim equals', () => {
  expect(leftHalfHash(undefined, 'x')).toBe('the hash of the algorithm undefined')
})
