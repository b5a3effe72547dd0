import { z } from 'zod'
import { clientAuthMethods } from '#fixtures/schema/client.ts'
import { commandFlows, printedNames } from '../target-command.ts'
import { secret } from './words.ts'

const registration = z.strictObject({
  clientId: z.string().min(1),
  secret: secret.optional().describe('Drawn for each run unless said; the program learns it by {client_secret}.'),
  auth: z.enum(clientAuthMethods).optional().describe('client_secret_basic unless said; none for a public client.'),
  scopes: z.array(z.string()).optional().describe('Scopes it may ask for; all of the profile unless said.'),
  pkce: z.enum(['S256', 'plain']).optional().describe('The method that it is registered with; none unless said.'),
})

/** A program of the command line that is a client of an issuer: a script, a cron job, an agent. */
export const command = z.strictObject({
  kind: z.literal('command'),
  title: z.string().optional(),
  profile: z.string().describe('The issuer that we play for it: id of a profile of ours, or the path of one.'),
  port: z
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Where that issuer listens; any free port unless said.'),
  https: z.boolean().optional().describe('That issuer speaks TLS, under an authority made for the run ({ca_file}).'),
  flow: z.enum(commandFlows).describe('How it gets tokens, or what it asks of the issuer.'),
  client: registration.describe('How the program is registered at the issuer.'),
  command: z
    .union([z.string().min(1), z.array(z.string()).min(1)])
    .describe('A line for the shell, or a program with its arguments. It ends with 0 when all went well.'),
  cwd: z.string().optional().describe('Folder, seen from the configuration; its own unless said.'),
  environment: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Variables, with {issuer}, {discovery}, {client_id}, {client_secret}, {ca_file} filled in, and {access_token}: a token of a user, to be exchanged or introspected.',
    ),
  prints: z
    .string()
    .min(1)
    .optional()
    .describe('In what it prints: a regular expression whose first group is the name of whoever it acts for.'),
  is: z.enum(printedNames).optional().describe('What of the user that name is; sub unless said.'),
  audiences: z
    .array(z.string().min(1))
    .optional()
    .describe('Ids of clients for which it asks for tokens, where they are registered at the AAI.'),
  patience: z.number().int().positive().max(120).optional().describe('Seconds that one run may take; 30 unless said.'),
  driver: z.enum(['http', 'browser']).optional().describe('What plays the user who approves a device.'),
})
export type CommandEntry = z.infer<typeof command>
