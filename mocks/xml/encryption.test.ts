import { beforeAll, describe, expect, it } from 'vitest'
import { type CertifiedKey, generateCertifiedKey } from './certificate.ts'
import { contentCiphers, decryptXml, encryptXml, RSA_OAEP, RSA_OAEP_MGF1P } from './encryption.ts'
import { readXml } from './read-xml.ts'

const SECRET = '<a xmlns="urn:a">gr\u00fc\u00dfe</a>'

let keys: CertifiedKey
let other: CertifiedKey

beforeAll(async () => {
  ;[keys, other] = await Promise.all([generateCertifiedKey('sp'), generateCertifiedKey('other')])
})

describe('encryption', () => {
  const ways = Object.keys(contentCiphers).flatMap((cipher) =>
    [RSA_OAEP_MGF1P, RSA_OAEP].map((transport) => [cipher, transport] as const),
  )

  it.each(ways)('with %s and %s is undone by the right key', (cipher, transport) => {
    const encrypted = encryptXml(SECRET, { publicKey: keys.publicKey, cipher, transport })
    expect(encrypted).not.toContain('urn:a')
    expect(decryptXml(readXml(encrypted).root, [other.privateKey, keys.privateKey])).toBe(SECRET)
  })

  it('is not undone by another key', () => {
    const { root } = readXml(encryptXml(SECRET, { publicKey: keys.publicKey }))
    expect(() => decryptXml(root, [other.privateKey])).toThrow(/none of 1 keys opens it/)
  })

  it('finds the key that stands beside what it opens', () => {
    const encrypted = encryptXml(SECRET, { publicKey: keys.publicKey })
    const key = /<xenc:EncryptedKey>.*<\/xenc:EncryptedKey>/.exec(encrypted)?.[0] ?? ''
    const beside = `<E xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${encrypted.replace(key, '')}${key}</E>`
    const [data] = readXml(beside).root.children
    if (!data) throw new Error('no data')
    expect(decryptXml(data, [keys.privateKey])).toBe(SECRET)
  })
})
