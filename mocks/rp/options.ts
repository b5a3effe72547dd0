import type { JsonWebKey } from 'node:crypto'
import type { ClientAuthMethod } from '#fixtures/schema/client.ts'
import type { ServerCertificate } from '#mocks/wire/tls.ts'
import type { Carelessness } from './looks.ts'

export interface RelyingPartyOptions {
  readonly issuer: string
  readonly clientId: string
  /** Absent: a public client. */
  readonly secret?: string
  readonly auth?: ClientAuthMethod
  /** JWK of an RSA key, for private_key_jwt. */
  readonly privateKey?: JsonWebKey & { readonly kid?: string }
  /** `openid profile email` unless said. */
  readonly scope?: string
  /** Who holds it sees /members; nobody does unless said. */
  readonly entitlement?: string
  /** What it fails to look at, and bad habits; none unless said. */
  readonly careless?: readonly Carelessness[]
  /** PEM of an authority to trust beside the usual ones. */
  readonly trust?: string
  /** It speaks https, with this certificate. */
  readonly tls?: ServerCertificate
  /** 0, the default, picks a free port. */
  readonly port?: number
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}
