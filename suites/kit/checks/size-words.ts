import { GUIDE, limitsOf } from '#mocks/proxy/index.ts'
import type { Sized, SizedLogin, SizedLogout } from '../contract-service-sizes.ts'
import { cookieLimits } from '../drivers/limits.ts'

type Any = SizedLogin | SizedLogout
type Proxy = Sized<Any>['proxy']

const bytes = (count: number): string => `${count} bytes`

const dropped = ({ dropped: cookies }: Any): string =>
  cookies.map(({ name, characters }) => `${name} (${bytes(characters)})`).join(', ')

/** Did the proxy refuse, and not the service behind it? */
const byProxy = ({ proxySays, status }: Any, proxy: Proxy): boolean =>
  proxy !== undefined && proxySays !== undefined && status !== 431

const byWhom = (one: Any, proxy: Proxy): string =>
  byProxy(one, proxy) ? `by the proxy (“${one.proxySays}”)` : 'by the service itself'

const headOf = ({ head, status }: Any, proxy: Proxy): string => {
  if (head === undefined) return ''
  const limit = proxy && status === 502 ? `, of which the proxy reads ${limitsOf(proxy.directives).responseHead}` : ''
  return `: a head of ${bytes(head)}${limit}`
}

const cookieOf = ({ cookieLine, status }: Any, proxy: Proxy): string => {
  const limit =
    proxy && status === 400 ? `, of which the proxy takes ${limitsOf(proxy.directives).requestLine - 2}` : ''
  return `: a Cookie line of ${bytes(cookieLine)}${limit}`
}

const statusOf = ({ status }: Any): string => (status === undefined ? 'a connection that was cut' : `${status}`)

/** What happened to somebody with tokens of that length. */
export const seen = (one: Any, proxy: Proxy): string => {
  switch (one.outcome) {
    case 'signed-in':
      return 'signed in'
    case 'signed-out':
      return 'signed out'
    case 'refused-at-callback':
      return `${statusOf(one)} at the callback, ${byWhom(one, proxy)}${headOf(one, proxy)}`
    case 'refused':
      return `${statusOf(one)} at the logout, ${byWhom(one, proxy)}${headOf(one, proxy)}`
    case 'refused-afterwards':
      return `${statusOf(one)} on the next page, ${byWhom(one, proxy)}${cookieOf(one, proxy)}`
    case 'cookie-dropped':
      return `nobody signed in, and no error either: the browser dropped ${dropped(one)}; it keeps ${cookieLimits.bytes}`
    case 'lost':
      return 'nobody signed in, though no page was refused and no cookie lost'
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

const SERVER_SIDE = 'Better: keep tokens on the server, and only the name of the session in the cookie.'

const worst = (group: readonly Any[], of: (one: Any) => number): number => Math.max(...group.map(of))

const forCookies = (group: readonly [Any, ...Any[]], proxy: Proxy): string => {
  const room = Math.max(16, roomFor(worst(group, ({ cookieLine }) => cookieLine) + 2))
  const own = `Node: --max-http-header-size=${room * KILO}, Apache: LimitRequestFieldSize, Tomcat: maxHttpHeaderSize`
  return byProxy(group[0], proxy)
    ? `Set in NGINX: large_client_header_buffers 4 ${room}k; and let the service take as much (${own}). ${SERVER_SIDE}`
    : `It locks users out until their cookies go. Let it take as much (${own}). ${SERVER_SIDE}`
}

const BROKEN =
  'The service broke down: see its log. Columns for tokens want to be TEXT, limits of headers 16 KiB and more.'

/** What to do about it, ready to be pasted; undefined where there is nothing to be done. */
export const remedyOf = (group: readonly [Any, ...Any[]], proxy: Proxy): string | undefined => {
  const [first] = group
  switch (first.outcome) {
    case 'refused-at-callback':
    case 'refused': {
      if (!byProxy(first, proxy)) return BROKEN
      if (first.status !== undefined && first.status !== 502) return forCookies(group, proxy)
      const more = first.outcome === 'refused' ? 'Or log out by a form (POST), which has no such limit.' : SERVER_SIDE
      return `Set in NGINX: ${forHeads(worst(group, ({ head = 0 }) => head))} ${more}`
    }
    case 'refused-afterwards':
      return forCookies(group, proxy)
    case 'cookie-dropped':
      return `Split it, and mind the limits of request headers. ${SERVER_SIDE}`
    case 'lost':
      return 'Look into the log of the service for what it does with such tokens.'
    default:
      return undefined
  }
}
