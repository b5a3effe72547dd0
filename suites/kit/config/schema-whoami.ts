import { z } from 'zod'
import { storageAreas } from '../drivers/agent.ts'
import { shownAttributes } from '../target-service.ts'
import { address } from './words.ts'

const pointer = z.string().regex(/^(\/([^~]|~[01])*)*$/, 'a JSON Pointer such as /user/id')

const storage = z.strictObject({
  area: z.enum(storageAreas),
  key: z.string().min(1).describe('Name of the entry; * stands for any part of it.'),
  pointer: pointer
    .optional()
    .describe('Where its JSON names who is signed in; left out, the entry itself is the name.'),
})

export const whoami = z.strictObject({
  url: address
    .optional()
    .describe('What answers with who is signed in, by GET, with the cookies of the user; shown to nobody else.'),
  callback: z
    .literal(true)
    .optional()
    .describe('Instead of url, for services that forget who it was when a page is left: the page after the login.'),
  user: pointer
    .optional()
    .describe('Where a JSON answer names who is signed in: a JSON Pointer (RFC 6901). /sub unless said.'),
  element: z
    .string()
    .min(1)
    .optional()
    .describe('For pages, instead of user: a CSS selector; its text is who is signed in.'),
  storage: storage.optional().describe('For pages, instead of user: what their scripts keep. Needs a browser.'),
  pattern: z
    .string()
    .min(1)
    .optional()
    .describe('A regular expression whose first group is who is signed in, in the page, the element or the entry.'),
  is: z.enum(shownAttributes).optional().describe('What of the user that is; sub unless said.'),
  account: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where the same answer names the account, by a number or name of the service; written as user or pattern.',
    ),
})
export type WhoAmIEntry = z.infer<typeof whoami>
