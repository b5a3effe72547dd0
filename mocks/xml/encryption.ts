import {
  constants,
  createCipheriv,
  createDecipheriv,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { digestName, SHA1, SHA256 } from './algorithms.ts'
import { attributeOf, childOf, descend, type XmlElement } from './document.ts'
import { DS } from './signature-names.ts'

/** XML Encryption Syntax and Processing 1.1, namespaces. */
export const XENC = 'http://www.w3.org/2001/04/xmlenc#'
const XENC11 = 'http://www.w3.org/2009/xmlenc11#'

const GCM_IV = 12
const GCM_TAG = 16
const CBC_IV = 16

interface Cipher {
  readonly mode: 'gcm' | 'cbc'
  readonly bits: 128 | 192 | 256
}

/** Section 5.2. */
export const contentCiphers: Readonly<Record<string, Cipher>> = {
  [`${XENC11}aes128-gcm`]: { mode: 'gcm', bits: 128 },
  [`${XENC11}aes192-gcm`]: { mode: 'gcm', bits: 192 },
  [`${XENC11}aes256-gcm`]: { mode: 'gcm', bits: 256 },
  [`${XENC}aes128-cbc`]: { mode: 'cbc', bits: 128 },
  [`${XENC}aes192-cbc`]: { mode: 'cbc', bits: 192 },
  [`${XENC}aes256-cbc`]: { mode: 'cbc', bits: 256 },
}

export const AES128_GCM = `${XENC11}aes128-gcm`
export const AES256_GCM = `${XENC11}aes256-gcm`
export const AES128_CBC = `${XENC}aes128-cbc`
export const AES256_CBC = `${XENC}aes256-cbc`
/** OAEP as of XML Encryption 1.0, which every SP reads: MGF1 with SHA-1, and here SHA-1 for its digest as well. */
export const RSA_OAEP_MGF1P = `${XENC}rsa-oaep-mgf1p`
/** OAEP as of 1.1, here with SHA-256 in both places. */
export const RSA_OAEP = `${XENC11}rsa-oaep`

export interface EncryptOptions {
  /** Of the one who is to read it. */
  readonly publicKey: KeyObject
  /** URI; AES-128-GCM unless said. */
  readonly cipher?: string
  /** URI; rsa-oaep-mgf1p unless said. */
  readonly transport?: string
}

const cipherOf = (uri: string | undefined): Cipher => {
  const cipher = contentCiphers[uri ?? '']
  if (!cipher) throw new Error(`no content encryption is known as ${uri ?? 'nothing'}`)
  return cipher
}

const encrypted = ({ mode, bits }: Cipher, key: Buffer, text: string): Buffer => {
  if (mode === 'gcm') {
    const iv = randomBytes(GCM_IV)
    const cipher = createCipheriv(`aes-${bits as 128}-gcm`, key, iv)
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  }
  const iv = randomBytes(CBC_IV)
  const cipher = createCipheriv(`aes-${bits}-cbc`, key, iv)
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()])
}

/** The text of one element, with all namespaces it needs declared in it, as xenc:EncryptedData. */
export const encryptXml = (xml: string, options: EncryptOptions): string => {
  const { cipher = AES128_GCM, transport = RSA_OAEP_MGF1P, publicKey } = options
  const key = randomBytes(cipherOf(cipher).bits / 8)
  const modern = transport === RSA_OAEP
  const oaep = { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: modern ? 'sha256' : 'sha1' }
  const mask = modern ? `<xenc11:MGF xmlns:xenc11="${XENC11}" Algorithm="${XENC11}mgf1sha256"/>` : ''
  const digest = `<ds:DigestMethod Algorithm="${modern ? SHA256 : SHA1}"/>`
  const value = (octets: Buffer): string =>
    `<xenc:CipherData><xenc:CipherValue>${octets.toString('base64')}</xenc:CipherValue></xenc:CipherData>`
  return [
    `<xenc:EncryptedData xmlns:xenc="${XENC}" Type="${XENC}Element">`,
    `<xenc:EncryptionMethod Algorithm="${cipher}"/>`,
    `<ds:KeyInfo xmlns:ds="${DS}"><xenc:EncryptedKey>`,
    `<xenc:EncryptionMethod Algorithm="${transport}">${digest}${mask}</xenc:EncryptionMethod>`,
    value(publicEncrypt(oaep, key)),
    '</xenc:EncryptedKey></ds:KeyInfo>',
    value(encrypted(cipherOf(cipher), key, xml)),
    '</xenc:EncryptedData>',
  ].join('')
}

