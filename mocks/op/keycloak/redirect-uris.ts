/** A loopback URI registered without a port, or with the usual one, matches any port (RFC 8252 section 7.3). */
const LOOPBACK = /^(http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::80)?(\/.*)?$/s

const matchesLoopback = (registered: string, given: string): boolean => {
  const [, base, rest = ''] = LOOPBACK.exec(registered) ?? []
  if (base === undefined || !given.startsWith(base)) return false
  const [port = ''] = /^(?::\d{1,5})?/.exec(given.slice(base.length)) ?? []
  return given === base + port + rest
}

const MOST_LAYERS = 5

/** Without its percent signs, however often they were encoded; undefined when that has no end. */
const decoded = (uri: string): string | undefined => {
  let text = uri
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    if (!text.includes('%')) return text
    try {
      text = decodeURIComponent(text)
    } catch {
      return undefined
    }
  }
  return undefined
}

/** Whether some reader may take the path for one that leaves its folder. */
const climbs = (path: string): boolean => {
  const text = decoded(path)
  return text === undefined || /[\s\\]|(?:^|\/)\.\.(?:[/;]|$)/.test(text)
}

const matchesWildcard = (pattern: string, given: string): boolean => {
  if (!pattern.endsWith('*') || pattern.includes('?')) return false
  const bare = given.replace(/[?#].*$/s, '')
  if (climbs(bare) || (URL.canParse(given) && new URL(given).username !== '')) return false
  const prefix = pattern.slice(0, -1)
  return bare.startsWith(prefix) || (prefix.endsWith('/') && bare === prefix.slice(0, -1))
}

/** Keycloak's matching since 22.0.6: the exact string, a `*` at the end only, and loopback with any port. */
export const matchesRedirectUri = (registered: readonly string[], given: string): boolean =>
  registered.some((uri) => uri === given || matchesWildcard(uri, given) || matchesLoopback(uri, given))

/** Without dots and doubled slashes in its path, as Java's URI.normalize() leaves it. */
export const normalised = (uri: string): string => {
  const [, head = '', path = '', rest = ''] = /^(\w+:\/\/[^/?#]*)([^?#]*)(.*)$/s.exec(uri) ?? []
  if (!/\/(?:\.{0,2})(?:\/|$)/.test(path)) return uri
  const kept: string[] = []
  for (const part of path.split('/').slice(1)) {
    if (part === '..' && kept.length > 0) kept.pop()
    else if (part !== '.' && part !== '') kept.push(part)
  }
  return `${head}/${kept.join('/')}${path.endsWith('/') ? '/' : ''}${rest}`
}

const RESERVED = ['state', 'code', 'session_state']

/** Whether a redirect URI already carries what the answer brings. */
export const carriesAnswer = (uri: string): boolean => {
  const query = new URLSearchParams(/\?([^#]*)/s.exec(uri)?.[1] ?? '')
  return RESERVED.some((name) => query.has(name))
}
