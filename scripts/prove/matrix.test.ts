import { expect, test } from 'vitest'
import type { Proof } from '#suites/kit/prove/proof.ts'
import { matrix, summary } from './matrix.ts'

const fault = { id: 'id-token.unsigned', title: 'an unsigned ID token', breaks: 'SIGNED', at: 'id-token' } as const

const proof: Proof = {
  faults: [
    { fault, noticedBy: { SIGNED: ['oidc.op.a', 'oidc.op.b'], 'ALSO-SIGNED': [] } },
    { fault: { ...fault, id: 'id-token.broken', title: 'a broken ID token' }, noticedBy: { SIGNED: ['oidc.op.a'] } },
  ],
  scenarios: { 'oidc.op.a': ['id-token.unsigned'], 'oidc.op.b': ['id-token.unsigned'], 'oidc.op.c': [] },
  unnoticed: [{ fault: 'id-token.unsigned', requirement: 'ALSO-SIGNED' }],
  unproven: [{ scenario: 'oidc.op.c', because: 'skip at healthy: Needs a browser.' }],
  unbroken: ['NONCE'],
  unpaired: [{ scenario: 'oidc.op.b', requirement: 'NONCE' }],
  mishaps: [{ target: 'id-token.broken', scenario: 'oidc.op.b', verdict: 'error', message: 'verify: oh' }],
  played: 7,
}

test('the matrix goes from requirement to fault to scenario', () => {
  expect(matrix(proof)).toBe(`ALSO-SIGNED
  id-token.unsigned: an unsigned ID token
    NOBODY NOTICED

SIGNED
  id-token.unsigned: an unsigned ID token
    oidc.op.a
    oidc.op.b
  id-token.broken: a broken ID token
    oidc.op.a`)
})

const played = { milliseconds: 2_340, partial: false, seed: 'prove' }

test('the summary lists what is left to mend, and ends with the numbers', () => {
  expect(summary(proof, played)).toBe(`
Judgements never seen to be broken, of scenarios and requirements that were (a remark):
  oidc.op.b: NONCE

Scenarios that no fault has broken:
  oidc.op.c (skip at healthy: Needs a browser.)

Requirements that scenarios cite and no fault has broken:
  NONCE

Faults that nobody noticed:
  id-token.unsigned: ALSO-SIGNED

Scenarios that broke down, or that fail at a healthy issuer:
  error in oidc.op.b at id-token.broken: verify: oh

1 of 2 faults noticed in full; 2 of 3 scenarios seen to fail; 1 requirement broken, 1 not; 1 error; 7 plays; seed prove; 2.3 s`)
})

test('of a part of the faults it asks no more than who noticed those', () => {
  const text = summary(proof, { ...played, partial: true })
  expect(text).not.toContain('that no fault has broken')
  expect(text).toContain('Faults that nobody noticed')
  expect(text).toContain('1 of 2 faults noticed in full; 2 scenarios seen to fail; 1 requirement broken; 1 error;')
})
