import { z } from 'zod'
import type { documentKinds } from '#fixtures/schema/document.ts'

const documentOf = (kind: (typeof documentKinds)[number], what: string) =>
  z.strictObject({
    kind: z.literal(kind),
    title: z.string().optional(),
    file: z.string().min(1).describe(`${what}: a file, seen from the configuration, or an address.`),
    offline: z.boolean().optional().describe('What it links to is not opened.'),
    private: z.boolean().optional().describe('What it links to may lie inside of your own network.'),
  })

/** Documents that are looked at row by row. */
export const documents = {
  registration: documentOf('registration', 'A registration, service.yaml'),
  configuration: documentOf('configuration', 'The configuration of a client, or whatever else aai lint reads'),
  metadata: documentOf('metadata', 'Metadata of a SAML service provider'),
} as const

export type DocumentEntry = z.infer<(typeof documents)[keyof typeof documents]>
