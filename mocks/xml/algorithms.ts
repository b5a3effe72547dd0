import { constants, createHmac, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto'

/** XML Signature and the URIs of RFC 9231 section 2; the names of digests are those of node:crypto. */
export const digests = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmldsig-more#sha224': 'sha224',
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
} as const
export type DigestUri = keyof typeof digests

interface SignatureAlgorithm {
  readonly kind: 'rsa' | 'rsa-pss' | 'ecdsa' | 'hmac'
  readonly hash: string
}

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'

/** For XML signatures and for those of the Redirect binding alike. */
export const signatureAlgorithms: Readonly<Record<string, SignatureAlgorithm>> = {
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1': { kind: 'rsa', hash: 'sha1' },
  [`${MORE}rsa-sha256`]: { kind: 'rsa', hash: 'sha256' },
  [`${MORE}rsa-sha384`]: { kind: 'rsa', hash: 'sha384' },
  [`${MORE}rsa-sha512`]: { kind: 'rsa', hash: 'sha512' },
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': { kind: 'rsa-pss', hash: 'sha256' },
  [`${MORE}ecdsa-sha256`]: { kind: 'ecdsa', hash: 'sha256' },
  [`${MORE}ecdsa-sha384`]: { kind: 'ecdsa', hash: 'sha384' },
  [`${MORE}ecdsa-sha512`]: { kind: 'ecdsa', hash: 'sha512' },
  'http://www.w3.org/2000/09/xmldsig#hmac-sha1': { kind: 'hmac', hash: 'sha1' },
  [`${MORE}hmac-sha256`]: { kind: 'hmac', hash: 'sha256' },
}

export const RSA_SHA256 = `${MORE}rsa-sha256`
export const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
export const HMAC_SHA256 = `${MORE}hmac-sha256`
export const SHA256: DigestUri = 'http://www.w3.org/2001/04/xmlenc#sha256'
export const SHA1: DigestUri = 'http://www.w3.org/2000/09/xmldsig#sha1'

/** SHA-1 is found by those who look for it, and no signature is worth anything with it (RFC 9231 section 2.1). */
export const isWeak = (uri: string): boolean => /sha1$/.test(uri)

export const digestName = (uri: string | undefined): string | undefined => digests[uri as DigestUri]

const keyInput = (key: KeyObject, kind: SignatureAlgorithm['kind']) => {
  if (kind === 'rsa-pss') {
    return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  }
  // RFC 4050 section 3.3: the two numbers side by side, where OpenSSL writes them in DER.
  return kind === 'ecdsa' ? { key, dsaEncoding: 'ieee-p1363' as const } : { key }
}

/** Signs octets. An HMAC takes a secret key object; all others a private key. */
export const signOctets = (uri: string, octets: string | Buffer, key: KeyObject): Buffer => {
  const algorithm = signatureAlgorithms[uri]
  if (!algorithm) throw new Error(`no signature algorithm is known as ${uri}`)
  if (algorithm.kind === 'hmac') return createHmac(algorithm.hash, key).update(octets).digest()
  return sign(algorithm.hash, Buffer.from(octets), keyInput(key, algorithm.kind))
}

/** Whether one of the public keys made this signature. Never an HMAC: whoever verifies shares no secret with the signer. */
export const verifyOctets = (
  uri: string,
  octets: string | Buffer,
  signature: Buffer,
  keys: readonly KeyObject[],
): KeyObject | undefined => {
  const algorithm = signatureAlgorithms[uri]
  if (!algorithm || algorithm.kind === 'hmac') return undefined
  const type = algorithm.kind === 'ecdsa' ? 'ec' : 'rsa'
  return keys.find(
    (key) =>
      key.asymmetricKeyType === type &&
      verify(algorithm.hash, Buffer.from(octets), keyInput(key, algorithm.kind), signature),
  )
}

export const sameOctets = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
