import { type KeyObject, randomBytes } from 'node:crypto'
import { isIP, isIPv6 } from 'node:net'
import { BitString, Integer, OctetString, Utf8String } from 'asn1js'
import * as pki from 'pkijs'

export interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export interface CertificateOptions {
  readonly subject: string
  readonly publicKey: KeyObject
  readonly issuer: { readonly name: string; readonly keys: KeyPair }
  readonly notBefore: Date
  readonly notAfter: Date
  /** An authority, or the host names and addresses of a server; neither for a bare key. */
  readonly use?: 'authority' | readonly string[]
}

// RFC 5280 sections 4.2.1.2 to 4.2.1.12
const OID = {
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const

const DNS_NAME = 2
const IP_ADDRESS = 7
const KEY_CERT_SIGN = 0x04
const DIGITAL_SIGNATURE = 0x80

const ipv4Bytes = (address: string): number[] => address.split('.').map(Number)

const ipv6Bytes = (address: string): number[] => {
  const [head = '', tail] = address.split('::')
  const groups = (text: string): string[] => text.split(':').filter(Boolean)
  const left = groups(head)
  const right = groups(tail ?? '')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}

const generalName = (name: string): pki.GeneralName => {
  if (!isIP(name)) return new pki.GeneralName({ type: DNS_NAME, value: name })
  const bytes = Uint8Array.from(isIPv6(name) ? ipv6Bytes(name) : ipv4Bytes(name))
  return new pki.GeneralName({ type: IP_ADDRESS, value: new OctetString({ valueHex: bytes.buffer }) })
}

const extension = (id: string, critical: boolean, value: { toBER: () => ArrayBuffer }): pki.Extension =>
  new pki.Extension({ extnID: id, critical, extnValue: value.toBER() })

const keyUsage = (bits: number): pki.Extension =>
  extension(OID.keyUsage, true, new BitString({ valueHex: Uint8Array.of(bits).buffer }))

const authorityExtensions = (): pki.Extension[] => [
  extension(OID.basicConstraints, true, new pki.BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema()),
  keyUsage(KEY_CERT_SIGN),
]

const serverExtensions = (names: readonly string[]): pki.Extension[] => [
  extension(OID.basicConstraints, true, new pki.BasicConstraints({ cA: false }).toSchema()),
  keyUsage(DIGITAL_SIGNATURE),
  extension(OID.extKeyUsage, false, new pki.ExtKeyUsage({ keyPurposes: [OID.serverAuth] }).toSchema()),
  extension(OID.subjectAltName, false, new pki.GeneralNames({ names: names.map(generalName) }).toSchema()),
]

const commonName = (name: string): pki.AttributeTypeAndValue =>
  new pki.AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: name }) })

const bytesOf = (der: Buffer): Uint8Array<ArrayBuffer> => Uint8Array.from(der)

const webKey = (key: KeyObject, usage: 'sign' | 'verify'): Promise<CryptoKey> => {
  const algorithm =
    key.asymmetricKeyType === 'rsa'
      ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      : { name: 'ECDSA', namedCurve: 'P-256' }
  return usage === 'sign'
    ? crypto.subtle.importKey('pkcs8', bytesOf(key.export({ type: 'pkcs8', format: 'der' })), algorithm, true, [usage])
    : crypto.subtle.importKey('spki', bytesOf(key.export({ type: 'spki', format: 'der' })), algorithm, true, [usage])
}

/** A positive number of 16 octets, as RFC 5280 section 4.1.2.2 wants it. */
const serialNumber = (): Integer => {
  const bytes = Uint8Array.from(randomBytes(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return new Integer({ valueHex: bytes.buffer })
}

/** An X.509 certificate in DER, for RSA keys or keys on P-256, signed with SHA-256. */
export const makeCertificate = async (options: CertificateOptions): Promise<Buffer> => {
  const certificate = new pki.Certificate()
  certificate.version = 2
  certificate.serialNumber = serialNumber()
  certificate.subject.typesAndValues.push(commonName(options.subject))
  certificate.issuer.typesAndValues.push(commonName(options.issuer.name))
  certificate.notBefore.value = options.notBefore
  certificate.notAfter.value = options.notAfter
  if (options.use !== undefined) {
    certificate.extensions = options.use === 'authority' ? authorityExtensions() : serverExtensions(options.use)
  }
  await certificate.subjectPublicKeyInfo.importKey(await webKey(options.publicKey, 'verify'))
  await certificate.sign(await webKey(options.issuer.keys.privateKey, 'sign'), 'SHA-256')
  return Buffer.from(certificate.toSchema(true).toBER())
}
