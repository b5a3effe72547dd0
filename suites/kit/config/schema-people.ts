import { z } from 'zod'
import { secret } from './words.ts'

const attribute = z.union([z.string(), z.boolean(), z.number(), z.array(z.string())])

export const user = z.strictObject({
  username: z.string().min(1),
  password: secret,
  attributes: z.record(z.string(), attribute).optional().describe('What the issuer knows of them, as in a profile.'),
})

const login = z.strictObject({
  username: z.string().optional().describe('Name of the field for the user name.'),
  password: z.string().optional().describe('Name of the field for the password.'),
  accept: z.string().optional().describe('Name of the button that gives consent.'),
  cancel: z.string().optional().describe('Name of the button that refuses it.'),
  decision: z.string().optional().describe('Name of the hidden field where a script notes which of them was pressed.'),
  account: z
    .string()
    .optional()
    .describe('Name of the buttons of an account chooser; their values are user names and organisations.'),
  organisation: z.string().optional().describe('Name of the buttons of a page where the organisation is chosen.'),
  steps: z
    .record(z.string(), z.string())
    .optional()
    .describe('Buttons that lead on from pages in between, each with what its page is called: warning.'),
  hosts: z.array(z.string()).optional().describe('Further hosts that a login leads through: login.example.org.'),
})

/** How users log in there, and how it is treated. */
export const treatment = {
  login: login.optional(),
  patience: z.number().int().nonnegative().optional().describe('Seconds that we may wait for something to expire.'),
  tls: z.strictObject({ ca: z.string().describe('Path of a PEM file.') }).optional(),
  hosts: z.record(z.string(), z.string()).optional().describe('Host names that live at another address.'),
  ownerAgreed: z
    .boolean()
    .optional()
    .describe('The owner agreed to wrong passwords, registrations and the like; so did whoever sits at loopback.'),
  budget: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Requests that a run may send; worked out from its scenarios unless said, without limit on loopback.'),
} as const
