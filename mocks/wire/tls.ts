import { createHash, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { KeyPair } from './certificate.ts'
import { type Clock, systemClock } from './clock.ts'

const generate = promisify(generateKeyPair)

const DAY = 86_400_000

export interface ServerCertificate {
  /** PEM, followed by that of the authority. */
  readonly cert: string
  readonly key: string
}

export interface Authority {
  readonly certificatePem: string
  /** SHA-256 of its public key in base64, as Chromium's `--ignore-certificate-errors-spki-list` takes it. */
  readonly spkiHash: string
  /** A certificate for host names and addresses; `expired` ran out a day ago. */
  readonly issue: (names: readonly string[], options?: { readonly expired?: boolean }) => Promise<ServerCertificate>
}

/** What a key of a JWK Set says about its certificate, RFC 7517 sections 4.7 to 4.9. */
export interface KeyCertificate {
  /** DER in base64. */
  readonly x5c: readonly [string]
  readonly x5t: string
  readonly 'x5t#S256': string
}

// Loaded at need only: a provider that speaks plain http shall not wait for it.
const certificates = () => import('./certificate.ts')

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?!$)/g, '$&\n')}\n-----END CERTIFICATE-----\n`

const digest = (algorithm: 'sha1' | 'sha256', der: Buffer, encoding: 'base64' | 'base64url'): string =>
  createHash(algorithm).update(der).digest(encoding)

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

const ecKeys = (): Promise<KeyPair> => generate('ec', { namedCurve: 'P-256' })

/** A certificate authority with a key that never leaves this process. Trust it in a test, never in a browser of yours. */
export const createAuthority = async (clock: Clock = systemClock): Promise<Authority> => {
  const { makeCertificate } = await certificates()
  const keys = await ecKeys()
  const spkiHash = digest('sha256', spki(keys.publicKey), 'base64')
  // A name of its own: a client that trusts two authorities of one name may try the wrong key.
  const issuer = { name: `aai-conformance test authority ${spkiHash.slice(0, 8)}`, keys }
  const from = (days: number): Date => new Date(clock() + days * DAY)
  const certificate = await makeCertificate({
    subject: issuer.name,
    publicKey: keys.publicKey,
    issuer,
    notBefore: from(-30),
    notAfter: from(90),
    use: 'authority',
  })
  const certificatePem = pem(certificate)
  return {
    certificatePem,
    spkiHash,
    issue: async (names, { expired = false } = {}) => {
      const { publicKey, privateKey } = await ecKeys()
      const der = await makeCertificate({
        subject: names[0] ?? 'nobody',
        publicKey,
        issuer,
        notBefore: from(expired ? -8 : -1),
        notAfter: from(expired ? -1 : 30),
        use: names,
      })
      return { cert: pem(der) + certificatePem, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
    },
  }
}

/** A certificate of a signing key over itself, valid for ten years, as Keycloak publishes them. */
export const selfSignedCertificate = async (
  keys: KeyPair,
  commonName: string,
  clock: Clock = systemClock,
): Promise<KeyCertificate> => {
  const { makeCertificate } = await certificates()
  const der = await makeCertificate({
    subject: commonName,
    publicKey: keys.publicKey,
    issuer: { name: commonName, keys },
    notBefore: new Date(clock()),
    notAfter: new Date(clock() + 3652 * DAY),
  })
  return {
    x5c: [der.toString('base64')],
    x5t: digest('sha1', der, 'base64url'),
    'x5t#S256': digest('sha256', der, 'base64url'),
  }
}
