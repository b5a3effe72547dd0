import { z } from 'zod'
import { attributeNames } from '#mocks/saml/attributes.ts'
import { treatment, user } from './schema-people.ts'
import { address, id } from './words.ts'

const sp = z.strictObject({
  entityId: z.string().min(1).describe('As registered, to the last character.'),
  acs: z
    .union([address, z.array(address).min(1)])
    .describe('AssertionConsumerService over HTTP-POST; of several by their index. Nothing has to listen there.'),
  slo: address
    .optional()
    .describe('SingleLogoutService over HTTP-Redirect and HTTP-POST; nothing has to listen there.'),
  key: z
    .string()
    .optional()
    .describe('Path of a PEM file, or a variable as for secrets: the private key that signs and decrypts.'),
  certificate: z.string().optional().describe('Path of a PEM file: the certificate of that key.'),
  signs: z
    .boolean()
    .optional()
    .describe('Its metadata say that its requests are signed (AuthnRequestsSigned); where it has a key unless said.'),
})

const metadata = z.string().min(1)

const sps = z
  .record(id, sp)
  .describe('The services that we are there, by role: sp asks, sp-two is another one of the same session.')

/** How we are registered at an identity provider. */
export const saml = z.strictObject({
  metadata: metadata
    .optional()
    .describe('Address or path of the metadata of the identity provider; that of the profile unless said.'),
  entityId: z
    .string()
    .optional()
    .describe('Of the identity provider; that of the profile, or the only one, unless said.'),
  sps,
})
export type SamlSection = z.infer<typeof saml>

/** An identity provider that speaks SAML and nothing else, or nothing else that is looked at. */
export const idp = z.strictObject({
  kind: z.literal('idp'),
  title: z.string().optional(),
  profile: z
    .string()
    .optional()
    .describe(
      'Id or path of a profile with a saml section, which says what it promises; what it publishes unless said.',
    ),
  driver: z.enum(['http', 'browser']).optional(),
  pair: id.optional().describe('The target that is the other environment of this one.'),
  metadata: metadata.describe('Address or path of its metadata.'),
  entityId: z.string().optional().describe('Of the identity provider, where its metadata hold several.'),
  attributes: z
    .array(z.enum(attributeNames))
    .optional()
    .describe('What it promises to release, where no profile says so: mail, displayName, eduPersonUniqueId.'),
  consent: z.boolean().optional().describe('It asks users for consent; false unless said.'),
  encrypts: z.boolean().optional().describe('It encrypts assertions for us; false unless said.'),
  sps: sps.optional(),
  users: z.record(id, user).optional().describe('By role: plain, other, …; attributes by the names of SAML.'),
  ...treatment,
})
export type IdpEntry = z.infer<typeof idp>
export type SpEntry = z.infer<typeof sp>
