import { GUIDE, limitsOf } from '#mocks/proxy/index.ts'
import type { Sized, SizedLogin, SizedLogout } from '../contract-service-sizes.ts'

type Any = SizedLogin | SizedLogout
type Proxy = Sized<Any>['proxy']

const bytes = (count: number): string => `${count} bytes`

const dropped = ({ dropped: cookies }: Any): string =>
  cookies.map(({ name, characters }) => `${name} of ${bytes(characters)}`).join(', ')

/** Did the proxy refuse, and not the service behind it? */
const byProxy = ({ proxySays, status }: Any, proxy: Proxy): boolean =>
  proxy !== undefined && proxySays !== undefined && status !== 431

const whoRefused = (one: Any, proxy: Proxy): string =>
  byProxy(one, proxy) ? `by the proxy, whose log says “${one.proxySays}”` : 'by the service itself'

const headWords = ({ head, status }: Any, proxy: Proxy): string => {
  if (head === undefined) return ''
  const limit = proxy && status === 502 ? `, of which the proxy reads ${limitsOf(proxy.directives).responseHead}` : ''
  return `; the head of that answer has ${bytes(head)}${limit}`
}

const cookieWords = ({ cookieLine, status }: Any, proxy: Proxy): string => {
  const limit =
    proxy && status === 400 ? `, of which the proxy takes ${limitsOf(proxy.directives).requestLine - 2}` : ''
  return `; the browser brings a Cookie line of ${bytes(cookieLine)}${limit}`
}

/** What happened to somebody with tokens of that length. */
export const seen = (one: Any, proxy: Proxy): string => {
  switch (one.outcome) {
    case 'signed-in':
      return 'signed in'
    case 'signed-out':
      return 'signed out'
    case 'refused-at-callback':
      return `${one.status} at the callback, ${whoRefused(one, proxy)}${headWords(one, proxy)}`
    case 'refused':
      return `${one.status} at the logout, ${whoRefused(one, proxy)}${headWords(one, proxy)}`
    case 'refused-afterwards':
      return `${one.status} on the page after the login, ${whoRefused(one, proxy)}${cookieWords(one, proxy)}`
    case 'cookie-dropped':
      return `nobody signed in, though no page was refused: the browser dropped the cookie ${dropped(one)}, of which it keeps 4096`
    case 'lost':
      return 'nobody signed in, though no page was refused and no cookie was lost'
    case 'unclear':
      return `nobody can tell (${one.why})`
  }
}

const KILO = 1024

/** The next power of two that holds it, in kilobytes as NGINX writes them. */
const roomFor = (size: number): number => 2 ** Math.ceil(Math.log2(Math.max(size, KILO) / KILO))

const inOneLine = (directives: string): string => directives.replaceAll('\n', ' ')

const forHeads = (head: number): string => {
  if (head < limitsOf(GUIDE).responseHead) return inOneLine(GUIDE)
  const room = roomFor(head + 1)
  return `proxy_buffers 4 ${2 * room}k; proxy_buffer_size ${room}k; proxy_busy_buffers_size ${2 * room}k;`
}

const SERVER_SIDE = 'Better: keep the tokens on the server, and nothing but the name of the session in the cookie.'

const worst = (group: readonly Any[], of: (one: Any) => number): number => Math.max(...group.map(of))

const forCookies = (group: readonly Any[], proxy: Proxy): string => {
  const room = Math.max(16, roomFor(worst(group, ({ cookieLine }) => cookieLine) + 2))
  const own = `the service has to take as much, too (Node: --max-http-header-size=${room * KILO}; Apache: LimitRequestFieldSize; Tomcat: maxHttpHeaderSize)`
  const [first] = group
  return first && byProxy(first, proxy)
    ? `Set before it in NGINX: large_client_header_buffers 4 ${room}k; ${own}. ${SERVER_SIDE}`
    : `It refuses its own cookies, and users are locked out until these go: ${own}. ${SERVER_SIDE}`
}

/** What to do about it, ready to be pasted; undefined where there is nothing to be done. */
export const remedyOf = (group: readonly [Any, ...Any[]], proxy: Proxy): string | undefined => {
  const [first] = group
  switch (first.outcome) {
    case 'refused-at-callback':
    case 'refused': {
      if (!byProxy(first, proxy)) {
        return 'The service broke down: look into its log; columns for tokens want to be TEXT, and headers to take 16 KiB and more.'
      }
      if (first.status !== 502) return forCookies(group, proxy)
      const directives = forHeads(worst(group, ({ head = 0 }) => head))
      const more = first.outcome === 'refused' ? 'Or log out by a form (POST), which has no such limit.' : SERVER_SIDE
      return `Set before it in NGINX: ${directives} ${more}`
    }
    case 'refused-afterwards':
      return forCookies(group, proxy)
    case 'cookie-dropped':
      return `No browser keeps a cookie of more than 4096 bytes: split it, and mind the limits of request headers. ${SERVER_SIDE}`
    case 'lost':
      return 'Look into the log of the service for what it does with such tokens.'
    default:
      return undefined
  }
}
