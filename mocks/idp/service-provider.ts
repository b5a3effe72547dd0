import type { SpMetadata } from '#mocks/saml/metadata.ts'

export interface ServiceProviderOptions {
  /** Encrypt assertions to it; what the profile says unless said. */
  readonly encrypt?: boolean
  /** Ask people before its first assertion; what the profile says unless said. */
  readonly consent?: boolean
}

/** A registered service provider: what its metadata says, and what was agreed with it. */
export interface ServiceProvider extends ServiceProviderOptions {
  readonly metadata: SpMetadata
}

/** By entityID. */
export type ServiceProviders = Map<string, ServiceProvider>

/**
 * Reads the metadata of one service provider. Throws a ConfigurationError that says what is wrong with them; their finer
 * points are for `aai lint`.
 */
export const readServiceProvider = async (
  metadata: string | Uint8Array,
  options: ServiceProviderOptions = {},
): Promise<ServiceProvider> => {
  const { readRegistered } = await import('./read-registered.ts')
  return { ...options, metadata: readRegistered(metadata) }
}
