/** What the command and the variables of a service may name in braces. */
export const placeholders = ['issuer', 'discovery', 'client_id', 'client_secret', 'redirect_uri', 'ca_file'] as const
export type Placeholder = (typeof placeholders)[number]

const NAMED = /\{([a-z_]+)\}/g

const isKnown = (name: string): name is Placeholder => placeholders.some((each) => each === name)

/** One that stands for nothing, in a text; `${NAME}` is the shell's. */
export const unknownPlaceholder = (text: string): string | undefined =>
  [...text.replaceAll(/\$\{[^}]*\}/g, '').matchAll(NAMED)].map(([, name = '']) => name).find((name) => !isKnown(name))

export const filledIn = (text: string, values: Readonly<Record<Placeholder, string>>): string =>
  text.replaceAll(NAMED, (whole, name: string) => (isKnown(name) ? values[name] : whole))
