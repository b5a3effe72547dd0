import { createHash, X509Certificate } from 'node:crypto'
import { decodeJwt } from './jwt.ts'
import { FINGERPRINTED, FREE_TEXT, KEPT, SECRET_NUMBERS, TOKENS, URLS } from './redaction-names.ts'
import type { Vault } from './vault.ts'

/** How single values are written down: by their name, never by their looks alone. */
export interface Values {
  /** `name=value`, or `name (NN characters)`. */
  readonly parameter: (name: string, value: string) => string
  readonly member: (name: string, value: unknown) => unknown
  readonly token: (name: string, value: string) => string
  readonly url: (url: string) => string
  readonly pairs: (pairs: Iterable<readonly [string, string]>) => string
  /** Text in which anything may stand; what is known as a secret is for the vault to find. */
  readonly text: (text: string) => string
  readonly mask: (name: string, value: string) => string
}

const JWT = /eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g
const ADDRESS = /(https?:\/\/[^\s"'<>]+)/
// Without the slash: the parts of a path are judged one by one.
const RUN = /[A-Za-z0-9_\-+~%]{20,}={0,2}/g

/** Letters mixed with several digits: no word of a language, most likely a handle of something. */
const looksRandom = (run: string): boolean => {
  const decoded = run.replaceAll(/%[0-9A-Fa-f]{2}/g, '%')
  return /[A-Za-z]/.test(decoded) && (decoded.match(/\d/g)?.length ?? 0) >= 3
}

const worthRemembering = (value: string): boolean => /^\S{8,}$/.test(value) && /[^A-Za-z_.-]/.test(value)

const isUrlName = (name: string): boolean => URLS.has(name) || /_(endpoint|uri|uris|url)(_complete)?$/.test(name)

const fingerprint = (value: string): string => createHash('sha256').update(value).digest('hex').slice(0, 6)

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Longer than any certificate; who publishes more wants us to be busy. */
const LONGEST_CERTIFICATE = 20_000

/** The last moment of a certificate, DER in base64 as RFC 7517 section 4.7 has it; nothing of what is none. */
const validUntil = (value: string): string | undefined => {
  if (value.length > LONGEST_CERTIFICATE) return undefined
  try {
    return new X509Certificate(Buffer.from(value, 'base64')).validToDate.toISOString()
  } catch {
    return undefined
  }
}

const tidy = (value: string): string =>
  value.replaceAll(/[&#\s]/g, (each) => (each === ' ' ? '+' : encodeURIComponent(each)))

export interface ValueOptions {
  readonly vault: Vault
  /** Claims of the profile that are kept beside those of the standards. */
  readonly claims: ReadonlySet<string>
  /** Identifiers that everybody may know, however random they look. */
  readonly identifiers: ReadonlySet<string>
  /** Told the name of each value that was replaced. */
  readonly replaced: (name: string) => void
}

export const createValues = ({ vault, claims, identifiers, replaced }: ValueOptions): Values => {
  const isKept = (name: string): boolean => KEPT.has(name) || claims.has(name) || name.endsWith('_supported')

  const mask = (name: string, value: string): string => {
    replaced(name)
    if (worthRemembering(value)) vault.remember(name, value)
    return `${name} (${value.length} characters)`
  }

  const marked = (name: string, value: string): string =>
    value === '' ? `${name} (0 characters)` : mask(name, value).replace(/\)$/, `, #${fingerprint(value)})`)

  /** What it certifies is said by its key. */
  const certificate = (name: string, value: string): string => {
    const until = validUntil(value)
    const masked = mask(name, value)
    return until === undefined ? masked : masked.replace(/\)$/, `, valid until ${until})`)
  }

  const withoutTokens = (text: string): string =>
    text.includes('eyJ')
      ? text.replaceAll(JWT, (token) => {
          replaced('token')
          return `token (${token.length} characters)`
        })
      : text

  const words = (value: string): string =>
    withoutTokens(value).replaceAll(RUN, (run) =>
      looksRandom(run) && !identifiers.has(run) ? mask('value', run) : run,
    )

  /** Addresses in a sentence carry parameters, whose names say what they are. */
  const text = (value: string): string =>
    value
      .split(ADDRESS)
      .map((part, index) => (index % 2 === 1 ? url(part) : words(part)))
      .join('')

  /** Header and claims, when a signature keeps them from being replayed. */
  const opened = (name: string, value: string): Record<string, unknown> | undefined => {
    const jwt = decodeJwt(value)
    if (!jwt || jwt.signature.length === 0) return undefined
    mask(name, value)
    mask('signature', value.slice(jwt.input.length + 1))
    return {
      header: member('', jwt.header),
      claims: member('', jwt.claims),
      signature: `signature (${value.length - jwt.input.length - 1} characters)`,
    }
  }

  const token = (name: string, value: string): string => {
    const jwt = opened(name, value)
    if (!jwt) return mask(name, value)
    return `${name} (${value.length} characters: ${JSON.stringify(jwt.header)} ${JSON.stringify(jwt.claims)})`
  }

  const keptText = (name: string, value: string): string => (FREE_TEXT.has(name) ? text(value) : withoutTokens(value))

  const parameter = (name: string, value: string): string => {
    if (TOKENS.has(name)) return token(name, value)
    if (FINGERPRINTED.has(name)) return marked(name, value)
    if (isUrlName(name)) return `${name}=${url(value)}`
    if (isKept(name)) return `${name}=${tidy(keptText(name, value))}`
    return mask(text(name), value)
  }

  const leaf = (name: string, value: string): unknown => {
    if (TOKENS.has(name)) return opened(name, value) ?? mask(name, value)
    if (FINGERPRINTED.has(name)) return marked(name, value)
    if (name === 'x5c') return certificate(name, value)
    if (isUrlName(name)) return url(value)
    if (isKept(name)) return keptText(name, value)
    return mask(name, value)
  }

  const member = (name: string, value: unknown): unknown => {
    if (typeof value === 'string') return leaf(name, value)
    if (typeof value === 'number' && SECRET_NUMBERS.has(name)) return mask(name, String(value))
    if (Array.isArray(value)) return value.map((each) => member(name, each))
    if (!isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [text(key), member(key, each)]))
  }

  const pairs = (all: Iterable<readonly [string, string]>): string =>
    [...all].map(([name, value]) => parameter(name, value)).join('&')

  /** What has no value of its own may have been redacted already. */
  const query = (raw: string): string =>
    raw
      .split('&')
      .map((part) => (part.includes('=') ? pairs(new URLSearchParams(part)) : words(part)))
      .join('&')

  const url = (raw: string): string => {
    const [beforeFragment = '', ...fragment] = raw.split('#')
    const [address = '', ...search] = beforeFragment.split('?')
    const path = words(address.replace(/\/\/[^/@]*@/, '//user information@'))
    const tail = [
      ...(search.length > 0 ? [`?${query(search.join('?'))}`] : []),
      ...(fragment.length > 0 ? [`#${query(fragment.join('#'))}`] : []),
    ]
    return path + tail.join('')
  }

  return { parameter, member, token, url, pairs, text, mask }
}
