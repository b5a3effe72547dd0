import { type Call, headerPairs, type Reply } from '#mocks/wire/message.ts'
import type { RawExchange } from '#mocks/wire/redaction.ts'

const labels: Readonly<Record<string, string>> = {
  authorization: 'authorization request',
  pushedAuthorization: 'pushed authorization request',
  token: 'token request',
  userinfo: 'userinfo request',
  introspection: 'introspection request',
  revocation: 'revocation request',
  deviceAuthorization: 'device authorization request',
  deviceVerification: 'user code',
  endSession: 'logout request',
  legacyLogout: 'logout request of old',
  'saml-sso': 'SAML login request',
  'saml-slo': 'SAML logout',
  'saml-logout': 'SAML logout at the AAI',
  'saml-metadata': 'SAML metadata',
  discovery: 'discovery',
  jwks: 'keys',
  registration: 'registration',
}

/** A page is looked at, its form is sent. */
const labelOf = (endpoint: string, { method }: Call): string => {
  if (endpoint === 'login' || endpoint === 'saml-login') return method === 'POST' ? 'login form' : 'login page'
  if (endpoint === 'consent' || endpoint === 'saml-consent') return method === 'POST' ? 'consent form' : 'consent page'
  return labels[endpoint] ?? `request to another address`
}

export interface Surroundings {
  readonly endpoint: string
  readonly origin: string
  readonly reply: Reply
  readonly atMs: number
  readonly durationMs: number
  readonly byBrowser: boolean
}

const headersOf = ({ headers, rawHeaders }: Call): RawExchange['request']['headers'] =>
  rawHeaders ?? headerPairs(Object.entries(headers).flatMap(([name, value]) => [name, String(value)]))

/** As it went over the wire: only a redactor may have it. */
export const exchangeOf = (
  call: Call,
  { endpoint, origin, reply, atMs, durationMs, byBrowser }: Surroundings,
): RawExchange => ({
  from: byBrowser ? 'browser' : 'rp',
  to: 'op',
  label: labelOf(endpoint, call),
  atMs: Math.max(0, atMs),
  durationMs: Math.max(0, durationMs),
  request: {
    method: call.method,
    url: origin + call.target,
    headers: headersOf(call),
    ...(call.body === '' ? {} : { body: call.body }),
  },
  response: {
    status: reply.status,
    headers: reply.headers,
    ...(reply.body === undefined ? {} : { body: reply.body }),
  },
})
