/** One way to write a URI that is nearly, but not, the registered one. */
export interface Spelling {
  readonly id: string
  /** Completes "a redirect_uri …". */
  readonly title: string
  /** Undefined where the registered URI cannot be spelled so. */
  readonly of: (registered: string) => string | undefined
}

const bent = (registered: string, change: (uri: URL) => void): string => {
  const uri = new URL(registered)
  change(uri)
  return uri.href
}

const isLoopback = (registered: string): boolean => /^(127\.|localhost$|\[::1\]$)/.test(new URL(registered).hostname)

/** Everything before the path, as it was written. */
const base = (registered: string): string => new URL(registered).origin
const path = (registered: string): string => registered.slice(base(registered).length)

/**
 * RFC 3986 section 6.2.1: a registered URI matches only itself, character by character (RFC 9700 section 2.1).
 * Every row is a spelling with which an open redirector or a leak of codes has been built.
 */
const rows: readonly Spelling[] = [
  { id: 'other-host', title: 'on another host', of: (uri) => bent(uri, (u) => (u.hostname = 'evil.example')) },
  { id: 'sub-domain', title: 'on a sub-domain of the host', of: (uri) => uri.replace('://', '://evil.') },
  {
    id: 'host-suffix',
    title: 'on a host that begins like its own',
    of: (uri) => uri.replace(base(uri), `${base(uri).replace(/:\d+$/, '')}.evil.example`),
  },
  { id: 'host-prefix', title: 'on a host that ends like its own', of: (uri) => uri.replace('://', '://evil-') },
  { id: 'userinfo', title: 'with a user name in front of the host', of: (uri) => uri.replace('://', '://user@') },
  {
    id: 'userinfo-host',
    title: 'with its host as the user name at another',
    of: (uri) => `${base(uri)}@evil.example${path(uri)}`,
  },
  { id: 'backslash', title: 'with a backslash before the host', of: (uri) => uri.replace('://', '://evil.example\\@') },
  {
    id: 'other-port',
    title: 'on another port',
    // RFC 8252 section 7.3: on a loopback address any port is right.
    of: (uri) => (isLoopback(uri) ? undefined : bent(uri, (u) => (u.port = String(Number(u.port || 8080) + 1)))),
  },
  {
    id: 'other-scheme',
    title: 'with http and https exchanged',
    of: (uri) => (uri.startsWith('https:') ? uri.replace('https:', 'http:') : uri.replace('http:', 'https:')),
  },
  {
    id: 'upper-case-scheme',
    title: 'with its scheme in capitals',
    of: (uri) => uri.replace(/^\w+/, (scheme) => scheme.toUpperCase()),
  },
  { id: 'javascript', title: 'that is a script', of: (uri) => `javascript://${uri.split('://')[1]}?%0aalert(1)` },
  { id: 'data', title: 'that is a data URL', of: () => 'data:text/html,<script>location.hash</script>' },
  { id: 'app-scheme', title: 'with the scheme of an app', of: (uri) => `org.example.app:${path(uri)}` },
  { id: 'longer-path', title: 'whose path begins like its own', of: (uri) => `${uri}2` },
  { id: 'sub-path', title: 'one segment below it', of: (uri) => `${uri}/below` },
  { id: 'trailing-slash', title: 'with a slash at the end', of: (uri) => `${uri}/` },
  { id: 'double-slash', title: 'with a doubled slash before the path', of: (uri) => `${base(uri)}/${path(uri)}` },
  { id: 'root', title: 'without its path', of: (uri) => `${base(uri)}/` },
  { id: 'upper-case-path', title: 'with its path in capitals', of: (uri) => base(uri) + path(uri).toUpperCase() },
  { id: 'traversal', title: 'that climbs out of its path', of: (uri) => `${uri}/../evil` },
  { id: 'traversal-back', title: 'that climbs back to its path', of: (uri) => `${base(uri)}/evil/..${path(uri)}` },
  { id: 'encoded-traversal', title: 'that climbs out of its path in escapes', of: (uri) => `${uri}/%2e%2e/evil` },
  {
    id: 'encoded-slash',
    title: 'with an escaped slash',
    of: (uri) => base(uri) + path(uri).replace(/\/(?!.*\/)/, '/%2F'),
  },
  {
    id: 'encoded-letter',
    title: 'with a letter of its path escaped',
    of: (uri) => uri.replace(/[a-z](?=[^a-z]*$)/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  },
  { id: 'path-parameter', title: 'with a path parameter', of: (uri) => `${uri};evil=1` },
  { id: 'query', title: 'with a query of its own', of: (uri) => `${uri}?next=https%3A%2F%2Fevil.example` },
  { id: 'empty-query', title: 'with an empty query', of: (uri) => `${uri}?` },
  { id: 'fragment', title: 'with a fragment', of: (uri) => `${uri}#evil` },
  { id: 'wildcard', title: 'that ends in a wildcard', of: (uri) => `${base(uri)}/*` },
  { id: 'relative', title: 'without scheme and host', of: (uri) => path(uri) },
  { id: 'protocol-relative', title: 'without a scheme', of: (uri) => uri.replace(/^\w+:/, '') },
  { id: 'leading-space', title: 'after a space', of: (uri) => ` ${uri}` },
  { id: 'line-break', title: 'with a line break and a header behind it', of: (uri) => `${uri}\r\nSet-Cookie: evil=1` },
  { id: 'null-byte', title: 'with a null byte at the end', of: (uri) => `${uri}\0.evil.example` },
  {
    id: 'look-alike',
    title: 'with a look-alike letter in its path',
    of: (uri) => uri.replace(/[aeo](?=[^aeo]*$)/, 'а'),
  },
]

/** What comes out as it went in is no other spelling: a URI that is the root already cannot lose its path. */
export const spellings: readonly Spelling[] = rows.map(({ of, ...row }) => ({
  ...row,
  of: (registered) => {
    const spelled = of(registered)
    return spelled === registered ? undefined : spelled
  },
}))
