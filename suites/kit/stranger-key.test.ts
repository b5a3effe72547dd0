import { exportJWK } from 'jose'
import { expect, test } from 'vitest'
import { strangerKey } from './stranger-key.ts'

test.for([
  ['RS256', { kty: 'RSA' }],
  ['PS512', { kty: 'RSA' }],
  ['ES384', { kty: 'EC', crv: 'P-384' }],
  ['EdDSA', { kty: 'OKP', crv: 'Ed25519' }],
] as const)('of the kind that %s takes', async ([asked, kind]) => {
  const { alg, key } = strangerKey(asked)
  expect(alg).toBe(asked)
  expect(await exportJWK(key)).toMatchObject(kind)
})

test.for(['none', 'HS256', 'undefined', 'toString'])('of RSA for %s, which takes no pair', (asked) => {
  expect(strangerKey(asked).alg).toBe('RS256')
})

test('made once: it has only to be unknown', () => {
  expect(strangerKey('RS256').key).toBe(strangerKey('PS256').key)
})
