import { sameText } from '#mocks/op/same-text.ts'
import type { Call, Reply } from '#mocks/wire/message.ts'

/** The page knows this token, and sends it with everything that it asks for: other sites can do neither. */
export const TOKEN_HEADER = 'x-aai-watch'

export interface Door {
  readonly origin: string
  readonly token: string
  /** Of the page behind it. */
  readonly path: string
}

const refusal = (status: number, body: string): Reply => ({
  status,
  headers: [['Content-Type', 'text/plain; charset=utf-8'], ['Cache-Control', 'no-store'], ...COMMON],
  body: `${body}\n`,
})

/** For everything below the path: nobody shows it in a frame, guesses its type, or loads it from elsewhere. */
export const COMMON: Reply['headers'] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
]

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

const isLoopback = (address: string): boolean => LOOPBACK.includes(address) || /^(?:::ffff:)?127\./.test(address)

/** Another name that leads to loopback is a name of somebody else's (DNS rebinding). */
const hostsOf = (origin: string): readonly string[] => {
  const { host, port } = new URL(origin)
  const names = ['localhost', '127.0.0.1', '[::1]'].map((name) => (port === '' ? name : `${name}:${port}`))
  return [host, ...names]
}

/** Why a request for the page itself is turned away; undefined where it may come in. */
export const refusedVisitor = ({ origin, path }: Door, call: Call): Reply | undefined => {
  if (!isLoopback(call.remoteAddress)) return refusal(403, 'This page is for the machine on which it runs.')
  if (!hostsOf(origin).includes(call.headers.host ?? '')) return refusal(421, `This page lives at ${origin}${path}.`)
  return undefined
}

/** The same for what the page asks for: by itself, and for nobody else. */
export const refusedCaller = (door: Door, call: Call): Reply | undefined => {
  const visitor = refusedVisitor(door, call)
  if (visitor) return visitor
  const { origin, host = '', 'sec-fetch-site': site = 'same-origin' } = call.headers
  const scheme = new URL(door.origin).protocol
  if (origin !== undefined && origin !== `${scheme}//${host}`)
    return refusal(403, 'Other sites may not steer this page.')
  if (site !== 'same-origin') return refusal(403, 'Other sites may not steer this page.')
  const shown = call.headers[TOKEN_HEADER]
  if (typeof shown === 'string' && sameText(shown, door.token)) return undefined
  return refusal(403, 'The page was opened before this provider was started: load it again.')
}
