/** A service that we are at an identity provider; plain data, with its secrets. */
export interface SpSeed {
  readonly entityId: string
  /** Addresses of its assertion consumer services by their index, the default one first. */
  readonly acs: readonly string[]
  /** Where logout messages for it go, over Redirect and POST. */
  readonly slo?: string
  /** PEM; signs and decrypts. */
  readonly key?: string
  /** PEM. */
  readonly certificate?: string
  /** Its requests are signed, and its metadata says so. */
  readonly signs: boolean
}

/** The identity provider of a target. */
export interface SamlSeed {
  /** By which it is known; absent where any will do. */
  readonly entityId?: string
  /** Where its metadata stands: an address, or what was read from a file. */
  readonly metadata: { readonly url: string } | { readonly text: string }
  readonly sps: Readonly<Record<string, SpSeed>>
  /** Where its endpoints are, beside the issuer. */
  readonly hosts?: readonly string[]
}

/** Hosts of the identity provider. */
export const hostsOfIdp = ({ metadata, hosts = [] }: SamlSeed): readonly string[] => [
  ...('url' in metadata ? [new URL(metadata.url).host] : []),
  ...hosts,
]

/** Where the answers to our requests go. */
export const addressesOfSps = ({ sps }: SamlSeed): readonly string[] =>
  Object.values(sps).flatMap(({ acs, slo }) => [...acs, ...(slo ? [slo] : [])])
