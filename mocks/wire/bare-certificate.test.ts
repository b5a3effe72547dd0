import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { bareCertificate } from './bare-certificate.ts'

test('is one that others read, of the key over itself', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const read = new X509Certificate(bareCertificate(keys, 'somebody'))
  expect([read.subject, read.issuer]).toEqual(['CN=somebody', 'CN=somebody'])
  expect(read.verify(keys.publicKey)).toBe(true)
  expect(read.publicKey.equals(keys.publicKey)).toBe(true)
})
