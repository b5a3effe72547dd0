import type { Clue } from '#fixtures/schema/explanation.ts'
import type { Address } from './facts.ts'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A client on the machine itself may be called back without TLS (RFC 8252 section 7.3). */
const isPlainHttp = (uri: string): boolean => {
  try {
    const { protocol, hostname } = new URL(uri)
    return protocol === 'http:' && !loopback.has(hostname)
  } catch {
    return false
  }
}

const slashed = (text: string): string => (text.endsWith('/') ? text : `${text}/`)

/** Two addresses of the input that a slash at the end tells apart, and nothing else. */
const differBySlash = (addresses: readonly Address[]): boolean => {
  const plain = addresses.filter(({ parameters }) => parameters.size === 0).map(({ text }) => text)
  const all = new Set(plain)
  return plain.some((text) => !text.endsWith('/') && all.has(slashed(text)))
}

/** `://` stands in an encoded value nowhere. */
const rawLogoutUri = /[?&](?:post_logout_redirect_uri|redirect)=[a-z]+:\/\//i

const rules: Readonly<Record<Clue, (addresses: readonly Address[]) => boolean>> = {
  'issuers-differ-by-slash': differBySlash,
  'redirect-uri-not-https': (all) => all.some(({ parameters }) => isPlainHttp(parameters.get('redirect_uri') ?? '')),
  'logout-uri-not-encoded': (all) => all.some(({ text }) => rawLogoutUri.test(text)),
  'scope-without-openid': (all) =>
    all.some(({ parameters }) => {
      const scope = parameters.get('scope')
      return parameters.has('response_type') && scope !== undefined && !scope.split(/[ +]/).includes('openid')
    }),
}

const isClue = (name: string): name is Clue => name in rules

/** What a look at the addresses shows and no wording says. */
export const cluesIn = (addresses: readonly Address[]): ReadonlySet<Clue> =>
  new Set(Object.keys(rules).filter((name) => isClue(name) && rules[name](addresses)) as Clue[])
