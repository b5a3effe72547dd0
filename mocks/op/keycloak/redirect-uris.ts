const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A loopback URI registered without a port matches any port (RFC 8252 section 7.3). */
const matchesLoopback = (registered: string, given: string): boolean => {
  if (!registered.startsWith('http://') || !URL.canParse(registered) || !URL.canParse(given)) return false
  const [wanted, got] = [new URL(registered), new URL(given)]
  if (!LOOPBACK.has(wanted.hostname) || wanted.port !== '' || wanted.hostname !== got.hostname) return false
  return given === registered.replace(`//${wanted.host}`, `//${got.host}`)
}

const matchesWildcard = (pattern: string, given: string): boolean => {
  if (!pattern.endsWith('*') || pattern.includes('?')) return false
  const bare = given.replace(/[?#].*$/s, '')
  if (URL.canParse(given) && (new URL(given).username !== '' || bare.includes('/../'))) return false
  if (/%2e%2e|\/\.\.(\/|$)/i.test(bare)) return false
  const prefix = pattern.slice(0, -1)
  return bare.startsWith(prefix) || (prefix.endsWith('/') && bare === prefix.slice(0, -1))
}

/** Keycloak's matching since 22.0.6: the exact string, a `*` at the end only, and loopback with any port. */
export const matchesRedirectUri = (registered: readonly string[], given: string): boolean =>
  registered.some((uri) => uri === given || matchesWildcard(uri, given) || matchesLoopback(uri, given))
