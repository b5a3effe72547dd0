import type { Fault } from '#fixtures/schema/fault.ts'
import { replacing as at, documentFaults } from './documents.ts'

const ADDRESS = 'https://maps.library.eu/saml/metadata'

/** What may be wrong in the registration of a SAML service. */
export const samlRegistrationFaults: readonly Fault[] = documentFaults('registration', 'registration-saml', {
  'SAML service without metadata': at('MD-SCHEMA', `    metadata: ${ADDRESS}\n`)(''),
  'SAML service without an entityId': at('MD-SCHEMA', `    entityId: ${ADDRESS}\n`)(''),
  'SAML service by another entityId': at('MD-SCHEMA', `entityId: ${ADDRESS}`)(`entityId: ${ADDRESS}/`),
  'SAML service whose metadata are at http': at(
    'MD-HTTPS',
    `metadata: ${ADDRESS}`,
  )(`metadata: ${ADDRESS.replace('https', 'http')}`),
  'SAML service whose metadata are gone': { breaks: 'MD-SCHEMA', on: 'metadata', answer: { status: 410 } },
  'SAML service whose metadata are a page': { breaks: 'MD-SCHEMA', on: 'metadata', answer: { body: '<html></html>' } },
})
