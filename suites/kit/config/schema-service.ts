import { z } from 'zod'
import { clientAuthMethods, grantNames } from '#fixtures/schema/client.ts'
import { dispensable } from '../target-service.ts'
import { whoami } from './schema-whoami.ts'
import { address, secret } from './words.ts'

const registration = z.strictObject({
  clientId: z.string().min(1),
  secret: secret.optional().describe('Drawn for each run unless said; the service learns it by start.'),
  auth: z.enum(clientAuthMethods).optional().describe('client_secret_basic unless said; none for a public client.'),
  jwks: z
    .strictObject({ keys: z.array(z.record(z.string(), z.json())).min(1) })
    .optional()
    .describe('Its public keys, for private_key_jwt: a JWK Set.'),
  jwksFile: z.string().min(1).optional().describe('Instead of jwks: path of a JWK Set, a JWK or a PEM file.'),
  redirectUri: z.string().min(1).optional(),
  redirectUris: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Instead of redirectUri, where there are several.'),
  postLogoutRedirectUris: z.array(z.string()).optional(),
  scopes: z.array(z.string()).optional().describe('Scopes it may ask for; all of the profile unless said.'),
  pkce: z.enum(['S256', 'plain']).optional().describe('The method that the issuer is to demand; none unless said.'),
  grants: z.array(z.enum(grantNames)).optional().describe('code and refresh unless said.'),
})

const protectedPage = z.strictObject({
  url: address.describe('A page that answers 2xx to those who hold the entitlement, and to nobody else.'),
  entitlement: z
    .string()
    .regex(/^urn:/i, 'an entitlement such as urn:geant:openaire.eu:group:GROUP:role=ROLE#aai.openaire.eu')
    .describe('The one that opens it, written out.'),
})

const start = z.strictObject({
  command: z
    .union([z.string().min(1), z.array(z.string()).min(1)])
    .describe('A line for the shell, or a program with its arguments.'),
  cwd: z.string().optional().describe('Folder, seen from the configuration; its own unless said.'),
  environment: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Variables, with {issuer}, {discovery}, {client_id}, {client_secret}, {redirect_uri}, {ca_file}, {ca_bundle}, {proxy} filled in.',
    ),
  ready: address.optional().describe('Answers as soon as the service is up; login unless said.'),
  patience: z.number().int().positive().max(600).optional().describe('Seconds that it may take; 60 unless said.'),
})

/** A service that logs people in. */
export const service = z.strictObject({
  kind: z.literal('service'),
  protocol: z.enum(['oidc']).optional().describe('OpenID Connect unless said; saml wants metadata and no client.'),
  title: z.string().optional(),
  profile: z.string().describe('The issuer that we play for it: id of a profile of ours, or the path of one.'),
  port: z
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Where that issuer listens; any free port unless said.'),
  issuer: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe('Its real name, as production has it: browsers and the service are led to ours, by map and proxy.'),
  https: z.boolean().optional().describe('That issuer speaks TLS, under an authority made for the run ({ca_file}).'),
  client: registration.describe('How the service is registered at the issuer.'),
  login: address.describe('Going there begins a login.'),
  loginForm: z.string().optional().describe('A form there is to be sent first: the end of its action, /signin/aai.'),
  loginClick: z
    .string()
    .min(1)
    .optional()
    .describe('There is something to be clicked first: what is written on the button or link, or a CSS selector.'),
  whoami: whoami.optional(),
  logout: address.optional().describe('Going there ends the session.'),
  tokenPage: address.optional().describe('A page for which the service needs the access token of the user.'),
  protected: protectedPage.optional(),
  lacks: z
    .array(z.enum(dispensable))
    .optional()
    .describe('What the service has none of, so that nobody asks for it: no logout, no page for members.'),
  start: start.optional().describe('How to start the service; left out, it runs already.'),
  coolDown: z
    .number()
    .int()
    .min(0)
    .max(600)
    .optional()
    .describe('Seconds for which it may keep keys and documents of its issuer that have changed; 60 unless said.'),
  proxy: z
    .string()
    .min(1)
    .optional()
    .describe('NGINX before it: defaults, guide, or the path of a file with directives; none unless said, or --proxy.'),
  driver: z.enum(['http', 'browser']).optional(),
  tls: z.strictObject({ ca: z.string().describe('Path of a PEM file; of the service.') }).optional(),
  hosts: z.record(z.string(), z.string()).optional().describe('Host names that live at another address.'),
  ownHosts: z
    .array(z.string().regex(/^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i, 'a host, with its port where there is one'))
    .optional()
    .describe('Hosts of your own beside those named here: nobody else uses what runs there.'),
})
export type ServiceEntry = z.infer<typeof service>
