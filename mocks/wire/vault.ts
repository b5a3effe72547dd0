/** Values that must not be written down, in each form in which they may turn up. */
export interface Vault {
  /** A value that was redacted where it stood: looked for as it is, and percent-encoded. */
  readonly remember: (name: string, value: string) => void
  readonly scrub: (text: string) => string
}

/** Secrets that we were given, by every encoding in which a careless writer would leave them. Costly to make: keep it. */
export interface KnownSecrets {
  readonly replacements: ReadonlyMap<string, string>
  readonly pattern: RegExp | undefined
}

/** Shorter ones are found in ordinary words. */
const SHORTEST = 5

/** Not secret whatever a configuration says, and every second line of an exchange holds one. */
const WORDS = new Set(['password', 'secret', 'client', 'username', 'token', 'plain', 'basic', 'bearer', 'admin'])

const isWorthHiding = (value: string): boolean => value.length >= SHORTEST && !WORDS.has(value.toLowerCase())

const jsonEscaped = (value: string): string => JSON.stringify(value).slice(1, -1)

const htmlEscaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const formEncoded = (value: string): string => new URLSearchParams([['', value]]).toString().slice(1)

const lowerCaseEscapes = (value: string): string => value.replaceAll(/%[0-9A-F]{2}/g, (each) => each.toLowerCase())

/**
 * Base64 of a text in which the value stands at any offset: the characters that do not depend on its neighbours.
 * So `Basic` credentials and encoded blobs are found too.
 */
const insideBase64 = (value: string): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)])
      .toString('base64')
      .replaceAll('=', '')
    const first = shift === 0 ? 0 : shift + 1
    const whole = Math.floor(((shift + Buffer.byteLength(value)) * 8) / 6)
    return encoded.slice(first, whole)
  })

const base64Forms = (value: string): readonly string[] =>
  insideBase64(value)
    .filter((form) => form.length >= 8)
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_'), formEncoded(form)])

const plainForms = (value: string): readonly string[] => {
  const encoded = [encodeURIComponent(value), formEncoded(value)]
  return [value, ...encoded, ...encoded.map(lowerCaseEscapes), ...encoded.map((each) => encodeURIComponent(each))]
}

const formsOf = (value: string): readonly string[] => [
  ...plainForms(value),
  jsonEscaped(value),
  htmlEscaped(value),
  ...base64Forms(value),
]

const replacement = (name: string, value: string): string => `${name} (${value.length} characters)`

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

/** A short one is hidden where it stands by itself: `web-secret` is no part of the word `web-secret-jwt`. */
const SHORT = 12

const standing = (form: string): string =>
  form.length < SHORT ? `(?<![\\w-])${literal(form)}(?![\\w-])` : literal(form)

export const knownSecrets = (secrets: Iterable<readonly [name: string, secret: string]>): KnownSecrets => {
  const replacements = new Map<string, string>()
  for (const [name, secret] of secrets) {
    if (!isWorthHiding(secret)) continue
    for (const form of formsOf(secret)) if (form.length >= SHORTEST) replacements.set(form, replacement(name, secret))
  }
  // The longest first, or a part would be replaced and leave the rest standing.
  const forms = [...replacements.keys()].toSorted((a, b) => b.length - a.length)
  return { replacements, pattern: forms.length > 0 ? new RegExp(forms.map(standing).join('|'), 'g') : undefined }
}

export const createVault = ({ replacements, pattern }: KnownSecrets): Vault => {
  const remembered = new Map<string, string>()
  let ordered: readonly (readonly [form: string, replacement: string])[] | undefined

  const scrubKnown = (text: string): string =>
    pattern ? text.replaceAll(pattern, (form) => replacements.get(form) ?? '') : text

  return {
    remember: (name, value) => {
      if (!isWorthHiding(value) || remembered.has(value)) return
      for (const form of [value, encodeURIComponent(value), formEncoded(value)]) {
        remembered.set(form, replacement(name, value))
      }
      ordered = undefined
    },
    scrub: (text) => {
      ordered ??= [...remembered].toSorted(([a], [b]) => b.length - a.length)
      let result = scrubKnown(text)
      for (const [form, instead] of ordered) if (result.includes(form)) result = result.replaceAll(form, instead)
      return result
    },
  }
}
