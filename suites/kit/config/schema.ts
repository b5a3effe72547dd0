import { z } from 'zod'
import { clientAuthMethods } from '#fixtures/schema/client.ts'
import { documentKinds } from '#fixtures/schema/document.ts'
import { type ApiEntry, api } from './schema-api.ts'
import { type CommandEntry, command } from './schema-command.ts'
import { type DocumentEntry, documents } from './schema-document.ts'
import { treatment, user } from './schema-people.ts'
import { type IdpEntry, idp, saml } from './schema-saml.ts'
import { type SamlServiceEntry, samlService } from './schema-saml-service.ts'
import { type ServiceEntry, service } from './schema-service.ts'
import { id, secret } from './words.ts'

const client = z.strictObject({
  clientId: z.string().min(1),
  secret: secret.optional(),
  auth: z.enum(clientAuthMethods).optional().describe('client_secret_basic with a secret, none without, unless said.'),
  privateKey: z
    .string()
    .optional()
    .describe('Path of a JWK or a PEM file, or a variable as for secrets; for private_key_jwt.'),
  redirectUri: z
    .string()
    .min(1)
    .optional()
    .describe(
      'One that is registered; nothing has to listen there. The first of redirectUris unless said, or what the profile has for this clientId; clients without users need none.',
    ),
  redirectUris: z.array(z.string()).optional().describe('Others that are registered.'),
  postLogoutRedirectUris: z.array(z.string()).optional().describe('Registered for the end of a logout.'),
  pkce: z.enum(['S256', 'plain']).optional().describe('The method this client must use; left out, PKCE is optional.'),
  asks: z.array(z.string()).optional().describe('Scopes it asks for in every request, beside those of the scenario.'),
  scopes: z.array(z.string()).optional().describe('Scopes it may ask for; left out, all of the profile.'),
})

const shared = {
  title: z.string().optional(),
  profile: z.string().describe('Id of a profile of ours, or the path of one, seen from the configuration.'),
  driver: z.enum(['http', 'browser']).optional(),
  pair: id.optional().describe('The target that is the other environment of this one.'),
  predecessor: id.optional().describe('The target from which the clients of this one were moved.'),
}

const provider = z.strictObject({
  kind: z.literal('provider'),
  ...shared,
  issuer: z.url().describe('The issuer identifier, to the last character.'),
  clients: z.record(id, client).describe('By role: web, public, service, …'),
  users: z.record(id, user).describe('By role: plain, other, …'),
  ...treatment,
  saml: saml.optional().describe('Where it is an identity provider as well: how we are registered there.'),
})

const embedded = z.strictObject({ kind: z.literal('embedded'), ...shared })

/** By `kind`. */
export const targetKinds = { provider, idp, embedded, api, service, command, ...documents } as const

/** By the protocol of a service, too; who has metadata and a slip in the protocol means SAML. */
export const shapeFor = (entry: { readonly kind: keyof typeof targetKinds; readonly [member: string]: unknown }) =>
  entry.kind === 'service' && (entry.protocol === 'saml' || 'metadata' in entry) ? samlService : targetKinds[entry.kind]

/** As a whole, for editors. */
export const configurationFile = z
  .strictObject({
    $schema: z.string().optional(),
    targets: z
      .record(
        id,
        z.discriminatedUnion('kind', [
          provider,
          idp,
          embedded,
          api,
          z.discriminatedUnion('protocol', [samlService, service]),
          command,
          documents.registration,
          documents.configuration,
          documents.metadata,
        ]),
      )
      .describe('By a name of your choice, which --target takes.'),
  })
  .describe('Targets of aai run and aai service')

/** Each target is looked at by its kind afterwards: so the sentence about a mistake names what it knows. */
export const configuration = z.strictObject({
  $schema: z.string().optional(),
  targets: z.record(
    id,
    z.looseObject({ kind: z.enum(['provider', 'idp', 'embedded', 'api', 'service', 'command', ...documentKinds]) }),
  ),
})

export type ProviderEntry = z.infer<typeof provider>
export type ClientEntry = z.infer<typeof client>
export type EmbeddedEntry = z.infer<typeof embedded>
export type TargetEntry =
  | ProviderEntry
  | IdpEntry
  | EmbeddedEntry
  | ApiEntry
  | ServiceEntry
  | SamlServiceEntry
  | CommandEntry
  | DocumentEntry

export interface Configuration {
  readonly $schema?: string
  readonly targets: Readonly<Record<string, TargetEntry>>
}
