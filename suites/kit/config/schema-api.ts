import { z } from 'zod'
import { protections } from '../target-api.ts'
import { id, secret } from './words.ts'

const pointer = z
  .string()
  .regex(/^(\/([^~]|~[01])*)*$/, 'a JSON Pointer such as /user/id')
  .describe('JSON Pointer (RFC 6901) into the answer')

/** An API that takes tokens of an issuer. */
export const api = z.strictObject({
  kind: z.literal('api'),
  title: z.string().optional(),
  issuer: id.optional().describe('The target of this configuration whose tokens it takes.'),
  profile: z
    .string()
    .optional()
    .describe('Instead of issuer: the issuer that we play for it, by the id of a profile or the path of one.'),
  port: z.number().int().min(0).max(65_535).optional().describe('Where the issuer listens that we play for it.'),
  protection: z
    .enum(protections)
    .describe('gatekeeper: one stands before it. bearer: it asks the issuer. jwt: it verifies tokens by itself.'),
  resource: z
    .url()
    .optional()
    .describe('What a caller gets with a good token; through the gatekeeper, where there is one.'),
  gatekeeper: z
    .string()
    .optional()
    .describe('Instead of resource: an API of the profile, whose gatekeeper we play before direct.'),
  forUsers: z.url().optional().describe('A resource that is for users only.'),
  forSystems: z.url().optional().describe('A resource that is for systems only.'),
  direct: z.url().optional().describe('The resource past the gatekeeper.'),
  credentials: z
    .strictObject({ username: z.string().min(1), password: secret })
    .optional()
    .describe('What the gatekeeper shows the API (HTTP Basic).'),
  shows: z
    .strictObject({ user: pointer, client: pointer.optional(), scopes: pointer.optional() })
    .describe('Where the answer of the resource names what the API saw of its caller.'),
  tokens: z
    .strictObject({
      client: id.describe('Role of the client that logs users in.'),
      system: id.optional().describe('Role of the client that calls for itself (client credentials).'),
      opens: z.string().min(1).describe('Scope to ask for, so that the token opens the API.'),
      lacks: z.string().min(1).optional().describe('Scope whose token does not open it.'),
      exchange: z
        .strictObject({
          client: id.describe('Role of the client that exchanges the token of a login.'),
          audience: z.string().min(1),
          otherAudience: z.string().min(1).optional().describe('Of another API for which it may get tokens.'),
        })
        .optional()
        .describe('For APIs that take only tokens made for them.'),
    })
    .describe('How a caller comes by a token.'),
  tls: z.strictObject({ ca: z.string().describe('Path of a PEM file.') }).optional(),
  hosts: z.record(z.string(), z.string()).optional().describe('Host names that live at another address.'),
  ownerAgreed: z.boolean().optional().describe('The owner of the API agreed to wrong passwords and the like.'),
  pair: id.optional().describe('A target whose tokens this API must not take.'),
})
export type ApiEntry = z.infer<typeof api>
