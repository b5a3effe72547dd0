/** Values that must not be written down, in each form in which they may turn up. */
export interface Vault {
  /** A secret that we were given: looked for in every encoding. */
  readonly keep: (name: string, secret: string) => void
  /** A value that was redacted where it stood: looked for as it is, and percent-encoded. */
  readonly remember: (name: string, value: string) => void
  readonly scrub: (text: string) => string
}

/** Shorter ones are found in ordinary words. */
const SHORTEST = 5

/** Not secret whatever a configuration says, and every second line of an exchange holds one. */
const WORDS = new Set(['password', 'secret', 'client', 'username', 'token', 'plain', 'basic', 'bearer', 'admin'])

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

export const createVault = (): Vault => {
  const replacements = new Map<string, string>()
  let ordered: readonly (readonly [form: string, replacement: string])[] | undefined

  const add = (name: string, value: string, forms: readonly string[]): void => {
    if (value.length < SHORTEST || WORDS.has(value.toLowerCase())) return
    for (const form of forms) {
      if (form.length >= SHORTEST && !replacements.has(form)) {
        replacements.set(form, `${name} (${value.length} characters)`)
        ordered = undefined
      }
    }
  }

  return {
    keep: (name, secret) =>
      add(name, secret, [...plainForms(secret), jsonEscaped(secret), htmlEscaped(secret), ...base64Forms(secret)]),
    remember: (name, value) => add(name, value, [value, encodeURIComponent(value), formEncoded(value)]),
    scrub: (text) => {
      // The longest first, or a part would be replaced and leave the rest standing.
      ordered ??= [...replacements].toSorted(([a], [b]) => b.length - a.length)
      let result = text
      for (const [form, replacement] of ordered) {
        if (result.includes(form)) result = result.replaceAll(form, replacement)
      }
      return result
    },
  }
}
