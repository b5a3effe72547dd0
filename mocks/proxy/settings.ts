/** What a guide for services at OpenAIRE tells to set where NGINX answers 502 after the login. */
export const GUIDE = ['proxy_buffers 4 256k;', 'proxy_buffer_size 128k;', 'proxy_busy_buffers_size 256k;'].join('\n')

/** The next limit, once answers get through: browsers bring the cookies along with every request. */
const LARGE_REQUESTS = 'large_client_header_buffers 4 64k;'

/** Directives of NGINX that stand in the `server` block before a service. */
export const settings = {
  defaults: '',
  guide: GUIDE,
  both: `${GUIDE}\n${LARGE_REQUESTS}`,
} as const

/** Bytes; what NGINX does unless told otherwise, on machines with pages of 4 KiB. */
export interface ProxyLimits {
  /** The status line and all headers of an answer. */
  readonly responseHead: number
  /** A line of a request with its line end, and how many such buffers there are. */
  readonly requestLine: number
  readonly requestLines: number
}

const KILO: Readonly<Record<string, number>> = { k: 1024, m: 1024 * 1024 }

const bytesOf = (size: string): number => Number.parseInt(size, 10) * (KILO[size.replace(/\d+/, '').toLowerCase()] ?? 1)

const given = (directives: string, pattern: RegExp): readonly string[] | undefined =>
  pattern.exec(directives.replaceAll(/#.*$/gm, ''))?.slice(1)

/** What these directives come to. */
export const limitsOf = (directives: string): ProxyLimits => {
  const [head = '4k'] = given(directives, /\bproxy_buffer_size\s+(\w+)/) ?? []
  const [count = '4', size = '8k'] = given(directives, /\blarge_client_header_buffers\s+(\d+)\s+(\w+)/) ?? []
  return { responseHead: bytesOf(head), requestLine: bytesOf(size), requestLines: Number(count) }
}
