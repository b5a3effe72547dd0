/** What the command and the variables of a service may name in braces. */
export const placeholders = [
  'issuer',
  'discovery',
  'client_id',
  'client_secret',
  'redirect_uri',
  'ca_file',
  'ca_bundle',
  'proxy',
] as const
export type Placeholder = (typeof placeholders)[number]

/** The same for SAML services: a file with the metadata of their identity provider, where these are, what it is called. */
export const samlPlaceholders = [
  'idp_metadata',
  'idp_metadata_url',
  'idp_entity_id',
  'ca_file',
  'ca_bundle',
  'proxy',
] as const

/** The same for programs of the command line, which nobody is sent back to and which are handed a token. */
export const commandPlaceholders = [
  'issuer',
  'discovery',
  'client_id',
  'client_secret',
  'ca_file',
  'access_token',
] as const

const NAMED = /\{([a-z_]+)\}/g

const namedIn = (text: string): readonly string[] =>
  [...text.replaceAll(/\$\{[^}]*\}/g, '').matchAll(NAMED)].map(([, name = '']) => name)

/** One that stands for nothing, in a text; `${NAME}` is the shell's. */
export const unknownAmong = (known: readonly string[], text: string): string | undefined =>
  namedIn(text).find((name) => !known.includes(name))

export const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(NAMED, (whole, name: string) => (Object.hasOwn(values, name) ? values[name] : undefined) ?? whole)
