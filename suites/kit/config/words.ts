import { z } from 'zod'

/** The name of an environment variable, never the secret itself: a configuration is read by many and committed. */
export const secret = z
  .string()
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the spelling that users write
  .regex(/^\$\{[A-Za-z_]\w*\}$/, 'the name of an environment variable, "${NAME}"')

export const id = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'a name of lower case letters, digits, dots and dashes')

export const address = z.url({ protocol: /^https?$/ })
