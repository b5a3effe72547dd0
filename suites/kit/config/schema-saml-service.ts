import { z } from 'zod'
import { service } from './schema-service.ts'

/** A SAML service provider: what it is at its identity provider stands in its metadata. */
export const samlService = service.omit({ protocol: true, client: true, tokenPage: true, proxy: true }).extend({
  protocol: z.enum(['saml']),
  metadata: z
    .string()
    .min(1)
    .describe('The metadata of the service: an address where they are once it runs, or the path of a file.'),
})
export type SamlServiceEntry = z.infer<typeof samlService>
