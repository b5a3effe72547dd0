import type { KeyObject } from 'node:crypto'
import { strangerKey } from '#mocks/op/keys.ts'
import { encryptedAssertionText } from '#mocks/saml/assertion-text.ts'
import { encryptionKeys } from '#mocks/saml/read-metadata.ts'
import { AES128_GCM, contentCiphers, encryptXml } from '#mocks/xml/encryption.ts'
import type { ServiceProvider } from './service-provider.ts'
import type { Idp } from './state.ts'

/** How an assertion is encrypted: what a fault at `saml.assertion` sets as `encryption`. */
export interface Encryption {
  readonly to: 'service' | 'stranger'
  /** The end of the URI: `aes128-gcm`. */
  readonly cipher?: string
  /** One octet was changed on the way. */
  readonly broken?: boolean
}

/** The first that the metadata of the service name and that is known here. */
const cipherFor = ({ metadata }: ServiceProvider, name: string | undefined): string => {
  if (name !== undefined) return Object.keys(contentCiphers).find((uri) => uri.endsWith(`#${name}`)) ?? name
  const named = metadata.keys.flatMap(({ methods = [] }) => methods)
  return named.find((uri) => uri in contentCiphers) ?? AES128_GCM
}

const spoilt = (encrypted: string): string => {
  const at = encrypted.lastIndexOf('</xenc:CipherValue>') - 8
  const other = encrypted[at] === 'A' ? 'B' : 'A'
  return encrypted.slice(0, at) + other + encrypted.slice(at + 1)
}

/** The usual: to the service, where the profile or the registration says so. */
export const usualEncryption = ({ saml }: Idp, { encrypt = saml.encrypts }: ServiceProvider): Encryption | undefined =>
  encrypt ? { to: 'service' } : undefined

const keyFor = (sp: ServiceProvider, { to }: Encryption): KeyObject | undefined =>
  to === 'stranger' ? strangerKey().publicKey : encryptionKeys(sp.metadata)[0]

/** The assertion as it travels; in the clear to a service that published no key. */
export const encryptedFor = (sp: ServiceProvider, assertion: string, encryption: Encryption | undefined): string => {
  const publicKey = encryption && keyFor(sp, encryption)
  if (!encryption || !publicKey) return assertion
  const data = encryptXml(assertion, { publicKey, cipher: cipherFor(sp, encryption.cipher) })
  return encryptedAssertionText(encryption.broken ? spoilt(data) : data)
}
