import type { Endpoint, SpMetadata } from '#mocks/saml/metadata.ts'
import { bindings } from '#mocks/saml/names.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import type { ServiceProviderSeed } from '../target-service.ts'

/** What of the metadata of a service provider the kit has to know. */
export interface ReadServiceProvider {
  readonly saml: ServiceProviderSeed
  /** Where responses go. */
  readonly callbacks: readonly string[]
  /** Of all its endpoints. */
  readonly addresses: readonly string[]
}

const isFront = ({ binding }: Endpoint): boolean => binding === bindings.redirect || binding === bindings.post

const seedOf = (sp: SpMetadata): ServiceProviderSeed => ({
  entityId: sp.entityId,
  encrypts: sp.keys.some(({ use }) => use !== 'signing'),
  signsRequests: sp.authnRequestsSigned === true,
  acs: sp.assertionConsumers.map(({ location, index }) => ({ location, index })),
  logout: {
    front: sp.singleLogout.flatMap((each) => (isFront(each) ? each.location : [])),
    soap: sp.singleLogout.flatMap(({ binding, location }) => (binding === bindings.soap ? location : [])),
  },
})

const onlyOneOf = (found: readonly SpMetadata[], source: string): SpMetadata => {
  const [sp, another] = found
  if (!sp) {
    throw new ConfigurationError(
      `${source} describes no service provider: it takes an EntityDescriptor with an SPSSODescriptor.`,
    )
  }
  if (!another) return sp
  throw new ConfigurationError(`${source} describes ${found.length} service providers: leave those of others out.`)
}

/** Throws a ConfigurationError of one sentence. The parser is loaded by now at the latest: only SAML needs it. */
export const readServiceProvider = async (text: string, source: string): Promise<ReadServiceProvider> => {
  const { readXml } = await import('#mocks/xml/read-xml.ts')
  const { readServiceProviders } = await import('#mocks/saml/read-metadata.ts')
  let found: readonly SpMetadata[]
  try {
    found = readServiceProviders(readXml(text))
  } catch (error) {
    throw new ConfigurationError(`${source} is no metadata: ${error instanceof Error ? error.message : String(error)}`)
  }
  const sp = onlyOneOf(found, source)
  const callbacks = sp.assertionConsumers
    .filter(({ binding }) => binding === bindings.post)
    .map(({ location }) => location)
  if (callbacks.length === 0) {
    throw new ConfigurationError(
      `${source} has no AssertionConsumerService with the binding HTTP-POST, by which responses come: add one.`,
    )
  }
  if (sp.entityId === '') throw new ConfigurationError(`${source} has no entityID: add it.`)
  return { saml: seedOf(sp), callbacks, addresses: [...callbacks, ...sp.singleLogout.map(({ location }) => location)] }
}
