import type { Fault } from '#fixtures/schema/fault.ts'
import { carelessProvider } from './careless.ts'
import { misreadingEntitlements } from './entitled.ts'
import { faultsAt } from './rows.ts'
import { conditionRows } from './saml-service-conditions.ts'
import { metadataRows } from './saml-service-metadata.ts'
import { peopleRows } from './saml-service-people.ts'
import { requestRows } from './saml-service-requests.ts'
import { signatureRows } from './saml-service-signature.ts'

/** What a service provider may get wrong. */
export const samlServiceFaults: readonly Fault[] = faultsAt('behaviour', 'saml-service', {
  ...signatureRows,
  ...conditionRows,
  ...peopleRows,
  ...requestRows,
  ...metadataRows,
  ...misreadingEntitlements('a service provider', carelessProvider),
})
