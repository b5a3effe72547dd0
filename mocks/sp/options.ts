import type { ServerCertificate } from '#mocks/wire/tls.ts'
import type { CertifiedKey } from '#mocks/xml/certificate.ts'
import type { Carelessness } from './looks.ts'

export interface ServiceProviderOptions {
  /** Metadata of the identity provider: their address, asked at need, or the document itself. */
  readonly idp: { readonly url: string } | { readonly xml: string }
  /** Metadata of the identity provider of the other environment: only the careless make use of them. */
  readonly otherIdp?: string
  /** The address of its metadata unless said. */
  readonly entityId?: string
  /** For signatures and for what is encrypted to it; a fresh one unless given. */
  readonly keys?: CertifiedKey
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
