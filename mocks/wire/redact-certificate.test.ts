import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { createRedactor, type RawExchange } from './redaction.ts'
import { selfSignedCertificate } from './tls.ts'

const keySet = (...x5c: readonly string[]): RawExchange => ({
  from: 'rp',
  to: 'op',
  label: 'key request',
  atMs: 0,
  durationMs: 1,
  request: { method: 'GET', url: 'https://aai.example/certs', headers: [] },
  response: {
    status: 200,
    headers: [['content-type', 'application/json']],
    body: JSON.stringify({ keys: [{ x5c }] }),
  },
})

const kept = (...x5c: readonly string[]): string => createRedactor().exchange(keySet(...x5c)).response?.body ?? ''

test('a certificate leaves its length and its last moment', async () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { x5c } = await selfSignedCertificate(keys, 'openaire', () => Date.UTC(2026, 0, 1))
  const body = kept(...x5c)
  expect(JSON.parse(body).keys[0].x5c).toEqual([
    `x5c (${x5c[0].length} characters, valid until 2036-01-01T00:00:00.000Z)`,
  ])
  expect(body).not.toContain(x5c[0].slice(100, 140))
})

test.for(['bm8gY2VydGlmaWNhdGU=', '', '%%%', 'A'.repeat(10_000)])(
  'what is no certificate leaves its length',
  (text) => {
    expect(JSON.parse(kept(text)).keys[0].x5c).toEqual([`x5c (${text.length} characters)`])
  },
)