const octetsOf = (element: XmlElement): Buffer =>
  Buffer.from((descend(element, XENC, 'CipherData', 'CipherValue')?.text ?? '').replace(/\s+/g, ''), 'base64')

const methodOf = (element: XmlElement): XmlElement => {
  const method = childOf(element, XENC, 'EncryptionMethod')
  if (!method) throw new Error(`xenc:${element.name} names no EncryptionMethod`)
  return method
}

const transportedKey = (encryptedKey: XmlElement, privateKey: KeyObject): Buffer => {
  const method = methodOf(encryptedKey)
  const uri = attributeOf(method, 'Algorithm')
  const hash = digestName(attributeOf(childOf(method, DS, 'DigestMethod'), 'Algorithm') ?? SHA1)
  const mask = /#mgf1(\w+)$/.exec(attributeOf(childOf(method, XENC11, 'MGF'), 'Algorithm') ?? '#mgf1sha1')?.[1]
  // OpenSSL's binding in Node takes one hash for both.
  if ((uri !== RSA_OAEP_MGF1P && uri !== RSA_OAEP) || hash === undefined || hash !== mask) {
    throw new Error(`the key transport ${uri} with ${hash} and MGF1 of ${mask} is not read`)
  }
  const oaep = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: hash }
  return privateDecrypt(oaep, octetsOf(encryptedKey))
}

const decrypted = ({ mode, bits }: Cipher, key: Buffer, octets: Buffer): string => {
  if (mode === 'gcm') {
    const cipher = createDecipheriv(`aes-${bits as 128}-gcm`, key, octets.subarray(0, GCM_IV), {
      authTagLength: GCM_TAG,
    })
    cipher.setAuthTag(octets.subarray(-GCM_TAG))
    return Buffer.concat([cipher.update(octets.subarray(GCM_IV, -GCM_TAG)), cipher.final()]).toString('utf8')
  }
  const cipher = createDecipheriv(`aes-${bits}-cbc`, key, octets.subarray(0, CBC_IV)).setAutoPadding(false)
  const padded = Buffer.concat([cipher.update(octets.subarray(CBC_IV)), cipher.final()])
  // Section 5.2.1: only the last octet of the padding says anything.
  return padded.subarray(0, padded.length - (padded.at(-1) ?? 0)).toString('utf8')
}

/** The text within xenc:EncryptedData; its key stands in its KeyInfo or beside it (SAML core section 2.2.4). Throws when no key opens it. */
export const decryptXml = (encryptedData: XmlElement, privateKeys: readonly KeyObject[]): string => {
  const keyElement =
    childOf(childOf(encryptedData, DS, 'KeyInfo'), XENC, 'EncryptedKey') ??
    childOf(encryptedData.parent, XENC, 'EncryptedKey')
  if (!keyElement) throw new Error('xenc:EncryptedData comes without an EncryptedKey')
  const cipher = cipherOf(attributeOf(methodOf(encryptedData), 'Algorithm'))
  let last: unknown
  for (const privateKey of privateKeys) {
    try {
      return decrypted(cipher, transportedKey(keyElement, privateKey), octetsOf(encryptedData))
    } catch (error) {
      last = error
    }
  }
  throw new Error(`none of ${privateKeys.length} keys opens it${last instanceof Error ? `: ${last.message}` : ''}`)
}
