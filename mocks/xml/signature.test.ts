import { spawnSync } from 'node:child_process'
import { createSecretKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { HMAC_SHA256, RSA_SHA1, SHA1 } from './algorithms.ts'
import { EXCLUSIVE, INCLUSIVE } from './canonical.ts'
import { type CertifiedKey, generateCertifiedKey, pemOf, readCertificate } from './certificate.ts'
import { descendantsOf } from './document.ts'
import { readXml } from './read-xml.ts'
import { type SignOptions, signatureFor, signXml } from './sign.ts'
import { DS } from './signature-names.ts'
import { verifyElement, verifySignature } from './verify.ts'

const PLAIN =
  '<r:R xmlns:r="urn:r" ID="_r"><Issuer>me</Issuer><A xmlns="urn:a" ID="_a"><Issuer>me</Issuer><b>x</b></A></r:R>'

let keys: CertifiedKey
let rogue: CertifiedKey

beforeAll(async () => {
  ;[keys, rogue] = await Promise.all([generateCertifiedKey('idp'), generateCertifiedKey('rogue')])
})

const signed = (id: string, options: Partial<SignOptions> = {}): string =>
  signXml(PLAIN, id, { key: keys.privateKey, certificate: keys.certificate, ...options })

const why = (xml: string, by = keys): string | true => {
  const document = readXml(xml)
  const [signature] = descendantsOf(document.root, DS, 'Signature')
  if (!signature) throw new Error('no signature')
  const verdict = verifySignature(document, signature, [by.publicKey])
  return verdict.valid || verdict.why
}

describe('signatures', () => {
  it('say which element they are about', () => {
    const document = readXml(signed('_a'))
    const [assertion] = descendantsOf(document.root, 'urn:a', 'A')
    if (!assertion) throw new Error('no element')
    expect(verifyElement(document, assertion, [rogue.publicKey, keys.publicKey])).toMatchObject({
      valid: true,
      signed: { name: 'A' },
      key: keys.publicKey,
    })
    expect(verifyElement(document, document.root, [keys.publicKey])).toBeUndefined()
  })

  it('hold for the inner and the outer element at once', () => {
    const both = signXml(signed('_a'), '_r', { key: keys.privateKey })
    const document = readXml(both)
    const verdicts = descendantsOf(document.root, DS, 'Signature').map((it) =>
      verifySignature(document, it, [keys.publicKey]),
    )
    expect(verdicts.map((verdict) => verdict.valid && verdict.signed.name)).toEqual(['R', 'A'])
  })

  it('stand where SAML wants them, behind the issuer', () => {
    expect(signed('_a')).toContain('ID="_a"><Issuer>me</Issuer><ds:Signature ')
  })

  it('are read with SHA-1 as well, and say so', () => {
    expect(why(signed('_a', { algorithm: RSA_SHA1, digest: SHA1 }))).toBe(true)
  })

  it.each<[string, () => string, RegExp]>([
    [
      'a stranger’s key, whose certificate it brings',
      () => signed('_a', { key: rogue.privateKey, certificate: rogue.certificate }),
      /none of the known keys/,
    ],
    ['what was changed', () => signed('_a').replace('<b>x</b>', '<b>y</b>'), /changed after/],
    [
      'another method than was signed',
      () => signed('_a').replace('rsa-sha256', 'rsa-sha512'),
      /none of the known keys/,
    ],
    ['an ID that occurs twice', () => signed('_a').replace('<Issuer>', '<Issuer Id="_a">'), /2 elements have the ID/],
    [
      'two references',
      () => signed('_a', { bendSignedInfo: (info) => info.replace(/(<ds:Reference.*<\/ds:Reference>)/, '$1$1') }),
      /2 ds:Reference/,
    ],
    [
      'no reference',
      () => signed('_a', { bendSignedInfo: (info) => info.replace(/<ds:Reference.*<\/ds:Reference>/, '') }),
      /0 ds:Reference/,
    ],
    ['the whole document', () => signed('_a', { bendSignedInfo: (info) => info.replace('#_a', '') }), /refers to ""/],
    [
      'a comment in the digest',
      () => signed('_a').replace('<ds:DigestValue>', '<ds:DigestValue><!-- x -->'),
      /comment/,
    ],
    [
      'a third transform',
      () => signed('_a', { transforms: [`${DS}enveloped-signature`, EXCLUSIVE, INCLUSIVE] }),
      /transforms/,
    ],
    ['only one transform', () => signed('_a', { transforms: [`${DS}enveloped-signature`] }), /transforms/],
    [
      'an HMAC with the public key',
      () => signed('_a', { algorithm: HMAC_SHA256, key: createSecretKey(Buffer.from(keys.certificate)) }),
      /HMAC/,
    ],
    [
      'two signatures in one element',
      () => signed('_a').replace(/(<ds:Signature .*<\/ds:Signature>)/, '$1$1'),
      /more than one signature/,
    ],
  ])('prove nothing: %s', (_, make, expected) => {
    expect(why(make())).toMatch(expected)
  })

  it('of another element prove nothing for the one they are moved to', () => {
    const signature = signatureFor(PLAIN, '_a', { key: keys.privateKey })
    expect(why(PLAIN.replace('ID="_r">', `ID="_r">${signature}`))).toMatch(/stands in R/)
  })
})

it('reads the certificates that it makes', () => {
  expect(readCertificate(keys.certificate)?.subject).toBe('CN=idp')
  expect(readCertificate('MIIC nonsense')).toBeUndefined()
})

const withoutXmlsec = spawnSync('xmlsec1', ['--version']).error !== undefined

it.skipIf(withoutXmlsec)('is verified by a program of others in the same way', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aai-xmlsec-'))
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const key = write('key.pem', pemOf(keys.certificate))
  const accepts = (xml: string): boolean => {
    const ids = ['--id-attr:ID', 'urn:r:R', '--id-attr:ID', 'urn:a:A']
    const run = spawnSync('xmlsec1', ['--verify', ...ids, '--pubkey-cert-pem', key, write('signed.xml', xml)])
    return run.status === 0
  }
  expect(accepts(signed('_a'))).toBe(true)
  expect(accepts(signed('_r'))).toBe(true)
  expect(accepts(signed('_a').replace('<b>x</b>', '<b>y</b>'))).toBe(false)
  rmSync(folder, { recursive: true })
})
