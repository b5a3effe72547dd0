import { createPrivateKey, generateKeyPair, type KeyObject, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { bareCertificate } from '#mocks/wire/bare-certificate.ts'

const generate = promisify(generateKeyPair)

/** A key with the certificate that carries it through metadata. */
export interface CertifiedKey {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** Base64 of the DER, in one line: the content of ds:X509Certificate. */
  readonly certificate: string
}

export const certified = (
  keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  name: string,
): CertifiedKey => ({ ...keys, certificate: bareCertificate(keys, name).toString('base64') })

/** RSA of 2048 bits unless said, with a certificate that it made for itself under this common name. */
export const generateCertifiedKey = async (name: string, modulusLength = 2048): Promise<CertifiedKey> =>
  certified(await generate('rsa', { modulusLength }), name)

/** From the two files of a service: PEM of the private key, PEM of its certificate. */
export const certifiedFromPem = (key: string, certificate: string): CertifiedKey => {
  const read = new X509Certificate(certificate)
  return { privateKey: createPrivateKey(key), publicKey: read.publicKey, certificate: read.raw.toString('base64') }
}

/** What ds:X509Certificate holds; undefined for what is no certificate. */
export const readCertificate = (base64: string): X509Certificate | undefined => {
  const bare = base64.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return undefined
  try {
    return new X509Certificate(Buffer.from(bare, 'base64'))
  } catch {
    return undefined
  }
}

export const pemOf = (certificate: string): string =>
  `-----BEGIN CERTIFICATE-----\n${certificate.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`
