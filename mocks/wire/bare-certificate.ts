import { type KeyObject, sign } from 'node:crypto'

/** DER, as much of it as a certificate needs (RFC 5280 section 4.1). */
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  const size = Buffer.of(length >> 16, (length >> 8) & 0xff, length & 0xff)
  const octets = size.subarray(size.findIndex((octet) => octet !== 0))
  return Buffer.concat([Buffer.of(tag, 0x80 | octets.length), octets, content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)
const hex = (text: string): Buffer => Buffer.from(text, 'hex')

const COMMON_NAME = hex('0603550403')
const RSA_WITH_SHA256 = sequence(hex('06092a864886f70d01010b'), hex('0500'))

const nameOf = (name: string): Buffer => sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))))

/** A certificate of an RSA key over itself, without extensions, made at once: `certificate.ts` takes its time. */
export const bareCertificate = (
  keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  name: string,
): Buffer => {
  const from = (time: string): Buffer => der(0x17, Buffer.from(time))
  const toBeSigned = sequence(
    der(0x02, Buffer.of(1)),
    RSA_WITH_SHA256,
    nameOf(name),
    sequence(from('200101000000Z'), from('491231235959Z')),
    nameOf(name),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('sha256', toBeSigned, keys.privateKey)
  return sequence(toBeSigned, RSA_WITH_SHA256, der(0x03, Buffer.of(0), signature))
}
