import type { SpMetadata } from '#mocks/saml/metadata.ts'
import { bindings } from '#mocks/saml/names.ts'
import { MessageError } from '#mocks/saml/read-messages.ts'
import { onlyOne, readServiceProviders } from '#mocks/saml/read-metadata.ts'
import { ConfigurationError } from '#mocks/wire/configuration-error.ts'
import { readXml } from '#mocks/xml/read-xml.ts'
import { XmlError } from '#mocks/xml/xml-error.ts'

const usable = (sp: SpMetadata): SpMetadata => {
  if (sp.assertionConsumers.some(({ binding }) => binding === bindings.post)) return sp
  throw new MessageError(`${sp.entityId} has no AssertionConsumerService for HTTP-POST, so no assertion could be sent.`)
}

/** The service provider of a document; throws a ConfigurationError where nobody can be logged in at it. */
export const readRegistered = (metadata: string | Uint8Array): SpMetadata => {
  try {
    return usable(onlyOne(readServiceProviders(readXml(metadata)), 'service provider'))
  } catch (error) {
    if (error instanceof XmlError) throw new ConfigurationError(`Metadata, line ${error.line}: ${error.message}`)
    if (error instanceof MessageError) throw new ConfigurationError(`Metadata: ${error.message}`)
    throw error
  }
}
